import { z } from "zod";
import type { Triple } from "#domain";
import { foldKeys, known, number, numberOf } from "../reply-values.ts";
import type { LiveValues } from "../surface.ts";

/** Each field may be missing or null; the whole answer too. */
export const livePowers = z
  .record(z.string(), z.unknown())
  .nullish()
  .transform((fields) => toLiveValues(fields ?? {}));

function toLiveValues(told: Readonly<Record<string, unknown>>): LiveValues {
  const fields = foldKeys(told);
  const at = (key: string) => numberOf(fields[key]);
  const uploaded = fields["uploadtime"];
  // What stands behind an inverter of another maker is measured by a meter of its own.
  const solarW = sumOf([at("ppv1"), at("ppv2"), at("ppv3"), at("ppv4"), at("pmeterdc")]);
  const batteryW = at("pbat");
  const phases = [at("pmeterl1"), at("pmeterl2"), at("pmeterl3")] as const;
  const gridW = sumOf(phases);
  const chargerW = [1, 2, 3, 4].map((index) => at(`ev${index}power`));
  return {
    chargerW,
    // Of which zone that time is, nobody says; that it has changed is enough.
    ...(typeof uploaded === "string" && uploaded !== "" ? { sample: uploaded } : {}),
    ...known({
      solarW: solarW === undefined ? undefined : Math.max(0, solarW),
      batteryW,
      gridW,
      gridPhasesW: tripleOf(phases),
      loadW: solarW === undefined || gridW === undefined ? undefined : loadOf(solarW, batteryW ?? 0, gridW),
      socPercent: percentOf(at("soc")),
      chargersW: sumOf(chargerW),
    }),
  };
}

function loadOf(solarW: number, batteryW: number, gridW: number): number {
  return Math.max(0, solarW + batteryW + gridW);
}

function sumOf(values: readonly (number | undefined)[]): number | undefined {
  const present = values.filter((value) => value !== undefined);
  return present.length === 0 ? undefined : present.reduce((sum, value) => sum + value, 0);
}

function tripleOf([l1, l2, l3]: readonly [number | undefined, number | undefined, number | undefined]):
  | Triple
  | undefined {
  return l1 === undefined || l2 === undefined || l3 === undefined ? undefined : [l1, l2, l3];
}

function percentOf(soc: number | undefined): number | undefined {
  return soc === undefined || soc < 0 || soc > 100 ? undefined : soc;
}

/** The bare number of a wallbox's state. */
export const pileStatus = number;
