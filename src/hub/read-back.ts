import type { Command, Json, Purpose } from "#domain";
import { secondMs } from "#domain";
import type { Actuator } from "#driver-kit";
import type { Clock } from "#platform";

export interface ReadBack {
  readonly actuator: Actuator;
  readonly clock: Clock;
  readonly call: { readonly signal: AbortSignal; readonly purpose: Purpose };
  readonly about?: Command;
  isThere(state: Json): boolean;
  /** Something newer waits: no further look. */
  isGivingWay(): boolean;
}

const readAgainMs = 2 * secondMs;

/** Each look may cost calls of a budget: the first when the device has had its time, then ever more rarely. */
export async function isSeen({ actuator, clock, call, about, isThere, isGivingWay }: ReadBack): Promise<boolean> {
  const until = clock.now() + actuator.confirmWithinMs;
  await clock.sleep(actuator.settleMs, call.signal);
  for (let pauseMs = Math.max(readAgainMs, actuator.settleMs); ; pauseMs *= 2) {
    if (isThere(await actuator.read(call, about))) return true;
    const leftMs = until - clock.now();
    if (leftMs <= 0 || isGivingWay()) return false;
    await clock.sleep(Math.min(pauseMs, leftMs), call.signal);
  }
}
