import type { Instant } from "#domain";
import type { Random } from "#platform";
import { createAppliances, nearness } from "./appliances.ts";
import type { Calendar } from "./calendar.ts";
import type { LoadSpec } from "./scenario.ts";
import type { TraceReader } from "./trace.ts";

/** The house's own consumption on the grid's conductors. */
export interface HouseLoad {
  readonly phaseW: Float64Array;
  powerW: number;
  energyWh: number;
}

/** Where the base load sits; homes are never balanced. */
const baseShares = [0.45, 0.2, 0.35] as const;
const fridgeW = 90;

export interface LoadModel {
  readonly load: HouseLoad;
  /** Decides once a minute what people switch on. */
  plan(at: Instant): void;
  step(at: Instant, fixedW: number | undefined): void;
  /** What people have switched on. */
  running(): string[];
}

export function createLoadModel(
  spec: LoadSpec,
  phases: 1 | 3,
  calendar: Calendar,
  random: Random,
  trace: TraceReader | undefined,
): LoadModel {
  const load: HouseLoad = { phaseW: new Float64Array(3), powerW: 0, energyWh: 0 };
  const appliances = createAppliances(random);
  const mood = { flicker: 0, fridgeS: 0, baseW: spec.baseW };

  const plan = (at: Instant) => {
    const hour = calendar.hourOfDay(at);
    mood.baseW = spec.baseW * (0.8 + 0.6 * nearness(hour, 20, 3) + 0.25 * nearness(hour, 7.5, 1.5));
    appliances.plan(hour, spec.activity);
  };

  const add = (conductor: number, powerW: number) => {
    const index = phases === 1 ? 0 : conductor;
    load.phaseW[index] = (load.phaseW[index] ?? 0) + powerW;
  };

  const spread = (powerW: number) => {
    for (let conductor = 0; conductor < 3; conductor++) add(conductor, powerW * (baseShares[conductor] ?? 0));
  };

  const stepModel = () => {
    mood.flicker += (random.next() - 0.5) * 8 - mood.flicker * 0.05;
    spread(Math.max(0, mood.baseW * (1 + mood.flicker / 100)));
    if (spec.baseW > 0 && mood.fridgeS < 900) add(2, fridgeW);
    mood.fridgeS = mood.fridgeS >= 2_700 ? 0 : mood.fridgeS + 1;
    appliances.addTo(load.phaseW, phases);
  };

  return {
    load,
    plan,
    running: appliances.running,
    step: (at, fixedW) => {
      load.phaseW.fill(0);
      stepModel();
      const measuredW = fixedW ?? (trace === undefined ? Number.NaN : trace.valueAt(at));
      if (measuredW >= 0) {
        load.phaseW.fill(0);
        spread(measuredW);
      }
      load.powerW = (load.phaseW[0] ?? 0) + (load.phaseW[1] ?? 0) + (load.phaseW[2] ?? 0);
      load.energyWh += load.powerW / 3_600;
    },
  };
}
