import { z } from "zod";
import type { Json } from "#domain";
import { ofOne, serialOf, written } from "./asked.ts";
import { chargeTimesBody } from "./charge-times.ts";
import { createDeviceClock } from "./device-clock.ts";
import { createHeating, heatingBody } from "./heating.ts";
import { type Refusal, refusals } from "./refusals.ts";
import type { RouteOptions } from "./route-options.ts";
import type { RouteTable, Routing } from "./routing.ts";

const ofKey = ofOne.extend({ key: z.string() });
const newValue = ofKey.extend({ value: z.union([z.string(), z.number().transform(String)]) });
const newLevels = ofOne.extend({ minSoc: z.number(), minSocOnGrid: z.number() });
const newPeaks = ofOne.extend({ importLimit: z.number(), soc: z.int() });
const newChargeTimes = ofOne.extend(chargeTimesBody.shape);
const newHeating = ofOne.extend(heatingBody.shape);
const digits = z.string().regex(/^\d{1,2}$/);
const newTime = ofOne.extend({
  ...{ year: digits, month: digits, day: digits, hour: digits, minute: digits, second: digits },
});

/** Everything that is asked of, or set in, the inverter itself, except its schedule. */
export function settingRoutes({ ofDevice }: Routing, options: RouteOptions): RouteTable {
  const { unit, profile, inverter, localTime, clock } = options;
  const { settings, timetable, chargeTimes } = unit;
  const heating = createHeating();
  const deviceClock = createDeviceClock(localTime, clock);
  const ofBattery = (answer: () => Json | Refusal) =>
    inverter().battery === undefined ? refusals.unsupported : answer();
  const ofHeating = (answer: () => Json | Refusal) => (profile.hasHeating ? ofBattery(answer) : refusals.unsupported);
  const writeChargeTimes = ({ sn: _, ...times }: z.output<typeof newChargeTimes>) => {
    if (timetable.isOn()) return refusals.blocked;
    chargeTimes.write(times);
    unit.follow();
    return null;
  };
  return [
    ["/op/v0/device/setting/get", ofDevice("POST", ofKey, serialOf, ({ key }) => settings.read(key))],
    [
      "/op/v0/device/setting/set",
      ofDevice("POST", newValue, serialOf, ({ key, value }) => written(settings.write(key, value))),
    ],
    ["/op/v0/device/battery/soc/get", ofDevice("GET", ofOne, serialOf, () => settings.levels())],
    [
      "/op/v0/device/battery/soc/set",
      ofDevice("POST", newLevels, serialOf, ({ minSoc, minSocOnGrid }) =>
        written(settings.writeLevels(minSoc, minSocOnGrid)),
      ),
    ],
    [
      "/op/v0/device/battery/forceChargeTime/get",
      ofDevice("GET", ofOne, serialOf, () => ofBattery(() => chargeTimes.read())),
    ],
    [
      "/op/v0/device/battery/forceChargeTime/set",
      ofDevice("POST", newChargeTimes, serialOf, (asked) => ofBattery(() => writeChargeTimes(asked))),
    ],
    ["/op/v0/device/peakShaving/get", ofDevice("POST", ofOne, serialOf, () => settings.peakShaving())],
    [
      "/op/v0/device/peakShaving/set",
      ofDevice("POST", newPeaks, serialOf, ({ importLimit, soc }) =>
        written(settings.writePeakShaving(importLimit, soc)),
      ),
    ],
    ["/op/v0/device/batteryHeating/get", ofDevice("POST", ofOne, serialOf, () => ofHeating(() => heating.read()))],
    [
      "/op/v0/device/batteryHeating/set",
      ofDevice("POST", newHeating, serialOf, ({ sn: _, ...asked }) => ofHeating(() => heating.write(asked))),
    ],
    ["/op/v0/device/time/get", ofDevice("POST", ofOne, serialOf, () => deviceClock.read())],
    ["/op/v0/device/time/set", ofDevice("POST", newTime, serialOf, (asked) => deviceClock.write(asked))],
  ];
}
