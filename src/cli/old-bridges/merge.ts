import { type OldSettings, overruled } from "./old-settings.ts";
import type { OldBridge } from "./read-old-file.ts";

/** Files belong to the bridge whose environment goes before them; each compose service is a bridge of its own. */
export function merge(bridges: readonly OldBridge[]): readonly OldBridge[] {
  const files = bridges.filter(({ isFile }) => isFile);
  const services = bridges.filter(({ isFile }) => !isFile);
  const [first] = files;
  const below = files.reduce<OldSettings>((settings, file) => overruled(settings, file.settings), new Map());
  if (services.length === 0) return first === undefined ? [] : [{ ...first, settings: below }];
  return services.map((service) => ({ ...service, settings: overruled(below, service.settings) }));
}
