/** What kind of device stands in the cloud, and through which face it is seen. */
export interface Profile {
  readonly isPortal: boolean;
  readonly type: number;
  /** The portal's name for the type. */
  readonly typeName: string;
  readonly model: string;
  readonly serialStart: string;
}

const profiles = {
  sph: { isPortal: false, type: 5, typeName: "mix", model: "SPH 8000", serialStart: "SPHT" },
  min: { isPortal: false, type: 7, typeName: "tlx", model: "MIN 8000TL-XH", serialStart: "MINT" },
  spa: { isPortal: false, type: 6, typeName: "spa", model: "SPA 5000", serialStart: "SPAT" },
  storage: { isPortal: false, type: 2, typeName: "storage", model: "SPF 5000", serialStart: "STOT" },
  inverter: { isPortal: false, type: 1, typeName: "inv", model: "8000TL3-S", serialStart: "INVT" },
  max: { isPortal: false, type: 4, typeName: "max", model: "MAX 50K", serialStart: "MAXT" },
  "portal-mix": { isPortal: true, type: 5, typeName: "mix", model: "SPH 8000", serialStart: "SPHT" },
  "portal-inv": { isPortal: true, type: 1, typeName: "inv", model: "8000TL3-S", serialStart: "INVT" },
  "portal-tlx": { isPortal: true, type: 7, typeName: "tlx", model: "MIN 8000TL-X", serialStart: "MINT" },
} as const satisfies Record<string, Profile>;

type ProfileName = keyof typeof profiles;

export const profileNames: readonly [ProfileName, ...ProfileName[]] = [
  "sph",
  "min",
  "spa",
  "storage",
  "inverter",
  "max",
  "portal-mix",
  "portal-inv",
  "portal-tlx",
];

export function profileOf(name: string): Profile {
  return profiles[profileNames.find((known) => known === name) ?? "sph"];
}

/** Ten characters that begin like the family's; each inverter of the house has its own. */
export function serialOf(profile: Profile, unit: string | undefined, ids: readonly string[]): string {
  const index = unit === undefined ? 0 : Math.max(0, ids.indexOf(unit));
  return profile.serialStart + String(index + 1).padStart(10 - profile.serialStart.length, "0");
}
