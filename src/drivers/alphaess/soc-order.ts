import { fail } from "#domain";
import type { CallOptions } from "#platform/for-clients";

/**
 * The discharge cut-off stays below the charge stop, also where only one of them is changed. Putting back is never
 * refused: how the owner had it is the owner's business.
 */
export function checkSocOrder(
  minPercent: number | undefined,
  maxPercent: number | undefined,
  call?: CallOptions,
): void {
  if (minPercent === undefined || maxPercent === undefined || call?.purpose === "restore") return;
  if (minPercent >= maxPercent) throw fail("invalid", "alphaess.soc-order", { facts: { minPercent, maxPercent } });
}
