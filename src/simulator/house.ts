import type { Instant } from "#domain";
import { fail } from "#domain";
import { createRandom, type Random } from "#platform";
import { bookBattery } from "./battery.ts";
import { createCalendar } from "./calendar.ts";
import { type Clouds, createClouds } from "./clouds.ts";
import { dispatch } from "./dispatch.ts";
import { createGrid, type GridState, settleGrid, stepVoltage } from "./grid.ts";
import { createLoadModel, type LoadModel } from "./house-load.ts";
import { createInverter, type InverterState } from "./inverter.ts";
import type { FullScenario, TraceSource } from "./scenario.ts";
import { createSolarSource, type SolarSource } from "./solar.ts";
import { createTraceReader, type Traces } from "./trace.ts";
import { createTrips, type Trips } from "./trips.ts";
import { createWallbox, stepWallbox, type WallboxState } from "./wallbox.ts";

/** All parts of a house. Seen from outside it only steps; nothing in a step creates an object. */
export interface House {
  readonly grid: GridState;
  readonly model: LoadModel;
  readonly clouds: Clouds;
  readonly inverters: readonly InverterState[];
  /** The panels of each inverter, in the same order. */
  readonly suns: readonly SolarSource[];
  readonly wallboxes: readonly WallboxState[];
  /** The comings and goings of each wallbox's car, in the same order. */
  readonly trips: readonly (Trips | undefined)[];
  readonly site: SiteState;
  /** Values fixed from outside, the sun's per inverter. */
  readonly fixed: { loadW: number | undefined; readonly pvW: (number | undefined)[] };
}

export interface SiteState {
  /** House and chargers. */
  powerW: number;
  energyWh: number;
  skyShare: number;
  seconds: number;
}

export function createHouse(scenario: FullScenario, seed: number, startAt: Instant, traces: Traces): House {
  const { grid, load, inverters, location, weather } = scenario;
  const randomFor = (name: string): Random => createRandom(hashOf(`${seed}/${name}`));
  const calendar = createCalendar(scenario.timeZone);
  const readerOf = (source: TraceSource | undefined) => {
    if (source === undefined) return undefined;
    const trace = traces.get(source.file);
    if (trace === undefined) throw fail("invalid", "trace.no-file", { facts: { file: source.file } });
    return createTraceReader(trace, source, startAt);
  };
  const wallboxes = scenario.wallboxes.map((spec) => createWallbox(spec, randomFor(`car/${spec.id}`)));
  return {
    grid: createGrid(grid, randomFor("grid")),
    model: createLoadModel(load, grid.phases, calendar, randomFor("load"), readerOf(load.trace)),
    clouds: createClouds(weather, randomFor("clouds")),
    inverters: inverters.map(createInverter),
    suns: inverters.map((spec) =>
      createSolarSource(spec.arrays, location, weather.temperatureC, readerOf(spec.solarTrace)),
    ),
    wallboxes,
    trips: wallboxes.map(({ car, spec }) =>
      car === undefined ? undefined : createTrips(car, calendar, randomFor(`trips/${spec.id}`), startAt),
    ),
    site: { powerW: 0, energyWh: 0, skyShare: 1, seconds: 0 },
    fixed: { loadW: undefined, pvW: inverters.map(() => undefined) },
  };
}

/** Lets one second pass: what is drawn, what the sun offers, what the inverters make of both, and the grid the rest. */
export function stepHouse(house: House, at: Instant): void {
  const { grid, site } = house;
  const secondOfMinute = site.seconds % 60;
  if (secondOfMinute === 0) stepMinute(house, at);
  site.seconds += 1;
  stepVoltage(grid);
  house.model.step(at, house.fixed.loadW);
  stepSite(house);
  site.skyShare = house.clouds.step();
  shine(house, at, secondOfMinute);
  dispatch(house.inverters, site.powerW);
  bookInverters(house.inverters, grid);
  settleGrid(grid);
}

function stepMinute(house: House, at: Instant): void {
  for (const sun of house.suns) sun.aim(at);
  for (const trip of house.trips) trip?.look(at);
  house.model.plan(at);
}

function stepSite(house: House): void {
  const { grid, site, wallboxes } = house;
  const { load } = house.model;
  grid.phaseW.set(load.phaseW);
  site.powerW = load.powerW;
  for (let index = 0; index < wallboxes.length; index++) {
    const wallbox = wallboxes[index];
    if (wallbox === undefined) continue;
    stepWallbox(wallbox, grid.voltageV);
    site.powerW += wallbox.powerW;
    addTo(grid.phaseW, wallbox.gridPowerW);
  }
  site.energyWh += site.powerW / 3_600;
}

function shine(house: House, at: Instant, secondOfMinute: number): void {
  const { inverters, suns, fixed, site } = house;
  for (let index = 0; index < inverters.length; index++) {
    const inverter = inverters[index];
    if (inverter === undefined) continue;
    inverter.availableW = fixed.pvW[index] ?? suns[index]?.powerW(at, secondOfMinute, site.skyShare) ?? 0;
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
