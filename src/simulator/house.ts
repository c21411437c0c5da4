import type { Instant } from "#domain";
import { fail } from "#domain";
import { createRandom, type Random } from "#platform";
import { bookBattery } from "./battery.ts";
import { createCalendar } from "./calendar.ts";
import { createClouds } from "./clouds.ts";
import { dispatch } from "./dispatch.ts";
import { createGrid, type GridState, settleGrid, stepVoltage } from "./grid.ts";
import { createLoadModel, type HouseLoad } from "./house-load.ts";
import { createInverter, type InverterState } from "./inverter.ts";
import type { FullScenario, TraceSource } from "./scenario.ts";
import { createSolarSource, type SolarSource } from "./solar.ts";
import { createTraceReader, type Traces } from "./trace.ts";
import { createTrips, type Trips } from "./trips.ts";
import { createWallbox, stepWallbox, type WallboxState } from "./wallbox.ts";

/** All parts of a house and the second that moves them. Nothing in a step allocates. */
export interface House {
  readonly grid: GridState;
  readonly load: HouseLoad;
  readonly inverters: readonly InverterState[];
  readonly wallboxes: readonly WallboxState[];
  readonly site: SiteState;
  /** Values fixed from outside. */
  readonly fixed: { loadW: number | undefined; readonly pvW: (number | undefined)[] };
  tripsOf(wallbox: WallboxState): Trips | undefined;
  step(at: Instant): void;
}

export interface SiteState {
  /** House and chargers. */
  powerW: number;
  energyWh: number;
  skyShare: number;
  seconds: number;
}

export function createHouse(scenario: FullScenario, seed: number, startAt: Instant, traces: Traces): House {
  const randomFor = (name: string): Random => createRandom(hashOf(`${seed}/${name}`));
  const calendar = createCalendar(scenario.timeZone);
  const grid = createGrid(scenario.grid, randomFor("grid"));
  const clouds = createClouds(scenario.weather, randomFor("clouds"));
  const reader = (source: TraceSource | undefined) => {
    if (source === undefined) return undefined;
    const trace = traces.get(source.file);
    if (trace === undefined) throw fail("invalid", "trace.no-file", { facts: { file: source.file } });
    return createTraceReader(trace, source, startAt);
  };
  const model = createLoadModel(
    scenario.load,
    scenario.grid.phases,
    calendar,
    randomFor("load"),
    reader(scenario.load.trace),
  );
  const inverters = scenario.inverters.map(createInverter);
  const suns = scenario.inverters.map((spec) =>
    createSolarSource(spec.arrays, scenario.location, scenario.weather.temperatureC, reader(spec.solarTrace)),
  );
  const wallboxes = scenario.wallboxes.map((spec) => createWallbox(spec, randomFor(`car/${spec.id}`)));
  const trips = wallboxes.map(({ car, spec }) =>
    car === undefined ? undefined : createTrips(car, calendar, randomFor(`trips/${spec.id}`), startAt),
  );
  const fixed: House["fixed"] = { loadW: undefined, pvW: scenario.inverters.map(() => undefined) };
  const site: SiteState = { powerW: 0, energyWh: 0, skyShare: 1, seconds: 0 };

  const eachMinute = (at: Instant) => {
    for (const sun of suns) sun.aim(at);
    for (const trip of trips) trip?.look(at);
    model.plan(at);
  };

  const stepSite = () => {
    grid.phaseW.set(model.load.phaseW);
    site.powerW = model.load.powerW;
    for (let index = 0; index < wallboxes.length; index++) {
      const wallbox = wallboxes[index];
      if (wallbox === undefined) continue;
      stepWallbox(wallbox, grid.voltageV);
      site.powerW += wallbox.powerW;
      addTo(grid.phaseW, wallbox.gridPowerW);
    }
    site.energyWh += site.powerW / 3_600;
  };

  return {
    grid,
    load: model.load,
    inverters,
    wallboxes,
    site,
    fixed,
    tripsOf: (wallbox) => trips[wallboxes.indexOf(wallbox)],
    step: (at) => {
      const secondOfMinute = site.seconds % 60;
      if (secondOfMinute === 0) eachMinute(at);
      site.seconds += 1;
      stepVoltage(grid);
      model.step(at, fixed.loadW);
      stepSite();
      site.skyShare = clouds.step();
      shine(inverters, suns, fixed.pvW, at, secondOfMinute, site.skyShare);
      dispatch(inverters, site.powerW);
      bookInverters(inverters, grid);
      settleGrid(grid);
    },
  };
}

function shine(
  inverters: readonly InverterState[],
  suns: readonly SolarSource[],
  fixedW: readonly (number | undefined)[],
  at: Instant,
  secondOfMinute: number,
  skyShare: number,
): void {
  for (let index = 0; index < inverters.length; index++) {
    const inverter = inverters[index];
    if (inverter !== undefined) {
      inverter.availableW = fixedW[index] ?? suns[index]?.powerW(at, secondOfMinute, skyShare) ?? 0;
    }
  }
}

/** Books each inverter's second and takes what it gives off the grid's conductors. */
function bookInverters(inverters: readonly InverterState[], grid: GridState): void {
  for (let index = 0; index < inverters.length; index++) {
    const inverter = inverters[index];
    if (inverter === undefined) continue;
    const batteryW = inverter.battery?.powerW ?? 0;
    inverter.solarWh += inverter.solarW / 3_600;
    inverter.offeredWh += inverter.availableW / 3_600;
    inverter.lostWh += (inverter.solarW + batteryW - inverter.acW) / 3_600;
    if (inverter.battery !== undefined) bookBattery(inverter.battery);
    if (inverter.spec.phases === 1 || grid.spec.phases === 1) {
      const conductor = grid.spec.phases === 1 ? 0 : inverter.spec.conductor - 1;
      grid.phaseW[conductor] = (grid.phaseW[conductor] ?? 0) - inverter.acW;
    } else {
      for (let conductor = 0; conductor < 3; conductor++) {
        grid.phaseW[conductor] = (grid.phaseW[conductor] ?? 0) - inverter.acW / 3;
      }
    }
  }
}

function addTo(sum: Float64Array, part: Float64Array): void {
  for (let index = 0; index < 3; index++) sum[index] = (sum[index] ?? 0) + (part[index] ?? 0);
}

/** FNV-1a: each part of the house gets a stream of chance of its own, untouched by what other parts draw. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  return hash >>> 0;
}
