import {
  type ChargerGoal,
  chargerModes,
  chargerRegulations,
  createReason,
  hourMs,
  type Instant,
  type Json,
  type Memory,
  type Reason,
  sharings,
} from "#domain";
import {
  type AppetiteMemory,
  type BalanceMemory,
  type BatteryMemory,
  type ChargerMemory,
  type ControlMemory,
  type FeedMemory,
  type ForesightMemory,
  initialMemory,
  type OwnRuleMemory,
  type SolarMemory,
  type SurplusMemory,
  type UserChoiceMemory,
  type WakeMemory,
  type WatchMemory,
} from "./memory.ts";

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

const isNumbers: Check = (value) => Array.isArray(value) && value.every(isNumber);
const isPairs: Check = (value) => isNumbers(value) && Array.isArray(value) && value.length % 2 === 0;

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
      foresight: optional(
        shape<ForesightMemory>({
          guessesW: isNumbers,
          missesW2: isNumbers,
          tested: optional(shape<NonNullable<ForesightMemory["tested"]>>({ from: isNumber, guessesW: isNumbers })),
        }),
      ),
      balance: optional(
        shape<BalanceMemory>({
          owedWh: isNumber,
          paidW: isNumber,
          sunWh: isNumber,
          drawnWh: isNumber,
          extraWh: isNumber,
          openForMs: isNumber,
        }),
      ),
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
