import { z } from "zod";
import { ofScheduler, schedulerSerialOf, written } from "./asked.ts";
import type { InverterUnit } from "./inverter-unit.ts";
import type { RouteTable, Routing } from "./routing.ts";
import type { Generation } from "./timetable-groups.ts";

const newFlag = ofScheduler.extend({ enable: z.union([z.literal(0), z.literal(1)]) });
const flatSchedule = z.strictObject({ deviceSN: z.string(), groups: z.array(z.unknown()) });
const nestedSchedule = flatSchedule.extend({ isDefault: z.boolean().optional() });

const generations: readonly Generation[] = [0, 1, 2, 3];

/** The schedule in all generations of its interface, and its switch. */
export function schedulerRoutes({ ofDevice }: Routing, { timetable }: InverterUnit): RouteTable {
  const readFlag = ofDevice("POST", ofScheduler, schedulerSerialOf, () => timetable.flag());
  const writeFlag = ofDevice("POST", newFlag, schedulerSerialOf, ({ enable }) =>
    written(timetable.writeFlag(enable === 1)),
  );
  const flags: RouteTable = ["v0", "v1"].flatMap((version) => [
    [`/op/${version}/device/scheduler/get/flag`, readFlag] as const,
    [`/op/${version}/device/scheduler/set/flag`, writeFlag] as const,
  ]);
  const schedules: RouteTable = generations.flatMap((generation) => {
    const body = generation <= 1 ? flatSchedule.extend({ isDefault: z.undefined().optional() }) : nestedSchedule;
    return [
      [
        `/op/v${generation}/device/scheduler/get`,
        ofDevice("POST", ofScheduler, schedulerSerialOf, () => timetable.read(generation)),
      ] as const,
      [
        `/op/v${generation}/device/scheduler/enable`,
        ofDevice("POST", body, schedulerSerialOf, ({ groups, isDefault = false }) =>
          timetable.write(generation, { groups, isDefault }),
        ),
      ] as const,
    ];
  });
  return [...flags, ...schedules];
}
