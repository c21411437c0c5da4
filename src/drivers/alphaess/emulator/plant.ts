import { minuteMs, secondMs } from "#domain";
import type { EmulatorContext } from "#driver-kit";
import { type ChargingPile, createChargingPile } from "./charging-pile.ts";
import { createLater, type Later } from "./later.ts";
import type { Profile } from "./profiles.ts";
import type { BatteryRules, ShownPlant } from "./shown-plant.ts";
import { createTelemetry, type Telemetry } from "./telemetry.ts";
import { orderBy, type PeriodicRules, type WallClock } from "./timetable.ts";
import { localStamp } from "./wall-time.ts";

/** The one system behind all three interfaces; what is set through any of them moves the simulated house. */
export interface Plant extends ShownPlant {
  readonly telemetry: Telemetry;
  periodic(): PeriodicRules | undefined;
  changePeriodic(rules: PeriodicRules): void;
}

const off = { from: "00:00", until: "00:00" };

export function createPlant(context: EmulatorContext, profile: Profile, serial: string): Plant {
  const { home, quirks, random } = context;
  const inverterId = inverterOf(context);
  const later = createLater(home);
  const pileWays = { orders: createLater(home), settings: createLater(home) };
  const piles = pilesOf(context, profile, inverterId).map((pile) => delayed(pile, pileWays, context));
  const telemetry = createTelemetry(context, piles, inverterId);
  const { ratedW, battery } = home.inverter(inverterId);
  let rules: BatteryRules = {
    minPercent: Math.round(battery?.order.minSocPercent ?? 10),
    maxPercent: 100,
    ...{ isGridCharging: false, isDischargeTimed: false },
    ...{ chargeTimes: [off, off], dischargeTimes: [off, off] },
  };
  let applied = rules;
  let periodic: PeriodicRules | undefined;
  let appliedPeriodic: PeriodicRules | undefined;
  let houseLimitA = 32;

  const follow = () => {
    if (!profile.hasOpenBattery) return;
    const order = orderBy(applied, appliedPeriodic, wallClock(home));
    const most = quirks.isOn("charge-stop-stops-sun") ? applied.maxPercent : 100;
    battery?.setOrder({ ...order, maxSocPercent: Math.min(order.maxSocPercent, most) });
  };
  /** The inverter asks the cloud for its settings every few minutes. */
  const apply = () =>
    later.do(random.between(1, 4.5) * minuteMs, () => {
      if (quirks.isOn("settings-not-applied")) return;
      applied = rules;
      appliedPeriodic = periodic;
      follow();
    });
  let lastTime = "";
  home.onStep((at) => {
    if (at % minuteMs !== 0) return;
    const { time } = wallClock(home);
    if (time !== lastTime) follow();
    lastTime = time;
  });

  return {
    serial,
    systemId: "60000000000001",
    nature: {
      ...profile.nature,
      solarKw: ratedW / 1000,
      inverterKw: ratedW / 1000,
      batteryKwh: (battery?.capacityWh ?? 0) / 1000,
    },
    ...{ piles, telemetry, hasOpenBattery: profile.hasOpenBattery && battery !== undefined },
    powers: () => (profile.hasLiveValues ? telemetry.powers() : undefined),
    energies: telemetry.energies,
    energiesOf: (date) => telemetry.energiesOf(date)?.energies,
    history: telemetry.history,
    batteryRules: () => (quirks.isOn("slow-read-back") ? applied : rules),
    changeBatteryRules: (change) => {
      rules = { ...rules, ...change };
      apply();
    },
    periodic: () => periodic,
    changePeriodic: (next) => {
      periodic = next;
      apply();
    },
    houseLimitA: () => houseLimitA,
    changeHouseLimit: (currentA) => {
      houseLimitA = currentA;
    },
  };
}

function wallClock(home: EmulatorContext["home"]): WallClock {
  const stamp = localStamp(home.at(), home.timeZone);
  const day = new Date(`${stamp.slice(0, 10)}T00:00:00Z`).getUTCDay();
  return { time: stamp.slice(11, 16), weekday: day === 0 ? 7 : day };
}

function inverterOf({ home, unit }: EmulatorContext): string | undefined {
  return unit !== undefined && home.inverterIds().includes(unit) ? unit : undefined;
}

/** The system's wallbox: the one that stands at its place in the house. */
function pilesOf(context: EmulatorContext, profile: Profile, inverterId: string | undefined): readonly ChargingPile[] {
  const { home } = context;
  const place = Math.max(0, inverterId === undefined ? 0 : home.inverterIds().indexOf(inverterId));
  const wallbox = home.wallboxIds()[place];
  if (wallbox === undefined) return [];
  const pile = createChargingPile(context, {
    ...{ id: "EV1", serial: `ALP00000000000${place + 1}`, model: profile.pileModel, wallbox },
    ...(inverterId === undefined ? {} : { inverter: inverterId }),
  });
  pile.change({ mode: profile.pileMode });
  return [pile];
}

/**
 * Orders and settings go different ways to the wallbox and may overtake each other; of each kind none overtakes another,
 * so that the last one is the one that stays. It takes them a moment, and on a bad day minutes.
 */
function delayed(
  pile: ChargingPile,
  { orders, settings }: { readonly orders: Later; readonly settings: Later },
  { random, quirks }: EmulatorContext,
): ChargingPile {
  const onItsWayMs = () => (quirks.isOn("slow-wallbox") ? random.between(60, 120) : random.between(1, 3)) * secondMs;
  let shown = pile.settings();
  return {
    ...pile,
    settings: () => shown,
    change: (changed) => {
      shown = { ...shown, ...changed };
      settings.do(onItsWayMs(), () => pile.change(changed));
    },
    start: () => orders.do(onItsWayMs(), pile.start),
    stop: () => orders.do(onItsWayMs(), pile.stop),
  };
}
