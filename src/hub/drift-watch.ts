import { type Command, hourMs, type Instant, minuteMs, type Reading, type SourceId } from "#domain";
import type { AnyDriver } from "#driver-kit";
import type { Clock } from "#platform";
import type { Dispatcher } from "./dispatcher.ts";

/** How often a confirmed command is compared with the device again: cheap on the local network, dear in a cloud's budget. */
const everyMs: Readonly<Record<AnyDriver["reach"], number>> = { local: minuteMs, cloud: hourMs / 4 };

/** Whether devices still stand as they were told; looked at when they speak, and no more often than that is worth. */
export interface DriftWatch {
  onReading(reading: Pick<Reading, "kind" | "source">, reach: AnyDriver["reach"]): void;
}

export function createDriftWatch(
  clock: Pick<Clock, "now">,
  dispatcher: Pick<Dispatcher, "checkDrift" | "isBehind">,
): DriftWatch {
  const checkedAt = new Map<string, Instant>();
  const look = (target: SourceId, kind: Command["kind"], reach: AnyDriver["reach"]) => {
    const key = `${target}/${kind}`;
    const isEarly = clock.now() - (checkedAt.get(key) ?? 0) < everyMs[reach];
    if (isEarly && !dispatcher.isBehind(target, kind)) return;
    checkedAt.set(key, clock.now());
    dispatcher.checkDrift(target, kind);
  };
  return {
    onReading: ({ kind, source }, reach) => {
      look(source, kind === "charger" ? "charger" : "batteryIntent", reach);
      if (kind === "charger") look(source, "regulation", reach);
    },
  };
}
