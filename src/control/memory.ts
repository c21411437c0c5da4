import type { BatteryIntent, ChargerGoal, ChargerMode, ChargerRegulation, Instant, Sharing, SourceId } from "#domain";

/** A domain shape as plain JSON data, so that it may stand in memory. */
type Plain<T> = { [K in keyof T]: T[K] };

export type IntentMemory = BatteryIntent extends infer I ? (I extends BatteryIntent ? Plain<I> : never) : never;

/** The solar rule's state for one charger: whether it lets the car charge, and what waiting has cost so far. */
export type SolarMemory = {
  readonly isOn: boolean;
  readonly phases: 1 | 3;
  /** Lost so far by not starting, or by not stopping. */
  readonly regretWh: number;
  /** Lost so far by staying on this number of phases. */
  readonly phaseRegretWh: number;
};

/** Who regulates where the owner wants the charger to, and what it has been fed. */
export type FeedMemory = {
  /** The charger regulates, or is being made ready to. */
  readonly isOn: boolean;
  /** Since when all values it needs have been fresh without a break, or some of them have not. */
  readonly freshSince?: Instant | undefined;
  readonly staleSince?: Instant | undefined;
  readonly sentAt?: Instant | undefined;
  /** When somebody else last fed it through us; for a while we keep quiet then. */
  readonly othersAt?: Instant | undefined;
  /** After trouble the charger is not tried again before this. */
  readonly restUntil?: Instant | undefined;
  /** Why we regulate instead, as last told. */
  readonly told?: string | undefined;
};

/** Grid and sun left over, averaged, while the charger regulates itself; since when it has been going on without sun. */
export type WatchMemory = {
  readonly since: Instant;
  readonly at: Instant;
  readonly gridW: number;
  readonly surplusW: number;
  readonly stoppedUntil?: Instant | undefined;
};

/** What the car does with its permission, as far as it tells whether it has fallen asleep; kept while it is plugged in. */
export type WakeMemory = {
  /**
   * `kept`: not allowed to charge. `idle`: allowed after that, and takes nothing. `content`: has stopped by itself, or was
   * never seen to be kept from charging. The last three are the steps of waking it.
   */
  readonly step: "drawing" | "kept" | "idle" | "content" | "preparing" | "pausing" | "resuming";
  readonly since: Instant;
  readonly idleSince?: Instant | undefined;
  /** Once is enough: who does not wake then is full, or has reasons of its own. */
  readonly hasTried: boolean;
};

export type ChargerMemory = {
  /** What requests have set; it stands above the configuration. */
  readonly mode?: ChargerMode | undefined;
  readonly minCurrentA?: number | undefined;
  readonly maxCurrentA?: number | undefined;
  readonly priority?: number | undefined;
  readonly phases?: "auto" | 1 | 3 | undefined;
  readonly goal?: Plain<ChargerGoal> | "none" | undefined;
  readonly stoppedUntil?: Instant | undefined;
  readonly regulation?: ChargerRegulation | undefined;
  readonly feed?: FeedMemory | undefined;
  readonly watch?: WatchMemory | undefined;
  /** The last order to take over the charger's own solar mode, or to give it back. */
  readonly regulatorSent?: { readonly at: Instant; readonly isRelease: boolean } | undefined;
  readonly wake?: WakeMemory | undefined;
  /** The last order to be ready to wake the car, or to let that be. */
  readonly wakerSent?: { readonly at: Instant; readonly isRelease: boolean } | undefined;
  /** The charger's own power over the last minutes as pairs of instant and watts, only where it changed. */
  readonly draws?: readonly number[] | undefined;
  readonly solar?: SolarMemory | undefined;
  readonly phaseSwitchedAt?: Instant | undefined;
  /** The goal (named by its time) for which full power has begun. */
  readonly goalRunsFor?: Instant | undefined;
  readonly excess?:
    | { readonly since: Instant; readonly repeats: number; readonly lastAt: Instant; readonly stoppedUntil?: Instant }
    | undefined;
  readonly sent?:
    | {
        readonly at: Instant;
        readonly isAllowed: boolean;
        readonly currentA: number;
        readonly phases: 1 | 3;
        readonly isSelfRegulated?: boolean;
      }
    | undefined;
};

/** A rule of the owner's own that is in force, and since when a condition of it has been missing. */
export type OwnRuleMemory = { readonly since: Instant; readonly lackingSince?: Instant };

/** What a user set otherwise at the device: since when, what he overruled, and where cars were plugged in then. */
export type UserChoiceMemory = {
  readonly since: Instant;
  readonly intent: string;
  readonly plugs: { readonly [id: SourceId]: boolean };
  readonly isOver: boolean;
};

/** What a battery takes when it may take all it wants: seen while sun was left over. */
export type AppetiteMemory = {
  readonly chargingW: number;
  readonly socPercent?: number | undefined;
};

export type BatteryMemory = {
  readonly intent?: IntentMemory | undefined;
  /** What requests have set; it stands above the configuration. */
  readonly share?: Sharing | undefined;
  readonly shareW?: number | undefined;
  /** Since when the guard's reason exists, and since when it has been gone. */
  readonly guard?: { readonly since: Instant; readonly isHolding: boolean; readonly quietSince?: Instant } | undefined;
  readonly sent?: { readonly at: Instant; readonly intent: IntentMemory; readonly isRelease: boolean } | undefined;
  readonly userChoice?: UserChoiceMemory | undefined;
  /** The charging (named by its time) that has begun. */
  readonly chargeRunsFor?: Instant | undefined;
  readonly appetite?: AppetiteMemory | undefined;
  readonly rules?: { readonly [id: string]: OwnRuleMemory } | undefined;
};

/** How well the sun left over was foreseen by its last value and by its means over some minutes. */
export type ForesightMemory = {
  /** The last value and its means, the shortest first. */
  readonly guessesW: readonly number[];
  /** What each of them was wrong by, squared, as a mean over the last while. */
  readonly missesW2: readonly number[];
  /** What is being put to the test, and from which moment on a value tests it. */
  readonly tested?: { readonly from: Instant; readonly guessesW: readonly number[] } | undefined;
};

/** What the batteries have taken of the cars' part of the sun, and how it is being given back. */
export type BalanceMemory = {
  readonly owedWh: number;
  /** So much more than their part the cars may draw now, out of what the batteries take as theirs. */
  readonly paidW: number;
  /** What has come together since the account was last made up. */
  readonly sunWh: number;
  readonly drawnWh: number;
  readonly extraWh: number;
  readonly openForMs: number;
};

/** The last estimate of the sun left over without our own chargers, and the pace of the meter behind it. */
export type SurplusMemory = {
  readonly valueW: number;
  /** Both are missing in what an older version has stored. */
  readonly foresight?: ForesightMemory | undefined;
  readonly balance?: BalanceMemory | undefined;
  /** When the value was last computed; samples taken while a car settles are passed over. */
  readonly valuedAt: Instant;
  /** The grid's newest sample: when it was true, and when we first saw it. */
  readonly gridAt: Instant;
  readonly seenAt: Instant;
  readonly periodMs: number;
};

export type ControlMemory = {
  readonly version: 1;
  readonly at?: Instant | undefined;
  readonly surplus?: SurplusMemory | undefined;
  /** Since when the surplus cannot be known. */
  readonly blindSince?: Instant | undefined;
  readonly chargers: { readonly [id: SourceId]: ChargerMemory };
  readonly batteries: { readonly [id: SourceId]: BatteryMemory };
};

export function initialMemory(): ControlMemory {
  return { version: 1, chargers: {}, batteries: {} };
}
