import { fail, hourMs, toProblem } from "#domain";
import type { DriverContext } from "#driver-kit";
import type { CallOptions } from "#platform";
import { type ChargerSights, createChargerSights } from "./charger-sights.ts";
import { hasCode, noPermission } from "./codes.ts";
import { createFirstSights } from "./first-sight.ts";
import type { Ability, AlphaessSurface, AlphaessSystem, Charger, LiveValues } from "./surface.ts";

/** What is found out about one system, and through which surface to do what. */
export interface AlphaessInstallation {
  readonly main: AlphaessSurface;
  /** Where the wallbox is steered: the second surface if there is one. */
  readonly forCharger: AlphaessSurface;
  /** Asks what must be known before anything else; once, and again where that failed. */
  explore(call: CallOptions): Promise<Nature>;
  nature(): Nature | undefined;
  readonly sights: ChargerSights;
  live(call: CallOptions): Promise<LiveValues>;
  /** The latest live values, when they are not older than this. */
  latest(maxAgeMs: number): LiveValues | undefined;
  /** The wallboxes as their surface tells them now. */
  readChargers(call: CallOptions): Promise<readonly Charger[]>;
  chargerCan(ability: Ability): boolean;
}

export interface Nature {
  readonly serial: string;
  readonly system: AlphaessSystem | undefined;
  readonly chargers: readonly Charger[];
  /** The system follows the newer timetable; undefined where that cannot be told. */
  readonly hasPeriodicTimetable: boolean | undefined;
  /** Told by the first live values. */
  readonly hasSolar: boolean;
  readonly hasBattery: boolean;
  readonly hasGrid: boolean;
  readonly hasLoad: boolean;
  readonly hasGridPhases: boolean;
}

export interface InstallationOptions {
  readonly main: AlphaessSurface;
  readonly second?: AlphaessSurface;
  readonly serial?: string;
}

export function createInstallation(
  { main, second, serial }: InstallationOptions,
  { clock, log }: Pick<DriverContext, "clock" | "log">,
): AlphaessInstallation {
  const forCharger = second ?? main;
  let nature: Nature | undefined;
  const dated = createFirstSights(clock);
  let last: { readonly values: LiveValues; readonly atSteadyMs: number } | undefined;

  const live = async (call: CallOptions) => {
    const values = dated(await main.live(nature?.serial ?? (await explore(call)).serial, call));
    last = { values, atSteadyMs: clock.steadyMs() };
    if (nature !== undefined) nature = { ...nature, ...widened(nature, values) };
    return values;
  };

  const explore = async (call: CallOptions): Promise<Nature> => {
    if (nature !== undefined) return nature;
    const system = await findSystem(main, serial, call);
    const values = dated(await main.live(system.serial, call));
    last = { values, atSteadyMs: clock.steadyMs() };
    const found: Nature = {
      serial: system.serial,
      system,
      chargers: await forCharger.chargers(system.serial, call),
      hasPeriodicTimetable: await readsPeriodic(main, system.serial, call),
      ...widened(nothingSeen, values),
    };
    nature = found;
    tell(found);
    return found;
  };

  const tell = (found: Nature) => {
    const charger = found.chargers.length === 0 ? "none" : forCharger.api;
    const timetable = found.hasPeriodicTimetable === true ? "periodic" : "slots";
    log.info("which interface this system needs", { serial: found.serial, values: main.api, charger, timetable });
  };

  return {
    main,
    forCharger,
    explore,
    nature: () => nature,
    sights: createChargerSights(forCharger, clock),
    live,
    latest: (maxAgeMs) =>
      last !== undefined && clock.steadyMs() - last.atSteadyMs <= maxAgeMs ? last.values : undefined,
    readChargers: async (call) => {
      const known = await explore(call);
      const chargers = await forCharger.chargers(known.serial, call);
      if (chargers.length > 0) nature = { ...known, chargers };
      return chargers;
    },
    chargerCan: (ability) => forCharger.abilities.has(ability),
  };
}

const nothingSeen = { hasSolar: false, hasBattery: false, hasGrid: false, hasLoad: false, hasGridPhases: false };

/** What was seen once is there; nulls of a bad minute take nothing away. */
function widened(before: typeof nothingSeen, values: LiveValues): typeof nothingSeen {
  return {
    hasSolar: before.hasSolar || values.solarW !== undefined,
    // Plug-in systems name a battery and tell nothing of it.
    hasBattery: before.hasBattery || (values.batteryW !== undefined && values.socPercent !== undefined),
    hasGrid: before.hasGrid || values.gridW !== undefined,
    hasLoad: before.hasLoad || values.loadW !== undefined,
    hasGridPhases: before.hasGridPhases || values.gridPhasesW !== undefined,
  };
}

async function findSystem(main: AlphaessSurface, serial: string | undefined, call: CallOptions) {
  const systems = await main.systems(call);
  const serials = systems.map((system) => system.serial).join(", ");
  if (systems.length === 0) throw fail("invalid", "alphaess.no-systems", { facts: { api: main.api } });
  if (serial === undefined) {
    const [only] = systems;
    if (only !== undefined && systems.length === 1) return only;
    throw fail("invalid", "alphaess.several-systems", { facts: { serials } });
  }
  const found = systems.find((system) => system.serial === serial);
  if (found === undefined)
    throw fail("invalid", "alphaess.unknown-system", { facts: { found: serial, allowed: serials } });
  return found;
}

/** Accounts that are not entitled to the newer timetable are told so; anything else says nothing about it. */
async function readsPeriodic(main: AlphaessSurface, serial: string, call: CallOptions): Promise<boolean | undefined> {
  if (!main.abilities.has("periodic-timetable")) return undefined;
  try {
    const { charge, discharge } = await main.periodicTimetable(serial, call);
    return charge.length + discharge.length > 0 ? true : undefined;
  } catch (error) {
    if (call.signal?.aborted === true) throw error;
    return hasCode(toProblem(error), noPermission) ? false : undefined;
  }
}

/** How often the wallbox's stored settings are read where nothing was changed by us. */
export const chargerSettingsEveryMs = hourMs / 6;
