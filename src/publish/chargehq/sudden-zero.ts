import { type Instant, minuteMs } from "#domain";
import type { SiteMeters } from "./client.ts";

/** The sun does not go out from one push to the next. */
const brightKw = 0.3;
/** Users report sources whose false zero lasts up to two minutes (amtssp/Sonnen_ChargeHQ_script). */
const falseZeroMs = 2 * minuteMs;

/** Some inverters report no production for a moment now and then, upon which ChargeHQ stops every car. */
export interface SuddenZero {
  /** Whether this had better not be told yet; what lasts is true. */
  isDoubtful(meters: SiteMeters, now: Instant): boolean;
}

export function createSuddenZero(): SuddenZero {
  let wasBright = false;
  let darkSince: Instant | undefined;
  return {
    isDoubtful: ({ production_kw: productionKw }, now) => {
      if (productionKw === undefined) return false;
      if (productionKw > 0) {
        wasBright = productionKw > brightKw;
        darkSince = undefined;
        return false;
      }
      darkSince ??= now;
      if (now - darkSince >= falseZeroMs) wasBright = false;
      return wasBright;
    },
  };
}
