import { type EffectOf, type Facts, hourMs, type Instant, minuteMs } from "#domain";
import type { ChargerView, HouseView } from "./house-view.ts";
import type { SolarMemory } from "./memory.ts";
import { onNextReading } from "./rule.ts";
import { type Setting, stepDown } from "./setting.ts";
import type { Wish } from "./wish.ts";

/**
 * Switching is an investment: wait until waiting has cost as much as the switch does. With 0.22 € between a kWh
 * imported and one exported, a start worth 0.01 € is 45 Wh and a phase change worth 0.02 € is 90 Wh; less for stopping
 * and for leaving three phases, where the loss is energy bought and not only energy sold cheaply, unless a battery steps
 * in.
 */
const startWh = 45;
const stopWh = 25;
const morePhasesWh = 90;
const fewerPhasesWh = 20;
/** What a battery lends it gets back but for its losses, so leaving is worth somewhat more than coming. */
const cushionedStopWh = 60;
const cushionedFewerPhasesWh = 120;
const phasePauseMs = 10 * minuteMs;
/** Chargers pause the car while they change phases; until it draws again, its currents tell nothing. */
const phasesSettledMs = minuteMs;

export interface SolarInput {
  readonly house: HouseView;
  readonly charger: ChargerView;
  readonly wish: Wish;
  readonly before: SolarMemory | undefined;
  readonly availableW: number;
  readonly elapsedMs: number;
  readonly switchedAt: Instant | undefined;
  /** A battery gives the car what a cloud takes, and gets it back when the cloud has gone. */
  readonly isCushioned: boolean;
}

export interface SolarOutcome {
  readonly setting: Setting;
  readonly state: SolarMemory;
  readonly effect: EffectOf<"solar">;
  readonly facts: Facts;
  readonly reviewAt: Instant;
  readonly hasSwitchedPhases: boolean;
}

/** Where the solar rule stands with a charger; at first that is what the charger does by itself. */
export function startingState({ present }: ChargerView, wish: Wish, before: SolarMemory | undefined): SolarMemory {
  const [fewest] = wish.phases;
  if (before !== undefined) return wish.phases.includes(before.phases) ? before : { ...before, phases: fewest };
  const phases = present !== undefined && wish.phases.includes(present.phases) ? present.phases : fewest;
  return { isOn: present?.isAllowed === true, phases, regretWh: 0, phaseRegretWh: 0 };
}

/** One cycle of one charger: start, follow the sun, change phases or stop. */
export function stepSolar(input: SolarInput): SolarOutcome {
  const state = startingState(input.charger, input.wish, input.before);
  if (!state.isOn && input.wish.mode !== "solar+min") return stepWaiting(input, state);
  if (!state.isOn) return start(input, state);
  const wanted = stepPhases(input, state);
  if (wanted.phases !== state.phases) return changePhases(input, wanted);
  return stepCharging(input, wanted);
}

function start(input: SolarInput, state: SolarMemory): SolarOutcome {
  const phases = startingPhases(input, state);
  const outcome = stepCharging({ ...input, elapsedMs: 0 }, { isOn: true, phases, regretWh: 0, phaseRegretWh: 0 });
  return { ...outcome, hasSwitchedPhases: phases !== state.phases };
}

/** Stopping and starting must not be a way round the rest between two phase changes. */
function startingPhases(input: SolarInput, state: SolarMemory): 1 | 3 {
  return isResting(input) ? state.phases : bestPhases(input);
}

function isResting({ house, switchedAt }: SolarInput): boolean {
  return switchedAt !== undefined && house.now - switchedAt < phasePauseMs;
}

function stepWaiting(input: SolarInput, state: SolarMemory): SolarOutcome {
  const { availableW, elapsedMs, house, wish } = input;
  const phases = startingPhases(input, state);
  const neededW = minimumOf(input, phases);
  const isEnough = availableW >= neededW;
  const regretWh = grow(state.regretWh, isEnough ? availableW : availableW - neededW, elapsedMs);
  const surplusW = Math.max(0, Math.round(availableW));
  if (isEnough && regretWh >= startWh) return start(input, state);
  const waiting: Omit<SolarOutcome, "effect" | "facts" | "reviewAt"> = {
    setting: { isAllowed: false, currentA: wish.minCurrentA, phases },
    state: { isOn: false, phases: state.phases, regretWh, phaseRegretWh: 0 },
    hasSwitchedPhases: false,
  };
  if (!isEnough) {
    const facts = { surplusW, neededW: Math.round(neededW) };
    return { ...waiting, effect: "waiting", facts, reviewAt: onNextReading };
  }
  const startAt = house.now + timeFor(startWh - regretWh, availableW);
  return { ...waiting, effect: "starting-soon", facts: { surplusW, startAt }, reviewAt: startAt };
}

function stepCharging(input: SolarInput, state: SolarMemory): SolarOutcome {
  const { availableW, charger, elapsedMs, house, isCushioned, wish } = input;
  const { phases } = state;
  const dueWh = isCushioned ? cushionedStopWh : stopWh;
  const minimumW = minimumOf(input, phases);
  const regretWh = grow(state.regretWh, minimumW - availableW, elapsedMs);
  const fairA = stepDown(availableW / wattsPerAmp(input, phases), charger.limits.stepA);
  const currentA = Math.min(Math.max(fairA, wish.minCurrentA), wish.maxCurrentA);
  const surplusW = Math.max(0, Math.round(availableW));
  const charging = {
    setting: { isAllowed: true, currentA, phases },
    state: { ...state, regretWh },
    hasSwitchedPhases: false,
    reviewAt: onNextReading,
  };
  if (availableW >= minimumW) return { ...charging, effect: "charging", facts: { surplusW, currentA } };
  if (wish.mode === "solar+min") {
    const floor = { ...charging, state: { ...state, regretWh: 0 } };
    return { ...floor, effect: "above-sun", facts: { surplusW, currentA } };
  }
  const facts = { surplusW, neededW: Math.round(minimumW) };
  if (regretWh >= dueWh) {
    const setting = { isAllowed: false, currentA: wish.minCurrentA, phases };
    const stopped = { isOn: false, phases, regretWh: 0, phaseRegretWh: 0 };
    return { ...charging, setting, state: stopped, effect: "stopped", facts };
  }
  const untilAt = house.now + timeFor(dueWh - regretWh, minimumW - availableW);
  return { ...charging, effect: "bridging", facts: { ...facts, untilAt }, reviewAt: untilAt };
}

/** The state with the number of phases this cycle should have. */
function stepPhases(input: SolarInput, state: SolarMemory): SolarMemory {
  const { availableW, elapsedMs, isCushioned, wish } = input;
  if (wish.phases.length < 2) return state;
  const isOne = state.phases === 1;
  const lossW = isOne ? gainOfMorePhases(input) : lossOfThreePhases(input);
  const dueWh = isOne ? morePhasesWh : isCushioned ? cushionedFewerPhasesWh : fewerPhasesWh;
  const phaseRegretWh = grow(state.phaseRegretWh, lossW, elapsedMs);
  const isDue = phaseRegretWh >= dueWh && lossW > 0 && !isResting(input);
  if (!isDue) return { ...state, phaseRegretWh };
  const phases = isOne ? 3 : 1;
  return { ...state, phases, phaseRegretWh: 0, regretWh: availableW < 0 ? state.regretWh : 0 };
}

function gainOfMorePhases(input: SolarInput): number {
  const { availableW, house, wish } = input;
  const neededW = wish.minCurrentA * 3 * house.voltageV;
  if (availableW < neededW) return availableW - neededW;
  return Math.min(availableW, wish.maxCurrentA * 3 * house.voltageV) - wish.maxCurrentA * house.voltageV;
}

function lossOfThreePhases(input: SolarInput): number {
  const { availableW, house, wish } = input;
  const lossW = minimumOf(input, 3) - availableW;
  return availableW >= wish.minCurrentA * house.voltageV || lossW < 0 ? lossW : 0;
}

function changePhases(input: SolarInput, state: SolarMemory): SolarOutcome {
  const outcome = stepCharging({ ...input, elapsedMs: 0, charger: { ...input.charger, drawW: undefined } }, state);
  const { currentA } = outcome.setting;
  const facts = { phases: state.phases, surplusW: Math.max(0, Math.round(input.availableW)), currentA };
  return { ...outcome, effect: "phases-changed", facts, hasSwitchedPhases: true };
}

/** With little between the two, fewer phases: they leave room below. */
function bestPhases({ availableW, house, wish }: SolarInput): 1 | 3 {
  const [fewest] = wish.phases;
  const most = wish.phases[wish.phases.length - 1] ?? fewest;
  return availableW >= wish.minCurrentA * most * house.voltageV * 1.15 ? most : fewest;
}

function minimumOf(input: SolarInput, phases: 1 | 3): number {
  return input.wish.minCurrentA * wattsPerAmp(input, phases);
}

/** Many cars use fewer phases than they are offered; while one draws, its own phases tell how many. */
function wattsPerAmp({ charger, house, switchedAt }: SolarInput, phases: 1 | 3): number {
  const { drawW, reading, present } = charger;
  const own = reading?.phases?.currentA;
  const isSettled = switchedAt === undefined || house.now - switchedAt >= phasesSettledMs;
  if (phases === 1 || own === undefined || drawW === undefined || drawW < 500 || present?.phases !== 3 || !isSettled) {
    return house.voltageV * phases;
  }
  const used = own.filter((currentA) => currentA > 1).length;
  return house.voltageV * (used === 0 ? phases : used);
}

/** Regret grows with what this state loses and shrinks, not below nothing, with what it gains. */
function grow(regretWh: number, lossW: number, elapsedMs: number): number {
  const grown = regretWh + (lossW * elapsedMs) / hourMs;
  return Math.max(0, Math.round(grown * 1000) / 1000);
}

function timeFor(energyWh: number, powerW: number): number {
  return Math.max(0, Math.ceil((energyWh / powerW) * hourMs));
}
