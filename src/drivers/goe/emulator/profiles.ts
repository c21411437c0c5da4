import type { Json } from "#domain";

/** A model with a firmware: what it has, what it lacks, and how it answers for what it lacks. */
export interface Profile {
  readonly keys: Readonly<Record<string, Json>>;
  /** Firmware 60 on Core and Pro answers 400 for keys it lacks, even to the unfiltered question. */
  readonly partialStatus: 200 | 400;
  readonly isPartialUnfiltered: boolean;
  /** Keys that exist but are closed to the API. */
  readonly closed: readonly string[];
}

export const profileNames = ["v4-22kw", "v3-11kw", "core", "beta"] as const;
export type ProfileName = (typeof profileNames)[number];

const measured: Readonly<Record<string, Json>> = {
  ...{ car: 1, alw: false, acu: null, err: 0, modelStatus: 15, pnp: 0, cbl: null, amt: 32, fhz: 50, cll: {} },
  nrg: [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0],
  pha: [false, false, false, true, true, true],
  tma: [24.5, 26],
  ...{ wh: 0, eto: 66_660, tpa: 0, rbt: 3_600_000, rbc: 7, rssi: -60, utc: "", nif: "st", loe: false },
  ...{ lmsc: null, alwt: null, lcctc: null, lccfc: null, lccfi: null, lfspt: null, fsptws: null, inva: null },
  ...{ pgrid: null, ppv: null, pakku: null },
  ...{ pvopt_averagePGrid: null, pvopt_averagePPv: null, pvopt_averagePAkku: null },
  ...{ cus: 1, ffb: 0 },
};

const settings: Readonly<Record<string, Json>> = {
  ...{ frc: 0, amp: 16, psm: 0, ama: 32, mca: 6, tcl: null, trx: null, acs: 0, lmo: 3, dwo: null, acp: true },
  ...{ su: false, sua: false, sumd: 5_000, psmd: 10_000, fmt: 300_000, mci: 0, mcpd: 0, mcpea: null },
  ...{ ate: 18_000, att: 21_600, fup: false, fst: 1400, sh: 200, spl3: 4200, psh: 500, mpwst: 120_000, mptwt: 600_000 },
  ...{ pgt: 0, frm: 1, po: 0, fzf: false, zfo: 200, awe: false, awp: 3, clp: [6, 10, 12, 14, 16] },
  ...{ fna: "go-eCharger", map: [1, 2, 3], lbr: 255, cch: "#00FFFF", cid: "#0000FF", cfi: "#00FF00", cwc: "#FFFF00" },
  ...{ ust: 0, bac: 3, sdp: 3, tof: 60, tds: 1, hai: true, cae: false },
  lot: { amp: 32, dyn: 32, sta: 32, ts: 0 },
};

const noCards = Array.from({ length: 10 }, () => ({ name: "n/a", energy: 0, cardId: false }));

const common = { ...measured, ...settings, oem: "go-e", sse: "012345", adi: false, cards: noCards };

/** Hardware without a cable lock and without a button. */
const missingOnCore = ["cus", "ffb", "ust", "bac", "sdp"];

export const profiles: Readonly<Record<ProfileName, Profile>> = {
  "v4-22kw": {
    keys: { ...common, typ: "go-eCharger_V4", fwv: "59.4", var: 22 },
    partialStatus: 200,
    isPartialUnfiltered: false,
    closed: [],
  },
  "v3-11kw": {
    keys: { ...common, typ: "go-eCharger", fwv: "055.7", var: 11, ama: 16, ct: "default" },
    partialStatus: 200,
    isPartialUnfiltered: false,
    closed: ["ct"],
  },
  core: {
    keys: {
      ...without({ ...common, tma: [null, null, 27, 28, 26.5, 29] }, missingOnCore),
      ...{ typ: "go-eCharger_Phoenix", styp: "core_cable", fwv: "60.4", var: 22, adi: true },
    },
    partialStatus: 400,
    isPartialUnfiltered: true,
    closed: [],
  },
  beta: {
    keys: {
      ...without(common, ["cards"]),
      ...{ typ: "go-eCharger_V4", fwv: "60.3-rc1", var: 22, c0i: false, c0e: 0, c0n: "n/a" },
    },
    partialStatus: 400,
    isPartialUnfiltered: false,
    closed: [],
  },
};

function without(keys: Readonly<Record<string, Json>>, missing: readonly string[]): Record<string, Json> {
  return Object.fromEntries(Object.entries(keys).filter(([key]) => !missing.includes(key)));
}
