import type { Instant } from "./time.ts";

/** How a value came to be: read from a device, computed from other values, or guessed by the device or by us. */
export type Quality = "measured" | "derived" | "estimated";

/** Who said it: a device id (`roof`) or a part of a device (`alpha.EV1`). */
export type SourceId = string;

/** What every value carries: its source, when it was true, when we got it, and how good it is. */
export interface Stamp {
  readonly source: SourceId;
  /** When it was true, by the vendor's time stamp where there is a trustworthy one, else when we received it. */
  readonly at: Instant;
  readonly receivedAt: Instant;
  readonly quality: Quality;
}

/** One number of the fused house with its origin and the moment after which nobody may rely on it any more. */
export interface Sample {
  readonly value: number;
  readonly at: Instant;
  readonly source: SourceId;
  readonly quality: Quality;
  /** Past this instant the value is stale: its source should have spoken again, with some patience. */
  readonly goodUntil: Instant;
}

export function isFresh(sample: Sample | undefined, now: Instant): sample is Sample {
  return sample !== undefined && now <= sample.goodUntil;
}
