import type { Json } from "#domain";
import { initialControllerKeys, initialKeys } from "./firmware-keys.ts";

/** A model with a firmware: what it has, what it lacks, and how it answers for what it lacks. */
export interface Profile {
  readonly keys: Readonly<Record<string, Json>>;
  /** Firmware 60 on Core and Pro answers 400 for keys it lacks, even to the unfiltered question. */
  readonly partialStatus: 200 | 400;
  readonly isPartialUnfiltered: boolean;
  /** Keys that exist but are closed to the API. */
  readonly closed: readonly string[];
}

export const profileNames = ["v4-22kw", "v3-11kw", "core", "beta", "cloud", "websocket", "controller"] as const;
export type ProfileName = (typeof profileNames)[number];

const home = (firmware: number) => initialKeys({ firmware, isCore: false });

const v4: Profile = {
  keys: { ...home(59.4), typ: "go-eCharger_V4", fwv: "59.4", var: 22 },
  partialStatus: 200,
  isPartialUnfiltered: false,
  closed: [],
};

export const profiles: Readonly<Record<ProfileName, Profile>> = {
  "v4-22kw": v4,
  /** The same unit as the maker's cloud shows it. */
  cloud: { ...v4, keys: { ...v4.keys, cae: true } },
  /** The same unit, whose owner gave its password. */
  websocket: v4,
  "v3-11kw": {
    keys: { ...home(55.7), typ: "go-eCharger", fwv: "055.7", var: 11, ama: 16 },
    partialStatus: 200,
    isPartialUnfiltered: false,
    closed: ["ct"],
  },
  core: {
    keys: {
      ...initialKeys({ firmware: 60.4, isCore: true }),
      tma: [null, null, 27, 28, 26.5, 29],
      ...{ typ: "go-eCharger_Phoenix", styp: "core_cable", fwv: "60.4", var: 22, adi: true },
    },
    partialStatus: 400,
    isPartialUnfiltered: true,
    closed: [],
  },
  beta: {
    keys: {
      ...without(home(60.3), ["cards"]),
      ...{ typ: "go-eCharger_V4", fwv: "60.3-rc1", var: 22 },
    },
    partialStatus: 400,
    isPartialUnfiltered: false,
    closed: [],
  },
  controller: {
    keys: {
      ...initialControllerKeys(),
      ...{
        typ: "go-eController",
        oem: "go-e",
        sse: "904321",
        fwv: "1.1.1",
        fna: "go-eController",
        hai: true,
        rbt: 0,
        utc: "",
      },
    },
    partialStatus: 200,
    isPartialUnfiltered: false,
    closed: [],
  },
};

function without(keys: Readonly<Record<string, Json>>, missing: readonly string[]): Record<string, Json> {
  return Object.fromEntries(Object.entries(keys).filter(([key]) => !missing.includes(key)));
}
