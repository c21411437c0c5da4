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
  /** Undefined where nobody is let at the battery. */
  readonly hasOpenBattery: boolean;
}

const off = { from: "00:00", until: "00:00" };

export function createPlant(context: EmulatorContext, profile: Profile, serial: string): Plant {
  const { home, quirks, random } = context;
  const inverterId = inverterOf(context);
  const later = createLater(home);
  const pileOrders = createLater(home);
  const piles = pilesOf(context, profile, inverterId).map((pile) => delayed(pile, pileOrders, context));
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
    if (profile.hasOpenBattery) battery?.setOrder(orderBy(applied, appliedPeriodic, wallClock(home)));
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

/** Orders reach the wallbox a moment after the cloud has taken them; on a bad day that takes minutes. */
function delayed(pile: ChargingPile, later: Later, { random, quirks }: EmulatorContext): ChargingPile {
  const soon = (action: () => void) =>
    later.do((quirks.isOn("slow-wallbox") ? random.between(60, 120) : random.between(1, 3)) * secondMs, action);
  let shown = pile.settings();
  return {
    ...pile,
    settings: () => shown,
    change: (settings) => {
      shown = { ...shown, ...settings };
      soon(() => pile.change(settings));
    },
    start: () => soon(pile.start),
    stop: () => soon(pile.stop),
  };
}
