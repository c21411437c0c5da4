import type { Json } from "#domain";
import type { EmulatorContext } from "#driver-kit";
import type { Plant } from "../plant.ts";
import type { PeriodicRow, PeriodicRules } from "../timetable.ts";
import { chargeBody, dischargeBody, type PeriodicBody, periodicBody, type Row } from "./bodies.ts";
import { type OpenRefusal, refusals, withParameter } from "./replies.ts";

type Asked = Readonly<Record<string, unknown>>;
type Answer = Json | OpenRefusal;

export interface SettingsRoutes {
  readCharge(): Answer;
  writeCharge(asked: Asked): Answer;
  readDischarge(): Answer;
  writeDischarge(asked: Asked): Answer;
  readPeriodic(): Answer;
  writePeriodic(asked: Asked): Answer;
}

/** Both timetables as this interface shows them. */
export function createSettingsRoutes(context: EmulatorContext, plant: Plant, isEntitled: boolean): SettingsRoutes {
  const isIgnoring = () => context.faults.isActive("ignored-writes");
  const taken = (act: () => void): Answer => {
    if (!isIgnoring()) act();
    return null;
  };
  return {
    readCharge: () => {
      if (!plant.hasOpenBattery) return null;
      const { isGridCharging, maxPercent, chargeTimes } = plant.batteryRules();
      const [one, two] = chargeTimes;
      return {
        ...{ gridCharge: isGridCharging ? 1 : 0, batHighCap: maxPercent },
        ...{ timeChaf1: one.from, timeChae1: one.until, timeChaf2: two.from, timeChae2: two.until },
      };
    },
    writeCharge: (asked) => {
      const body = chargeBody.safeParse(asked);
      if (!body.success) return withParameter(body.error.issues[0]?.path.join(".") ?? "");
      const { gridCharge, batHighCap, timeChaf1, timeChae1, timeChaf2, timeChae2 } = body.data;
      if (!plant.hasOpenBattery) return refusals.failed;
      return taken(() =>
        plant.changeBatteryRules({
          ...{ isGridCharging: gridCharge === 1, maxPercent: batHighCap },
          chargeTimes: [
            { from: timeChaf1, until: timeChae1 },
            { from: timeChaf2, until: timeChae2 },
          ],
        }),
      );
    },
    readDischarge: () => {
      if (!plant.hasOpenBattery) return null;
      const { isDischargeTimed, minPercent, dischargeTimes } = plant.batteryRules();
      const [one, two] = dischargeTimes;
      return {
        ...{ ctrDis: isDischargeTimed ? 1 : 0, batUseCap: minPercent },
        ...{ timeDisf1: one.from, timeDise1: one.until, timeDisf2: two.from, timeDise2: two.until },
      };
    },
    writeDischarge: (asked) => {
      const body = dischargeBody.safeParse(asked);
      if (!body.success) return withParameter(body.error.issues[0]?.path.join(".") ?? "");
      const { ctrDis, batUseCap, timeDisf1, timeDise1, timeDisf2, timeDise2 } = body.data;
      if (!plant.hasOpenBattery) return refusals.failed;
      return taken(() =>
        plant.changeBatteryRules({
          ...{ isDischargeTimed: ctrDis === 1, minPercent: batUseCap },
          dischargeTimes: [
            { from: timeDisf1, until: timeDise1 },
            { from: timeDisf2, until: timeDise2 },
          ],
        }),
      );
    },
    readPeriodic: () => (isEntitled ? shown(plant) : refusals.noPermission),
    writePeriodic: (asked) => {
      if (asked["chargeTimeList"] === undefined || asked["dischargeTimeList"] === undefined) return refusals.malformed;
      const body = periodicBody.safeParse(asked);
      if (!body.success) return withParameter(body.error.issues[0]?.path.join(".") ?? "");
      const wrong = complaintAbout(body.data);
      if (wrong !== undefined) return wrong;
      return isEntitled ? taken(() => plant.changePeriodic(rulesOf(body.data))) : refusals.noPermission;
    },
  };
}

function complaintAbout({
  chargeTimeList,
  dischargeTimeList,
  executeCycleType,
}: PeriodicBody): OpenRefusal | undefined {
  if (chargeTimeList.length === 0 || dischargeTimeList.length === 0) return withParameter("time list is null");
  const all = [...chargeTimeList, ...dischargeTimeList];
  if (executeCycleType === 1 && all.some(({ weeks }) => weeks === undefined || weeks.length === 0))
    return withParameter("weeks is null");
  const days = executeCycleType === 1 ? [1, 2, 3, 4, 5, 6, 7] : [0];
  for (const day of days) {
    const rows = all.filter(({ weeks }) => day === 0 || weeks?.includes(day) === true);
    if (rows.length > 6) return withParameter("too many groups");
    if (rows.some((one, index) => rows.some((other, at) => at > index && doOverlap(one, other)))) return refusal6008;
  }
  return all.length > 28 ? withParameter("too many groups") : undefined;
}

const refusal6008: OpenRefusal = { code: 6008, msg: "Setting failed", expMsg: "time overlap" };

function doOverlap(one: Row, other: Row): boolean {
  return one.beginTime < other.endTime && other.beginTime < one.endTime;
}

function rulesOf(body: PeriodicBody): PeriodicRules {
  const rows = (list: readonly Row[]) =>
    list.map(
      ({ beginTime, endTime, chargeLimit, chargePower, weeks = [] }): PeriodicRow => ({
        ...{ from: beginTime, until: endTime, limitPercent: chargeLimit, powerW: chargePower, weekdays: weeks },
      }),
    );
  return {
    cycle: body.executeCycleType,
    isCharging: body.gridChargeCycle === 1,
    isDischarging: body.ctrDisCycle === 1,
    charge: rows(body.chargeTimeList),
    discharge: rows(body.dischargeTimeList),
  };
}

/** Both switches read as 0, however they stand. */
function shown(plant: Plant): Json {
  const rules = plant.periodic();
  const cycle = rules?.cycle ?? 0;
  const rows = (list: readonly PeriodicRow[] = [], strategyType: 0 | 1) =>
    list.map(({ from, until, limitPercent, powerW, weekdays }, sort) => ({
      ...{ beginTime: from, endTime: until, chargeLimit: limitPercent, chargePower: powerW ?? null, weeks: weekdays },
      ...{ executeCycleType: cycle, strategyType, sort },
    }));
  return {
    ...{ sysSn: plant.serial, executeCycleType: cycle, gridChargeCycle: 0, ctrDisCycle: 0 },
    chargeTimeList: rows(rules?.charge, 0),
    dischargeTimeList: rows(rules?.discharge, 1),
  };
}
