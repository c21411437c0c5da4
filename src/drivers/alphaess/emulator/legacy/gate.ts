import { minuteMs } from "#domain";
import type { EmulatorContext } from "#driver-kit";
import { type Clock, type ServerRequest, sha512Hex } from "#platform";
import { type LegacyRefusal, refusals } from "./replies.ts";

export interface GateOptions {
  readonly clock: Clock;
  readonly quirks: Pick<EmulatorContext["quirks"], "isOn">;
  /** For a few days of 2022 the cloud did not look at signatures. */
  readonly isLenient: boolean;
}

/** Assumed like that of the official interface. */
const toleranceMs = 5 * minuteMs;
const webKey = "LS885ZYDA95JVFQKUIUUUV7PQNODZRDZIS4ERREDS0EED8BCWSS";

/** Looks at the signature, which says nothing but when the call was made. */
export function checkSignature({ headers }: ServerRequest, options: GateOptions): LegacyRefusal | undefined {
  if (options.quirks.isOn("legacy-signature-changed")) return refusals.badSignature;
  if (options.isLenient) return undefined;
  const time = headers["authtimestamp"] ?? "";
  const expected = `al8e4s${sha512Hex(webKey + time)}ui893ed`;
  const isInTime = /^\d{10}$/.test(time) && Math.abs(Number(time) * 1_000 - options.clock.now()) <= toleranceMs;
  return isInTime && headers["authsignature"] === expected ? undefined : refusals.badSignature;
}
