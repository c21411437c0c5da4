import {
  type BatteryIntent,
  type ChargerGoal,
  type ChargerMode,
  type ChargerRegulation,
  chargerModes,
  chargerRegulations,
  createReason,
  hourMs,
  type Instant,
  type Json,
  type Memory,
  type Reason,
  type Sharing,
  type SourceId,
  sharings,
} from "#domain";

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

/** The last estimate of the sun left over without our own chargers, and the pace of the meter behind it. */
export type SurplusMemory = {
  readonly valueW: number;
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

/** A stored memory, or a fresh one with the reason why the stored one could not be used. */
export function readMemory(json: Json | Memory | undefined, now: Instant): { memory: ControlMemory; reason?: Reason } {
  if (json === undefined) return { memory: initialMemory() };
  if (isControlMemory(json)) return { memory: json };
  const reason = createReason("home", "restore", "memory-lost", { at: now, reviewAt: now + hourMs });
  return { memory: initialMemory(), reason };
}

type Check = (value: Json | undefined) => boolean;

const isNumber: Check = (value) => typeof value === "number" && Number.isFinite(value);
const isBoolean: Check = (value) => typeof value === "boolean";
const oneOf =
  (...allowed: readonly Json[]): Check =>
  (value) =>
    value !== undefined && allowed.includes(value);
const optional =
  (check: Check): Check =>
  (value) =>
    value === undefined || check(value);
const anyOf =
  (...checks: readonly Check[]): Check =>
  (value) =>
    checks.some((check) => check(value));

/** Every field of the type has its check; fields that only a newer version knows are left alone. */
function shape<T>(checks: { readonly [K in keyof Required<T>]: Check }): Check {
  const entries: [string, Check][] = Object.entries(checks);
  return (value) => isObject(value) && entries.every(([key, check]) => check(value[key]));
}

function mapOf(check: Check): Check {
  return (value) => {
    if (!isObject(value)) return false;
    for (const key in value) if (!check(value[key])) return false;
    return true;
  };
}

const isPairs: Check = (value) => Array.isArray(value) && value.length % 2 === 0 && value.every(isNumber);

const isIntent = anyOf(
  shape<{ kind: string }>({ kind: oneOf("auto", "hold", "feed-in") }),
  shape<{ kind: string; percent: number }>({ kind: oneOf("reserve"), percent: isNumber }),
  shape<{ kind: string; toPercent: number; by: Instant }>({ kind: oneOf("charge"), toPercent: isNumber, by: isNumber }),
);

const isCharger = shape<ChargerMemory>({
  mode: optional(oneOf(...chargerModes)),
  minCurrentA: optional(isNumber),
  maxCurrentA: optional(isNumber),
  priority: optional(isNumber),
  phases: optional(oneOf("auto", 1, 3)),
  goal: optional(
    anyOf(
      oneOf("none"),
      shape<ChargerGoal>({ energyWh: optional(isNumber), socPercent: optional(isNumber), by: isNumber }),
    ),
  ),
  stoppedUntil: optional(isNumber),
  regulation: optional(oneOf(...chargerRegulations)),
  feed: optional(
    shape<FeedMemory>({
      isOn: isBoolean,
      freshSince: optional(isNumber),
      staleSince: optional(isNumber),
      sentAt: optional(isNumber),
      othersAt: optional(isNumber),
      restUntil: optional(isNumber),
      told: optional((value) => typeof value === "string"),
    }),
  ),
  watch: optional(
    shape<WatchMemory>({
      since: isNumber,
      at: isNumber,
      gridW: isNumber,
      surplusW: isNumber,
      stoppedUntil: optional(isNumber),
    }),
  ),
  regulatorSent: optional(shape<NonNullable<ChargerMemory["regulatorSent"]>>({ at: isNumber, isRelease: isBoolean })),
  wake: optional(
    shape<WakeMemory>({
      step: oneOf("drawing", "kept", "idle", "content", "preparing", "pausing", "resuming"),
      since: isNumber,
      idleSince: optional(isNumber),
      hasTried: isBoolean,
    }),
  ),
  wakerSent: optional(shape<NonNullable<ChargerMemory["wakerSent"]>>({ at: isNumber, isRelease: isBoolean })),
  draws: optional(isPairs),
  solar: optional(
    shape<SolarMemory>({ isOn: isBoolean, phases: oneOf(1, 3), regretWh: isNumber, phaseRegretWh: isNumber }),
  ),
  phaseSwitchedAt: optional(isNumber),
  goalRunsFor: optional(isNumber),
  excess: optional(
    shape<NonNullable<ChargerMemory["excess"]>>({
      since: isNumber,
      repeats: isNumber,
      lastAt: isNumber,
      stoppedUntil: optional(isNumber),
    }),
  ),
  sent: optional(
    shape<NonNullable<ChargerMemory["sent"]>>({
      at: isNumber,
      isAllowed: isBoolean,
      currentA: isNumber,
      phases: oneOf(1, 3),
      isSelfRegulated: optional(isBoolean),
    }),
  ),
});

const isBattery = shape<BatteryMemory>({
  intent: optional(isIntent),
  share: optional(oneOf(...sharings)),
  shareW: optional(isNumber),
  guard: optional(
    shape<NonNullable<BatteryMemory["guard"]>>({
      since: isNumber,
      isHolding: isBoolean,
      quietSince: optional(isNumber),
    }),
  ),
  sent: optional(shape<NonNullable<BatteryMemory["sent"]>>({ at: isNumber, intent: isIntent, isRelease: isBoolean })),
  userChoice: optional(
    shape<UserChoiceMemory>({
      since: isNumber,
      intent: (value) => typeof value === "string",
      plugs: mapOf(isBoolean),
      isOver: isBoolean,
    }),
  ),
  chargeRunsFor: optional(isNumber),
  appetite: optional(shape<AppetiteMemory>({ chargingW: isNumber, socPercent: optional(isNumber) })),
  rules: optional(mapOf(shape<OwnRuleMemory>({ since: isNumber, lackingSince: optional(isNumber) }))),
});

const isMemory = shape<ControlMemory>({
  version: oneOf(1),
  at: optional(isNumber),
  surplus: optional(
    shape<SurplusMemory>({
      valueW: isNumber,
      valuedAt: isNumber,
      gridAt: isNumber,
      seenAt: isNumber,
      periodMs: isNumber,
    }),
  ),
  blindSince: optional(isNumber),
  chargers: mapOf(isCharger),
  batteries: mapOf(isBattery),
});

function isControlMemory(json: Json | Memory): json is ControlMemory {
  return isMemory(json);
}

function isObject(value: Json | undefined): value is { readonly [key: string]: Json | undefined } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

const memoryKeys = ["version", "at", "surplus", "blindSince", "chargers", "batteries"] as const;
const chargerKeys = [
  "mode",
  "minCurrentA",
  "maxCurrentA",
  "priority",
  "phases",
  "goal",
  "stoppedUntil",
  "regulation",
  "feed",
  "watch",
  "regulatorSent",
  "wake",
  "wakerSent",
  "draws",
  "solar",
  "phaseSwitchedAt",
  "goalRunsFor",
  "excess",
  "sent",
] as const satisfies readonly (keyof ChargerMemory)[];
const feedKeys = [
  "isOn",
  "freshSince",
  "staleSince",
  "sentAt",
  "othersAt",
  "restUntil",
  "told",
] as const satisfies readonly (keyof FeedMemory)[];
const batteryKeys = [
  "intent",
  "share",
  "shareW",
  "guard",
  "sent",
  "userChoice",
  "chargeRunsFor",
  "appetite",
  "rules",
] as const satisfies readonly (keyof BatteryMemory)[];

/**
 * The same memory in one fixed order and without members that are undefined: a memory that was stored and read back has
 * lost those, and a replay is compared byte by byte.
 */
export function toCanonical(memory: ControlMemory): ControlMemory {
  const chargers = mapValues(memory.chargers, (charger) => pick(withFeed(charger), chargerKeys));
  const batteries = mapValues(memory.batteries, (battery) => pick(battery, batteryKeys));
  return { ...pick({ ...memory, chargers, batteries }, memoryKeys), version: 1, chargers, batteries };
}

/** The one member that is itself rewritten in pieces. */
function withFeed(charger: ChargerMemory): ChargerMemory {
  return charger.feed === undefined ? charger : { ...charger, feed: { isOn: false, ...pick(charger.feed, feedKeys) } };
}

function pick<T extends object, K extends keyof T>(value: T, keys: readonly K[]): Partial<T> {
  const picked: Partial<T> = {};
  for (const key of keys) if (value[key] !== undefined) picked[key] = value[key];
  return picked;
}

function mapValues<T>(record: Readonly<Record<string, T>>, change: (value: T) => T): Record<string, T> {
  const changed: Record<string, T> = {};
  for (const key in record) {
    const value = record[key];
    if (value !== undefined) changed[key] = change(value);
  }
  return changed;
}
