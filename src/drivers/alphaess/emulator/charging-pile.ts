import { minuteMs } from "#domain";
import type { EmulatorContext } from "#driver-kit";
import { greenPowerW } from "./green-power.ts";

/** 1 free, 2 car waits for a start, 3 charges, 4 no power to give, 5 the car takes nothing, 6 was stopped, 9 fault. */
export type PileStatus = 1 | 2 | 3 | 4 | 5 | 6 | 9;

/** 1 slow, 2 normal, 3 quick: green power by rising rank of the car; 4: the set current, from the grid if need be. */
export type PileMode = 1 | 2 | 3 | 4;

export interface PileSettings {
  readonly mode: PileMode;
  readonly maxCurrentA: number;
  readonly phases: 1 | 3;
}

/** A wallbox of the house as the maker's energy system runs it; every interface of the clouds shows this one. */
export interface ChargingPile {
  /** EV1 to EV4. */
  readonly id: string;
  readonly serial: string;
  readonly model: string;
  settings(): PileSettings;
  change(settings: Partial<PileSettings>): void;
  start(): void;
  stop(): void;
  status(): PileStatus;
  powerW(): number;
}

export interface PileOptions {
  readonly id: string;
  readonly serial: string;
  readonly model: string;
  /** Which wallbox and which inverter of the house. */
  readonly wallbox?: string;
  readonly inverter?: string;
}

/** Green power has to be there, or be gone, for a while before the contactor moves. */
const startAfterMs = minuteMs;
const stopAfterMs = 2 * minuteMs;
const minCurrentA = 6;
const voltageV = 230;

type World = Pick<EmulatorContext, "home" | "quirks">;

export function createChargingPile({ home, quirks }: World, options: PileOptions): ChargingPile {
  const box = home.wallbox(options.wallbox);
  let settings: PileSettings = { mode: 1, maxCurrentA: Math.min(16, box.maxCurrentA), phases: box.phases };
  let isStarted = false;
  let wasStopped = false;
  let offeredA = 0;
  let changingSinceMs: number | undefined;

  const stop = () => {
    if (isStarted && box.car !== undefined) wasStopped = true;
    isStarted = false;
  };

  /** The current that the mode has to give, after the patience that green power needs. */
  const givenA = (at: number): number => {
    if (settings.mode === 4) return settings.maxCurrentA;
    const possibleA = Math.floor(greenPowerW(home, options.inverter, settings.mode) / (voltageV * settings.phases));
    const isPossible = possibleA >= minCurrentA;
    const isGiving = offeredA > 0;
    if (isPossible === isGiving) changingSinceMs = undefined;
    else {
      changingSinceMs ??= at;
      if (at - changingSinceMs < (isGiving ? stopAfterMs : startAfterMs)) return isGiving ? minCurrentA : 0;
    }
    return isPossible ? Math.min(settings.maxCurrentA, possibleA) : 0;
  };

  home.onStep((at) => {
    if (box.car === undefined) {
      isStarted = false;
      wasStopped = false;
    }
    const mayCharge = isStarted && !quirks.isOn("pile-fault");
    offeredA = mayCharge ? givenA(at) : 0;
    if (!mayCharge) changingSinceMs = undefined;
    box.offer(offeredA, settings.phases);
  });

  return {
    ...{ id: options.id, serial: options.serial, model: options.model },
    settings: () => settings,
    change: (changed) => {
      settings = { ...settings, ...changed };
    },
    start: () => {
      if (quirks.isOn("start-ignored") || box.car === undefined) return;
      isStarted = true;
      wasStopped = false;
    },
    stop: () => {
      if (!quirks.isOn("start-ignored")) stop();
    },
    status: () => {
      if (quirks.isOn("pile-fault")) return 9;
      if (box.car === undefined) return 1;
      if (!isStarted) return wasStopped ? 6 : 2;
      if (offeredA === 0) return 4;
      return box.powerW > 50 ? 3 : 5;
    },
    powerW: () => box.powerW,
  };
}
