import type { Json } from "#domain";
import type { KeyStore } from "./key-store.ts";

/** The charger's own solar regulation: what it wants, fed by the powers that somebody sends it. */
export interface SurplusLoop {
  /** Takes the powers; the text is the charger's refusal. */
  receive(value: Json): true | string;
  tick(measured: { readonly powerW: number; readonly phases: 1 | 3 }): void;
  wantsCharge(): boolean;
  /** Rounded by `frm`, before any other limit. */
  currentA(): number;
  /** 1 or 3 once the wish has lasted long enough; undefined while nothing should change. */
  wishedPhases(): 1 | 3 | undefined;
}

/** Measured: the values are forgotten about six seconds after the last push. */
const usualForgetAfterMs = 6_000;
const startAfterMs = 30_000;
const stopAfterMs = 120_000;
const samplesAveraged = 3;
const voltageV = 230;
/** What `pwm` tells of the phases that the regulation would like. */
const [forcedToThree, wantsOne, wantsThree] = [0, 1, 2];

interface Sample {
  /** What the charger itself drew when the powers came; without it the regulation would chase its own tail. */
  readonly chargingW: number;
  readonly gridW: number;
  readonly solarW: number | null;
  readonly batteryW: number | null;
}

export function createSurplusLoop(keys: KeyStore, forgetAfterMs = usualForgetAfterMs): SurplusLoop {
  let samples: Sample[] = [];
  let isWanted = false;
  let wantedSinceMs = 0;
  let currentA = 0;
  let chargingW = 0;
  const start = createPatience();
  const stop = createPatience();
  const wish = { one: createPatience(), three: createPatience() };
  let wished: 1 | 3 | undefined;

  const giveUp = () => {
    isWanted = false;
    for (const patience of [start, stop, wish.one, wish.three]) patience.reset();
    wished = undefined;
    keys.put({ fsptws: null });
  };

  const regulate = (availableW: number, phases: 1 | 3, rbt: number) => {
    const startW = keys.number("fst");
    if (!isWanted) {
      if (start.holds(availableW > startW, rbt, startAfterMs)) {
        isWanted = true;
        wantedSinceMs = rbt;
      }
    } else if (stop.holds(availableW < startW - keys.number("sh"), rbt, stopAfterMs)) {
      if (rbt - wantedSinceMs >= keys.number("fmt")) giveUp();
    }
    currentA = Math.max(keys.number("mca"), roundBy(keys.number("frm"), availableW / (voltageV * phases)));
    considerPhases(availableW, phases, rbt);
  };

  const considerPhases = (availableW: number, phases: 1 | 3, rbt: number) => {
    const middleW = keys.number("spl3");
    const halfW = keys.number("psh") / 2;
    const waitMs = keys.number("mpwst");
    const three = wish.three.holds(phases === 1 && availableW > middleW + halfW, rbt, waitMs);
    const one = wish.one.holds(phases === 3 && availableW < middleW - halfW, rbt, waitMs);
    const isLocked = !keys.isNull("lfspt") && rbt - keys.number("lfspt") < keys.number("mptwt");
    wished = isLocked ? undefined : three ? 3 : one ? 1 : undefined;
    keys.put({
      fsptws: wish.three.since() ?? wish.one.since() ?? null,
      pwm: keys.number("psm") === 2 ? forcedToThree : availableW > middleW ? wantsThree : wantsOne,
    });
  };

  return {
    receive: (value) => {
      const sample = toSample(value, chargingW);
      if (sample === undefined) return `ids: failed: value must be null or JsonObject (${JSON.stringify(value)})`;
      keys.put({ pgrid: sample.gridW, ppv: sample.solarW, pakku: sample.batteryW, inva: keys.number("rbt") });
      if (keys.number("lmo") === 4) {
        samples = [...samples, sample].slice(-samplesAveraged);
        keys.put({
          pvopt_averagePGrid: mean(samples.map((each) => each.gridW)),
          pvopt_averagePPv: mean(samples.map((each) => each.solarW)),
          pvopt_averagePAkku: mean(samples.map((each) => each.batteryW)),
        });
      }
      return true;
    },
    tick: ({ powerW, phases }) => {
      chargingW = powerW;
      const rbt = keys.number("rbt");
      const isFed = !keys.isNull("inva") && rbt - keys.number("inva") <= forgetAfterMs;
      if (!isFed) keys.put({ pgrid: null, ppv: null, pakku: null });
      if (!isFed || keys.number("lmo") !== 4 || !keys.flag("fup") || samples.length === 0) {
        giveUp();
        return;
      }
      const available = samples.map((each) => each.chargingW - each.gridW - (each.batteryW ?? 0));
      const availableW = (mean(available) ?? 0) + keys.number("pgt");
      regulate(availableW, phases, rbt);
    },
    wantsCharge: () => isWanted,
    currentA: () => currentA,
    wishedPhases: () => wished,
  };
}

function toSample(value: Json, chargingW: number): Sample | undefined {
  if (value === null || typeof value !== "object" || !("pGrid" in value)) return undefined;
  const gridW = value["pGrid"];
  if (typeof gridW !== "number") return undefined;
  const member = (name: "pPv" | "pAkku") => {
    const watts = name in value ? value[name] : undefined;
    return typeof watts === "number" ? watts : null;
  };
  return { chargingW, gridW, solarW: member("pPv"), batteryW: member("pAkku") };
}

function mean(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null);
  return known.length === 0 ? null : known.reduce((sum, value) => sum + value, 0) / known.length;
}

function roundBy(preference: number, amps: number): number {
  if (preference === 0) return Math.ceil(amps);
  return preference === 2 ? Math.floor(amps) : Math.round(amps);
}

/** Whether something has been true without a break for some time. */
function createPatience() {
  let sinceMs: number | undefined;
  return {
    holds: (isTrue: boolean, nowMs: number, forMs: number): boolean => {
      sinceMs = isTrue ? (sinceMs ?? nowMs) : undefined;
      return sinceMs !== undefined && nowMs - sinceMs >= forMs;
    },
    since: () => sinceMs,
    reset: () => {
      sinceMs = undefined;
    },
  };
}
