import { minuteMs, secondMs } from "#domain";
import type { Cancel, Clock, Log } from "#platform";
import type { HistoryPort } from "./history-port.ts";

const upkeepEveryMs = 15 * minuteMs;

/** Between two steps storage is free for whoever waits. */
const nextStepAfterMs = secondMs;

/** Rolls up and lets go in small steps, for ever; returns how to end it. */
export function startUpkeep(port: HistoryPort, clock: Clock, log: Log): Cancel {
  let timer: Cancel;
  const step = () => {
    port.call({ kind: "maintain" }, clock.now()).then(
      (isDone) => arm(isDone === true ? upkeepEveryMs : nextStepAfterMs),
      (error: unknown) => {
        log.debug("history upkeep failed and will be tried again", { error });
        arm(upkeepEveryMs);
      },
    );
  };
  let isStopped = false;
  const arm = (delayMs: number) => {
    if (!isStopped) timer = clock.schedule(delayMs, step);
  };
  timer = clock.schedule(minuteMs, step);
  return () => {
    isStopped = true;
    timer();
  };
}
