import type { EmulatorContext, EmulatorDefinition, EmulatorInstance } from "#driver-kit";
import { createOpenFace } from "./emulator/open-face.ts";
import { createPortalFace } from "./emulator/portal-face.ts";
import { profileNames, profileOf, serialOf } from "./emulator/profiles.ts";
import { quirkNames } from "./emulator/quirks.ts";
import { createUploads } from "./emulator/uploads.ts";

/** The Growatt cloud with one inverter of the simulated house behind it: official interface or portal, by profile. */
export const growattEmulator: EmulatorDefinition = {
  id: "growatt",
  profiles: profileNames,
  unit: "inverter",
  quirks: quirkNames,
  create,
};

function create(context: EmulatorContext): EmulatorInstance {
  const profile = profileOf(context.profile);
  const serial = context.credentials["serial"] ?? serialOf(profile, context.unit, context.home.inverterIds());
  const uploads = createUploads(context);
  const ground = { context, profile, serial, uploads };
  const face = profile.isPortal ? createPortalFace(ground) : createOpenFace(ground);
  return {
    ...face,
    deviceEntry: { driver: "growatt", ...face.credentials },
    describe: () => ({ profile: context.profile, serial, lastUpload: uploads.latest().time }),
  };
}
