import type { Instant } from "#domain";
import { fail, secondMs } from "#domain";
import type { HomePatch, SimulatedHome } from "#driver-kit";
import type { Clock } from "#platform";
import { describeHouse } from "./describe.ts";
import { createHouse, type House, stepHouse } from "./house.ts";
import { createHouseTime } from "./house-time.ts";
import { applyPatch } from "./patch.ts";
import { parseScenario, type Scenario } from "./scenario.ts";
import type { Traces } from "./trace.ts";
import { viewInverter, viewMeter, viewWallbox } from "./views.ts";
import { warmUp } from "./warm-up.ts";

export interface SimulatedHomeOptions {
  readonly clock: Clock;
  /** Equal seeds give equal houses, second by second. */
  readonly seed?: number;
  /** The measured series that the scenario names, as `loadTraces` reads them. */
  readonly traces?: Traces;
}

/** Builds the house of a scenario; it begins at the clock's present moment and runs whenever somebody looks. */
export function createSimulatedHome(scenario: Scenario, options: SimulatedHomeOptions): SimulatedHome {
  const full = parseScenario(scenario);
  const time = createHouseTime(options.clock);
  const startAt = time.now();
  const house = createHouse(full, options.seed ?? 1, startAt, options.traces ?? new Map());
  warmUp(house, startAt);
  const runner = createRunner(house, startAt, () => time.now());
  const inverters = house.inverters.map((inverter) => viewInverter(inverter, runner.advance));
  const wallboxes = house.wallboxes.map((wallbox) => viewWallbox(wallbox, runner.advance));
  return {
    advance: runner.advance,
    at: runner.at,
    timeZone: full.timeZone,
    meter: viewMeter(house.grid),
    load: viewLoad(house),
    inverterIds: () => inverters.map((inverter) => inverter.id),
    inverter: (id) => pick("inverter", inverters, id),
    wallboxIds: () => wallboxes.map((wallbox) => wallbox.id),
    wallbox: (id) => pick("wallbox", wallboxes, id),
    onStep: runner.onStep,
    change: (patch: HomePatch) => {
      runner.advance();
      applyPatch(house, patch);
    },
    describe: () => {
      runner.advance();
      return describeHouse(full.name, house, runner.at());
    },
  };
}

function createRunner(house: House, startAt: Instant, now: () => Instant) {
  const state = { at: startAt, isStepping: false };
  // Replaced, never changed in place: a listener may leave while it is being called.
  let listeners: readonly ((at: Instant) => void)[] = [];

  const run = (until: Instant) => {
    while (state.at + secondMs <= until) {
      for (let index = 0, called = listeners; index < called.length; index++) called[index]?.(state.at);
      stepHouse(house, state.at);
      state.at += secondMs;
    }
  };

  return {
    at: () => state.at,
    /** A listener that looks at the house from within a step sees it as it is; it cannot start another. */
    advance: () => {
      if (state.isStepping) return;
      state.isStepping = true;
      try {
        run(now());
      } finally {
        state.isStepping = false;
      }
    },
    onStep: (listener: (at: Instant) => void) => {
      const own = (at: Instant) => listener(at);
      listeners = [...listeners, own];
      return () => {
        listeners = listeners.filter((one) => one !== own);
      };
    },
  };
}

function viewLoad(house: House): SimulatedHome["load"] {
  return {
    get houseW() {
      return house.model.load.powerW;
    },
    get siteW() {
      return house.site.powerW;
    },
    get siteWh() {
      return house.site.energyWh;
    },
  };
}

function pick<T extends { readonly id: string }>(kind: string, parts: readonly T[], id: string | undefined): T {
  const part = id === undefined ? parts[0] : parts.find((one) => one.id === id);
  if (part === undefined) {
    throw fail("invalid", `simulator.no-${kind}`, { facts: { id, known: parts.map((one) => one.id).join(", ") } });
  }
  return part;
}
