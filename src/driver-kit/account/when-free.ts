import type { Clock } from "#platform";
import { lookAgainMs, patienceMs } from "./call-queue.ts";
import type { Verdict } from "./judge-call.ts";

/**
 * Waits until a call could leave at once. Where that takes too long to wait for it gives up: the call itself then says
 * which budget is used up.
 */
export async function waitUntilFree(
  judge: () => Verdict,
  clock: Pick<Clock, "steadyMs" | "sleep">,
  signal: AbortSignal | undefined,
): Promise<void> {
  const untilMs = clock.steadyMs() + patienceMs;
  for (let verdict = judge(); !verdict.isAllowed; verdict = judge()) {
    const waitMs = verdict.isBehindOpenCall ? lookAgainMs : Math.max(1, Math.ceil(verdict.waitMs));
    if (clock.steadyMs() + waitMs > untilMs) return;
    await clock.sleep(waitMs, signal);
  }
}
