import { type Json, minuteMs } from "#domain";
import type { EmulatorContext } from "#driver-kit";
import { orderBy } from "./battery-order.ts";
import { type ChargeTimes, createChargeTimes } from "./charge-times.ts";
import { createInverterSettings, type InverterSettings } from "./inverter-settings.ts";
import type { LocalTime } from "./local-time.ts";
import type { Profile } from "./profiles.ts";
import { createTimetable, type Timetable } from "./timetable.ts";

/** The inverter with all that can be set on it; what is set moves the battery of the simulated house. */
export interface InverterUnit {
  readonly settings: InverterSettings;
  readonly timetable: Timetable;
  readonly chargeTimes: ChargeTimes;
  /** Looks again at what the battery has to do. */
  follow(): void;
  describe(): Readonly<Record<string, Json>>;
}

const lowestPercent = 10;

export function createInverterUnit(context: EmulatorContext, profile: Profile, localTime: LocalTime): InverterUnit {
  const { home, faults, quirks } = context;
  const { battery, ratedW } = home.inverter(context.unit);
  const shared = {
    profile,
    quirks,
    hasBattery: battery !== undefined,
    ignoresWrites: () => faults.isActive("ignored-writes"),
    onChange: () => follow(),
  };
  const chargeTimes = createChargeTimes();
  const settings = createInverterSettings({
    ...shared,
    initial: {
      minSocOnGrid: Math.round(battery?.order.minSocPercent ?? lowestPercent),
      maxSoc: Math.round(battery?.order.maxSocPercent ?? 100),
    },
    isScheduled: () => timetable.isOn(),
  });
  const timetable: Timetable = createTimetable({
    ...shared,
    ratedW,
    minSocOnGrid: () => settings.number("MinSocOnGrid", lowestPercent),
  });

  const rulersNow = () => {
    const { hour, minute } = localTime.parts(home.at());
    const minuteOfDay = hour * 60 + minute;
    return { group: timetable.groupAt(minuteOfDay), chargeTime: chargeTimes.kindAt(minuteOfDay) };
  };
  let ruling = rulersNow();
  const follow = () => {
    ruling = rulersNow();
    const order = orderBy({
      ...ruling,
      isScheduled: timetable.isOn(),
      workMode: settings.workMode(),
      minSoc: settings.number("MinSoc", lowestPercent),
      minSocOnGrid: settings.number("MinSocOnGrid", lowestPercent),
      maxSoc: settings.number("MaxSoc", 100),
      peaks: {
        ...settings.peaks(),
        socPercent: battery?.socPercent ?? 0,
        importW: home.meter.powerW + (battery?.powerW ?? 0),
      },
    });
    const { mode, minSocPercent = 0 } = order;
    const isFilled =
      quirks.isOn("fills-to-level") && mode === "self-use" && (battery?.socPercent ?? 100) < minSocPercent;
    battery?.setOrder(isFilled ? { ...order, mode: "force-charge", maxSocPercent: minSocPercent } : order);
  };

  let lastMinute = Math.floor(home.at() / minuteMs);
  home.onStep((at) => {
    if (settings.workMode() === "PeakShaving" && !timetable.isOn()) follow();
    const minute = Math.floor(at / minuteMs);
    if (minute === lastMinute) return;
    lastMinute = minute;
    const { group, chargeTime } = rulersNow();
    if (group !== ruling.group || chargeTime !== ruling.chargeTime || quirks.isOn("fills-to-level")) follow();
  });

  return {
    settings,
    timetable,
    chargeTimes,
    follow,
    describe: () => ({
      settings: settings.describe(),
      rulingMode: ruling.group?.workMode ?? (timetable.isOn() ? "SelfUse" : settings.workMode()),
      schedule: timetable.describe(),
      chargeTimes: chargeTimes.read(),
    }),
  };
}
