import type { Json } from "#domain";
import { initialControllerKeys, initialKeys } from "./firmware-keys.ts";

/** A model with a firmware: what it has, what it lacks, and how it answers for what it lacks. */
export interface Profile {
  /** Its keys as they are when it leaves its installer. */
  createKeys(): Readonly<Record<string, Json>>;
  /** Firmware 60 on Core and Pro answers 400 for keys it lacks, even to the unfiltered question. */
  readonly partialStatus: 200 | 400;
  readonly isPartialUnfiltered: boolean;
  /** Keys that exist but are closed to the API. */
  readonly closed: readonly string[];
}

export const profileNames = ["v4-22kw", "v3-11kw", "core", "beta", "cloud", "websocket", "controller"] as const;
export type ProfileName = (typeof profileNames)[number];

const home = (firmware: number) => initialKeys({ firmware, isCore: false });

const v4 = () => ({ ...home(59.4), typ: "go-eCharger_V4", fwv: "59.4", var: 22 });

/** Leaves out in silence what it lacks. */
const silent = { partialStatus: 200, isPartialUnfiltered: false, closed: [] } as const;

/** The keys are laid out when a unit is made: a house without emulators need not carry them. */
export const profiles: Readonly<Record<ProfileName, Profile>> = {
  "v4-22kw": { ...silent, createKeys: v4 },
  /** The same unit as the maker's cloud shows it. */
  cloud: { ...silent, createKeys: () => ({ ...v4(), cae: true }) },
  /** The same unit, whose owner gave its password. */
  websocket: { ...silent, createKeys: v4 },
  "v3-11kw": {
    ...silent,
    createKeys: () => ({ ...home(55.7), typ: "go-eCharger", fwv: "055.7", var: 11, ama: 16 }),
    closed: ["ct"],
  },
  core: {
    createKeys: () => ({
      ...initialKeys({ firmware: 60.4, isCore: true }),
      tma: [null, null, 27, 28, 26.5, 29],
      ...{ typ: "go-eCharger_Phoenix", styp: "core_cable", fwv: "60.4", var: 22, adi: true },
    }),
    partialStatus: 400,
    isPartialUnfiltered: true,
    closed: [],
  },
  beta: {
    ...silent,
    createKeys: () => ({
      ...without(home(60.3), ["cards"]),
      ...{ typ: "go-eCharger_V4", fwv: "60.3-rc1", var: 22 },
    }),
    partialStatus: 400,
  },
  controller: {
    ...silent,
    createKeys: () => ({
      ...initialControllerKeys(),
      ...{ typ: "go-eController", oem: "go-e", sse: "904321", fwv: "1.1.1", fna: "go-eController" },
      ...{ hai: true, rbt: 0, utc: "" },
    }),
  },
};

function without(keys: Readonly<Record<string, Json>>, missing: readonly string[]): Record<string, Json> {
  return Object.fromEntries(Object.entries(keys).filter(([key]) => !missing.includes(key)));
}
