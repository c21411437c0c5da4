import { fail } from "#domain";
import { createLegacySurface, type LegacySurfaceOptions, legacyUrl } from "./legacy/legacy-surface.ts";
import { createOpenSurface, type OpenSurfaceOptions, openUrl } from "./open/open-surface.ts";
import { createPortalSurface, type PortalSurfaceOptions, portalUrl } from "./portal/portal-surface.ts";
import type { AlphaessSurface } from "./surface.ts";

export * from "./vocabulary.ts";

/** Which interface, and what lets us in there; the official one when nothing is said. */
export type AlphaessClientOptions =
  | (OpenSurfaceOptions & { readonly api?: "open" })
  | (PortalSurfaceOptions & { readonly api: "portal" })
  | (LegacySurfaceOptions & { readonly api: "legacy" });

export const defaultUrls = { open: openUrl, portal: portalUrl, legacy: legacyUrl } as const;

/** Failures are `ProblemError`s, with the code `alphaess.<number>` where the cloud gave one. It counts no calls. */
export function createAlphaessClient(options: AlphaessClientOptions): AlphaessSurface {
  switch (options.api) {
    case "portal":
      return createPortalSurface(options);
    case "legacy":
      return createLegacySurface(options);
    default:
      // The cloud would say that the signature is wrong, which leads nobody to the mistake.
      if (options.appId.includes("@")) throw fail("invalid", "alphaess.app-id-is-email");
      return createOpenSurface(options);
  }
}
