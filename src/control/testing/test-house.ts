import type {
  ActuatorSnapshot,
  BatterySnapshot,
  ChargerReading,
  ChargerSettings,
  ChargerSnapshot,
  Command,
  DecidedCommand,
  Instant,
  PhaseCurrents,
  Reason,
  Request,
  RequestBody,
  Sample,
  SignalSnapshot,
  Snapshot,
  SourceId,
  Triple,
} from "#domain";
import { decide } from "../decide.ts";
import { type ControlMemory, initialMemory } from "../memory.ts";

/** A summer noon; tests count from here. */
export const noon: Instant = Date.UTC(2026, 5, 21, 10, 0, 0);

export interface TestCharger {
  readonly id?: SourceId;
  readonly settings?: Partial<ChargerSettings>;
  readonly limits?: Partial<ChargerSnapshot["limits"]>;
  /** Undefined: never heard of. */
  readonly reading?: Partial<ChargerReading> | undefined;
  readonly readAt?: Instant;
  readonly goodUntil?: Instant;
  readonly actuator?: ActuatorSnapshot;
  readonly feed?: ChargerSnapshot["feed"];
  readonly regulator?: ActuatorSnapshot;
  readonly canWake?: boolean;
  readonly waker?: ActuatorSnapshot | undefined;
}

export interface TestBattery extends Partial<Omit<BatterySnapshot, "powerW" | "socPercent">> {
  readonly flowW?: number | undefined;
  readonly fillPercent?: number | undefined;
}

export interface TestHouse {
  readonly now?: Instant;
  readonly grid?: Partial<Snapshot["grid"]>;
  readonly gridW?: number | undefined;
  readonly solarW?: number;
  readonly gridAt?: Instant;
  readonly gridGoodMs?: number;
  readonly gridA?: Triple;
  readonly chargers?: readonly TestCharger[];
  readonly batteries?: readonly TestBattery[];
  readonly requests?: readonly RequestBody[];
  readonly failing?: readonly SourceId[];
  readonly signals?: readonly SignalSnapshot[];
}

/** A snapshot of a plain house: one fuse of 35 A on three phases, values fresh, everything replaceable. */
export function snapshotOf(house: TestHouse): Snapshot {
  const now = house.now ?? noon;
  const gridAt = house.gridAt ?? now;
  const sample = (value: number, at = now, goodMs = 15_000): Sample => ({
    value,
    at,
    source: "meter",
    quality: "measured",
    goodUntil: at + goodMs,
  });
  const gridPhases: PhaseCurrents | undefined = house.gridA && {
    currentA: house.gridA,
    at: gridAt,
    source: "meter",
    quality: "measured",
    goodUntil: gridAt + (house.gridGoodMs ?? 15_000),
  };
  return {
    version: 1,
    at: now,
    grid: { phases: 3, voltageV: 230, maxCurrentA: 35, ...house.grid },
    house: {
      ...(house.gridW === undefined ? {} : { gridW: sample(house.gridW, gridAt, house.gridGoodMs) }),
      ...(house.solarW === undefined ? {} : { solarW: sample(house.solarW, gridAt, house.gridGoodMs) }),
      ...(gridPhases === undefined ? {} : { gridPhases }),
    },
    chargers: (house.chargers ?? []).map((charger) => chargerOf(charger, now)),
    batteries: (house.batteries ?? []).map(({ flowW, fillPercent, ...battery }) => ({
      id: "roof",
      settings: { isEvGuarded: true },
      intents: ["auto", "hold", "reserve"],
      ...battery,
      ...(flowW === undefined ? {} : { powerW: sample(flowW) }),
      ...(fillPercent === undefined ? {} : { socPercent: sample(fillPercent) }),
    })),
    devices: (house.failing ?? []).map((id) => ({ id, driver: "toy", state: "failing", since: now - 60_000 })),
    ...(house.signals === undefined ? {} : { signals: house.signals }),
    requests: (house.requests ?? []).map((body, index): Request => ({ id: `r${index}`, at: now, by: "test", body })),
  };
}

function chargerOf(charger: TestCharger, now: Instant): ChargerSnapshot {
  const readAt = charger.readAt ?? now;
  const reading: ChargerReading | undefined =
    "reading" in charger && charger.reading === undefined
      ? undefined
      : {
          kind: "charger",
          source: charger.id ?? "wallbox",
          at: readAt,
          receivedAt: readAt,
          quality: "measured",
          status: "B",
          powerW: 0,
          isAllowed: false,
          ...charger.reading,
        };
  return {
    id: charger.id ?? "wallbox",
    settings: {
      mode: "solar",
      priority: 1,
      minCurrentA: 6,
      maxCurrentA: 16,
      phases: 1,
      rotation: [1, 2, 3],
      ...charger.settings,
    },
    limits: { minCurrentA: 6, maxCurrentA: 16, stepA: 1, phases: 3, canSwitchPhases: true, ...charger.limits },
    ...(reading === undefined ? {} : { reading, goodUntil: charger.goodUntil ?? readAt + 15_000 }),
    ...(charger.actuator === undefined ? {} : { actuator: charger.actuator }),
    ...(charger.feed === undefined ? {} : { feed: charger.feed }),
    ...(charger.regulator === undefined ? {} : { regulator: charger.regulator }),
    ...(charger.canWake === undefined ? {} : { canWake: charger.canWake }),
    ...(charger.waker === undefined ? {} : { waker: charger.waker }),
  };
}

/** The reading of a car that charges with this current on one phase. */
export function charging(currentA: number, phases: 1 | 3 = 1): Partial<ChargerReading> {
  return {
    status: "C",
    isAllowed: true,
    offeredCurrentA: currentA,
    activePhases: phases,
    powerW: currentA * phases * 230,
  };
}

/** A house that goes from one decision to the next and does at once what it is told. */
export interface TestRun {
  readonly memory: () => ControlMemory;
  step(house: TestHouse): Step;
}

export interface Step {
  readonly commands: readonly DecidedCommand[];
  readonly reasons: readonly Reason[];
  /** `8 A × 1`, `stop`, `hold`, `-hold` for a release, or nothing. */
  readonly told: string;
  /** `rule.effect` of the reason in force, per subject. */
  readonly why: string;
  readonly answers: readonly string[];
}

export function startRun(memory: ControlMemory = initialMemory()): TestRun {
  let current = memory;
  return {
    memory: () => current,
    step: (house) => {
      const now = house.now ?? noon;
      const result = decide(deepFreeze(current), deepFreeze(snapshotOf(house)), now);
      current = result.memory;
      const standing = result.reasons.filter(({ rule }) => rule !== "request");
      return {
        commands: result.commands,
        reasons: result.reasons,
        told: result.commands
          .map(({ command, isRelease }) => `${isRelease ? "-" : ""}${tellCommand(command)}`)
          .join(", "),
        why: standing.map(({ rule, effect }) => `${rule}.${effect}`).join(", "),
        answers: result.reasons.filter(({ rule }) => rule === "request").map(({ effect }) => effect),
      };
    },
  };
}

export function tellCommand(command: Command): string {
  switch (command.kind) {
    case "charger": {
      const { isAllowed, currentA, phases, isSelfRegulated } = command.setting;
      if (isAllowed && isSelfRegulated) return `up to ${currentA} A by itself`;
      return isAllowed ? `${currentA} A × ${phases}` : "stop";
    }
    case "batteryIntent":
      return command.intent.kind;
    case "surplus":
    case "regulation":
    case "wake":
    case "value":
      return command.kind;
  }
}

export function deepFreeze<T>(value: T): T {
  if (typeof value === "object" && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const inner of Object.values(value)) deepFreeze(inner);
  }
  return value;
}
