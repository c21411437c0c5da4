import { type Instant, minuteMs, ProblemError, secondMs, toProblem } from "#domain";
import type { DriverContext, DriverReading, Poll } from "#driver-kit";
import type { CallOptions } from "#platform";
import { intentShownBy } from "./battery-control.ts";
import type { BatteryMemory } from "./battery-memory.ts";
import { chargeSettingsIn } from "./battery-settings.ts";
import { createDailyCounters } from "./daily-counters.ts";
import { localDate, machineTimeZone, minuteOfDay } from "./local-time.ts";
import { toChargerReading, toReadings } from "./mapping.ts";
import { numberOf } from "./reply-values.ts";
import type { Charger, LiveValues, Settings, SocWindow } from "./surface.ts";
import { type AlphaessInstallation, chargerSettingsEveryMs } from "./system.ts";
import { energyValues, householdLimitKey, settingValues, surfaceKeys } from "./values.ts";
import { restMs } from "./web-reply.ts";

/** The cloud has news every ten seconds to a minute. */
const liveEveryMs = 30 * secondMs;
const closeEveryMs = 20 * secondMs;
const idleEveryMs = 2 * minuteMs;

/** Systems without live values tell of themselves every five minutes. */
const fromHistoryForMs = 10 * minuteMs;
const freshForMs = 5 * minuteMs;

export function livePoll(installation: AlphaessInstallation, { clock, attention }: DriverContext): Poll {
  return {
    id: "live",
    brings: ["meter", "solar", "battery", "charger"],
    everyMs: liveEveryMs,
    freshForMs: installation.main.api === "open" ? fromHistoryForMs : freshForMs,
    paceMs: () => paceBy(attention?.()),
    read: async (call) => {
      const values = await installation.live(call);
      return [...toReadings(values, clock.now()), ...chargersOf(installation, values, clock.now())];
    },
  };
}

/**
 * What a wallbox draws stands beside the grid's power and is of the same moment; whoever takes the one with another
 * moment's other makes up sun, or loses some.
 */
function chargersOf({ nature, sights }: AlphaessInstallation, values: LiveValues, now: Instant) {
  return (nature()?.chargers ?? []).flatMap((charger) => {
    const sight = sights.recent(charger.id);
    const reading = sight && toChargerReading({ charger, sight, values, now });
    return reading === undefined ? [] : [reading];
  });
}

function paceBy(attention: ReturnType<NonNullable<DriverContext["attention"]>> | undefined): number | undefined {
  switch (attention) {
    case "close":
      return closeEveryMs;
    case "idle":
      return idleEveryMs;
    default:
      return undefined;
  }
}

/** Live values of this age are the wallbox's power of now. */
const sameMomentMs = 25 * secondMs;

export function chargingPoll(installation: AlphaessInstallation, { clock, attention }: DriverContext): Poll {
  let readAtSteadyMs = Number.NEGATIVE_INFINITY;

  /** Mode, current and phases are stored settings: somebody may have changed them in the app. */
  const chargers = async (call: CallOptions): Promise<readonly Charger[]> => {
    const known = await installation.explore(call);
    const isDue = clock.steadyMs() - readAtSteadyMs >= chargerSettingsEveryMs;
    if (!isDue || !installation.chargerCan("charger-mode")) return known.chargers;
    const read = await installation.readChargers(call);
    readAtSteadyMs = clock.steadyMs();
    return read;
  };

  const readingOf = async (charger: Charger, call: CallOptions) => {
    const { serial } = await installation.explore(call);
    const sight = await installation.sights.look(serial, charger.id, call);
    const values = installation.latest(sameMomentMs) ?? (await installation.live(call));
    return toChargerReading({ charger, sight, values, now: clock.now() });
  };

  return {
    id: "charging",
    brings: ["charger"],
    everyMs: 2 * liveEveryMs,
    freshForMs: 5 * minuteMs,
    paceMs: () => paceBy(attention?.()),
    read: async (call) => {
      const readings: DriverReading[] = [];
      for (const charger of await chargers(call)) {
        const reading = await readingOf(charger, call);
        if (reading !== undefined) readings.push(reading);
      }
      return readings;
    },
  };
}

export interface SettingsPollOptions {
  readonly installation: AlphaessInstallation;
  readonly memory: BatteryMemory;
  readonly keysSeen: Set<string>;
  readonly timeZone: string | undefined;
}

/** Settings, the day's energies, and which interface does what. */
export function settingsPoll(options: SettingsPollOptions, { clock }: DriverContext): Poll {
  const { installation, memory, keysSeen, timeZone = machineTimeZone() } = options;
  const { main, forCharger } = installation;
  const counters = createDailyCounters();

  const valuesOf = async (serial: string, settings: Settings, call: CallOptions) => {
    const values = { ...settingValues(main.api, settings), ...toldSurfaces() };
    if (main.abilities.has("day-energy")) {
      const day = await main.dayEnergy(serial, localDate(clock.now(), timeZone), call);
      Object.assign(values, energyValues(counters.take(day)));
    }
    if (main.abilities.has("household-limit") && (installation.nature()?.chargers.length ?? 0) > 0)
      Object.assign(values, definedOnly({ [householdLimitKey]: await main.householdLimitA(serial, call) }));
    for (const [key, value] of Object.entries(values)) if (value !== undefined) keysSeen.add(key);
    return values;
  };

  const toldSurfaces = () => {
    const nature = installation.nature();
    return {
      [surfaceKeys.values]: main.api,
      [surfaceKeys.charger]: (nature?.chargers.length ?? 0) > 0 ? forCharger.api : "-",
      [surfaceKeys.timetable]: nature?.hasPeriodicTimetable === true ? "periodic" : "slots",
    };
  };

  return {
    id: "settings",
    brings: ["batteryMode", "socLimits", "values"],
    everyMs: 10 * minuteMs,
    read: async (call) => {
      const { serial, hasBattery } = await installation.explore(call);
      const settings = main.abilities.has("settings") ? await main.settings(serial, call) : {};
      const window = hasBattery ? windowIn(settings) : undefined;
      if (window !== undefined) memory.sawCutOff(window.minPercent);
      const values = await valuesOf(serial, settings, call);
      const stamp = { at: clock.now(), quality: "measured" } as const;
      return [...batteryReadings(options, settings, window, stamp.at), { kind: "values", values, ...stamp }];
    },
  };
}

function batteryReadings(
  { installation, memory, timeZone = machineTimeZone() }: SettingsPollOptions,
  settings: Settings,
  window: SocWindow | undefined,
  at: Instant,
): readonly DriverReading[] {
  if (window === undefined) return [];
  const { socPercent } = installation.latest(10 * minuteMs) ?? {};
  const charge = chargeSettingsIn(settings);
  const minute = minuteOfDay(at, timeZone);
  const intent = intentShownBy({ ...window, socPercent, charge, minuteOfDay: minute }, memory.usualPercent());
  const stamp = { at, quality: "measured" } as const;
  return [
    { kind: "batteryMode", mode: modeIn(settings), intent, ...stamp },
    { kind: "socLimits", ...window, ...stamp },
  ];
}

export const batteryModes = ["self-use", "grid-charge", "timed-discharge"] as const;

/** The vendor has no modes; its two switches amount to three. */
function modeIn(settings: Settings): (typeof batteryModes)[number] {
  const isOn = (...keys: readonly string[]) => keys.some((key) => numberOf(settings[key]) === 1);
  if (isOn("gridCharge", "grid_charge")) return "grid-charge";
  return isOn("ctrDis", "ctr_dis") ? "timed-discharge" : "self-use";
}

function windowIn(settings: Settings): SocWindow | undefined {
  const minPercent = numberOf(settings["batUseCap"] ?? settings["bat_use_cap"]);
  const maxPercent = numberOf(settings["batHighCap"] ?? settings["bat_high_cap"]);
  return minPercent === undefined || maxPercent === undefined ? undefined : { minPercent, maxPercent };
}

function definedOnly(values: Readonly<Record<string, number | undefined>>): Readonly<Record<string, number>> {
  return Object.fromEntries(
    Object.entries(values).flatMap(([key, value]) => (value === undefined ? [] : [[key, value] as const])),
  );
}

/** The first values come with the connection; a cloud that has none yet is no reason to stay away. */
export async function exploreAtFirst(
  installation: AlphaessInstallation,
  { log, clock }: Pick<DriverContext, "log" | "clock">,
  call: CallOptions,
): Promise<void> {
  try {
    await installation.explore(call);
  } catch (error) {
    const problem = toProblem(error);
    // A cloud that wants to be left alone for minutes is come back to then.
    const isShort = (problem.retryAt ?? 0) - clock.now() < restMs;
    const isPassing = (problem.kind === "rate-limited" && isShort) || problem.code === "alphaess.no-values";
    if (!(error instanceof ProblemError) || !isPassing) throw error;
    log.warn("the cloud does not say yet what this system is; it is asked with the first poll", { problem });
  }
}
