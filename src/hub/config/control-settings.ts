import type { z } from "zod";
import type { BatteryControl, BatteryRuleControl, ChargerControl } from "./home-config.ts";
import type { batteryControlSchema, batteryRuleSchema, chargerControlSchema } from "./schema.ts";

/** What is written under `control.chargers`, in the hub's own units. */
export function toChargerControl(written: z.infer<typeof chargerControlSchema>): ChargerControl {
  const { goal, minCurrentA, maxCurrentA, wakeAfter, ...rest } = written;
  return {
    ...rest,
    ...(minCurrentA === undefined ? {} : { minCurrentA }),
    ...(maxCurrentA === undefined ? {} : { maxCurrentA }),
    ...(wakeAfter === undefined ? {} : { wakeAfterMs: wakeAfter }),
    ...(goal === undefined
      ? {}
      : {
          goal: {
            byTime: goal.by,
            ...(goal.energyKWh === undefined ? {} : { energyWh: goal.energyKWh * 1_000 }),
            ...(goal.socPercent === undefined ? {} : { socPercent: goal.socPercent }),
          },
        }),
  };
}

/** What is written under `control.batteries`. Watts alone mean `share`, as in a request. */
export function toBatteryControl(written: z.infer<typeof batteryControlSchema>): BatteryControl {
  const { reservePercent, evGuard, shareW, rules } = written;
  const share = written.share ?? (shareW === undefined ? undefined : "share");
  return {
    isEvGuarded: evGuard,
    ...(rules === undefined ? {} : { rules: mapValues(rules, toBatteryRule) }),
    ...(reservePercent === undefined ? {} : { reservePercent }),
    ...(share === undefined ? {} : { share }),
    ...(shareW === undefined ? {} : { shareW }),
  };
}

/** What is written under `control.batteries.<id>.rules`. */
function toBatteryRule(written: z.infer<typeof batteryRuleSchema>): BatteryRuleControl {
  const { intent, reservePercent = 0, from, until, whileCharging, priority, solarAboveW, socAbovePercent } = written;
  return {
    priority,
    intent: intent === "reserve" ? { kind: intent, percent: reservePercent } : { kind: intent },
    ...(from === undefined || until === undefined ? {} : { fromTime: from, untilTime: until }),
    ...(whileCharging === false ? {} : { whileCharging: whileCharging === true ? [] : whileCharging }),
    ...(solarAboveW === undefined ? {} : { solarAboveW }),
    ...(socAbovePercent === undefined ? {} : { socAbovePercent }),
  };
}

function mapValues<A, B>(record: Readonly<Record<string, A>>, map: (value: A) => B): Record<string, B> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, map(value)]));
}
