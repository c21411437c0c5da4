import { type ChargerReading, type Instant, minuteMs, type SourceId } from "#domain";

/** What chargers drew over the last minutes, to be set against meters that tell of the past. */
export interface Draws {
  note(reading: ChargerReading): void;
  /** The draw at that moment; undefined where nothing is remembered of it. */
  at(charger: SourceId, at: Instant): number | undefined;
}

/** The slowest meters we know are five minutes late and stay good for ten. */
const rememberMs = 15 * minuteMs;

export function createDraws(): Draws {
  const byCharger = new Map<SourceId, { readonly at: Instant; readonly powerW: number }[]>();
  return {
    note: ({ source, at, powerW }) => {
      const draws = byCharger.get(source) ?? [];
      const last = draws.at(-1);
      if (last !== undefined && at <= last.at) return;
      draws.push({ at, powerW });
      const firstKept = draws.findIndex((draw) => draw.at >= at - rememberMs);
      if (firstKept > 0) draws.splice(0, firstKept);
      byCharger.set(source, draws);
    },
    at: (charger, at) => byCharger.get(charger)?.findLast((draw) => draw.at <= at)?.powerW,
  };
}
