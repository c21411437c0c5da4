import { type Instant, minuteMs, secondMs } from "#domain";
import type { HttpResponse } from "#platform/for-clients";

/** How far this machine's clock is from the cloud's, learned from a refusal. */
export interface ClockCorrection {
  /** What the cloud's clock says now. */
  now(): Instant;
  /** Positive: this machine is behind. */
  skewMs(): number;
  /** Takes the cloud's own time from a refusal's `date` header; false where that changes nothing worth another try. */
  learn(refusal: Pick<HttpResponse, "headers">): boolean;
}

/** The clouds take five minutes; less than this is not why one refused. */
const meaningfulMs = minuteMs;

export function createClockCorrection(now: () => Instant): ClockCorrection {
  let aheadMs = 0;
  return {
    now: () => now() + aheadMs,
    skewMs: () => aheadMs,
    learn: ({ headers: { date } }) => {
      const dateHeader = typeof date === "object" ? date[0] : date;
      const told = dateHeader === undefined ? Number.NaN : Date.parse(dateHeader);
      if (Number.isNaN(told)) return false;
      const foundMs = Math.round((told - now()) / secondMs) * secondMs;
      if (Math.abs(foundMs - aheadMs) < meaningfulMs) return false;
      aheadMs = Math.abs(foundMs) < meaningfulMs ? 0 : foundMs;
      return true;
    },
  };
}
