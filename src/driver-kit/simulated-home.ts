import type { Instant, Json, Triple } from "#domain";

/** How a house battery is told to behave; each maker's modes come down to one of these. */
export interface BatteryOrder {
  /**
   * `self-use`: cover the load, store the surplus. `no-discharge`: store the surplus, never give. `feed-in-first`: export
   * before storing. `force-charge` / `force-discharge`: at `powerW`, from or to the grid if need be. `idle`: neither.
   */
  readonly mode: "self-use" | "no-discharge" | "feed-in-first" | "force-charge" | "force-discharge" | "idle";
  readonly minSocPercent: number;
  readonly maxSocPercent: number;
  readonly powerW?: number;
}

export interface SimulatedBattery {
  readonly capacityWh: number;
  readonly maxChargeW: number;
  readonly maxDischargeW: number;
  /** Positive when discharging, measured at its terminals: the DC side of a hybrid inverter. */
  readonly powerW: number;
  readonly socPercent: number;
  readonly chargedWh: number;
  readonly dischargedWh: number;
  readonly order: BatteryOrder;
  setOrder(order: BatteryOrder): void;
}

export interface SimulatedInverter {
  readonly id: string;
  readonly ratedW: number;
  readonly solarW: number;
  readonly solarWh: number;
  /** What leaves the inverter on its AC side; negative when it charges the battery from the grid. */
  readonly acW: number;
  readonly battery: SimulatedBattery | undefined;
}

/** A car at a wallbox, as the wallbox can see it. */
export interface SimulatedCar {
  /** Wants energy and is awake: it will draw when offered a current. */
  readonly isAsking: boolean;
  /** Fell asleep after a pause; only unplugging or a simulated unplug wakes it. */
  readonly isAsleep: boolean;
  readonly socPercent: number;
}

export interface SimulatedWallbox {
  readonly id: string;
  readonly phases: 1 | 3;
  readonly maxCurrentA: number;
  readonly car: SimulatedCar | undefined;
  /** Per own phase, before rotation against the grid's conductors. */
  readonly currentA: Triple;
  readonly voltageV: Triple;
  readonly powerW: number;
  /** Lifetime energy given to cars. */
  readonly energyWh: number;
  /** Offers a current on so many phases; 0 A opens the contactor. The car follows at its own pace. */
  offer(currentA: number, phases: 1 | 3): void;
  /** Interrupts the pilot for a moment, as chargers do to wake a sleeping car. */
  simulateUnplug(): void;
}

/** The grid connection's own, honest meter. */
export interface SimulatedMeter {
  readonly powerW: number;
  readonly phasePowerW: Triple;
  readonly phaseCurrentA: Triple;
  readonly voltageV: Triple;
  readonly importWh: number;
  readonly exportWh: number;
}

/** Changes to the house from outside: tests and `POST /_emulator/state`. Every field is optional. */
export interface HomePatch {
  /** Fixes the sun at this power until set to null again. */
  readonly pvW?: number | null;
  /** Fixes the house's own load until set to null again. */
  readonly loadW?: number | null;
  readonly batterySocPercent?: number;
  readonly carConnected?: boolean;
  readonly carSocPercent?: number;
  /** Which inverter, battery or wallbox is meant; the only or first one when missing. */
  readonly id?: string;
}

/**
 * What emulators may know and move of the simulated house. Physics runs in steps of one second and is caught up with
 * whenever somebody looks; there is nothing else that makes it run.
 */
export interface SimulatedHome {
  /** Brings the house up to the clock's present moment, calling every `onStep` listener on the way. */
  advance(): void;
  /** The moment up to which the house has been simulated. */
  at(): Instant;
  readonly timeZone: string;
  readonly meter: SimulatedMeter;
  /** The house without chargers, and everything on the site with them. */
  readonly load: { readonly houseW: number; readonly siteW: number; readonly siteWh: number };
  inverterIds(): readonly string[];
  /** The only or first inverter when no id is given. */
  inverter(id?: string): SimulatedInverter;
  wallboxIds(): readonly string[];
  wallbox(id?: string): SimulatedWallbox;
  /** Called before each step of physics with the step's start; this is a device firmware's own second. */
  onStep(listener: (at: Instant) => void): () => void;
  change(patch: HomePatch): void;
  /** The whole house as plain data, with its true energy counters. */
  describe(): Json;
}
