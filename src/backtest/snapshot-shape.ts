import {
  type ActuatorSnapshot,
  type BatteryIntent,
  type BatteryRule,
  type BatterySettings,
  type BatterySnapshot,
  type ChargerGoal,
  type ChargerReading,
  type ChargerSetting,
  type ChargerSettings,
  type ChargerSnapshot,
  type Command,
  chargerModes,
  chargerRegulations,
  type DeviceHealth,
  type GridConnection,
  type HouseValues,
  type PhaseCurrents,
  type PhaseValues,
  type Problem,
  problemKinds,
  type Request,
  type RequestBody,
  type Sample,
  type SignalSnapshot,
  type Snapshot,
  type SurplusFeed,
  sharings,
  userWinsChoices,
} from "#domain";
import {
  anyOf,
  byKind,
  type Check,
  isNumber,
  isSwitch,
  isText,
  listOf,
  mapOf,
  oneOf,
  optional,
  shape,
} from "./shape.ts";

type IntentOf<K extends BatteryIntent["kind"]> = Extract<BatteryIntent, { kind: K }>;
type BodyOf<K extends RequestBody["kind"]> = Extract<RequestBody, { kind: K }>;
type CommandOf<K extends Command["kind"]> = Extract<Command, { kind: K }>;

const isScalar = anyOf(isText, isNumber, isSwitch);
const isQuality = oneOf("measured", "derived", "estimated");
const isMode = oneOf(...chargerModes);
const isRegulation = oneOf(...chargerRegulations);
const isPhaseCount = oneOf(1, 3);
const isTriple = listOf(isNumber, 3);

const isSample = shape<Sample>({
  value: isNumber,
  at: isNumber,
  source: isText,
  quality: isQuality,
  goodUntil: isNumber,
});

const isGrid = shape<GridConnection>({
  phases: isPhaseCount,
  voltageV: isNumber,
  maxCurrentA: isNumber,
  housePeakA: optional(isNumber),
});

const isHouse = shape<HouseValues>({
  gridW: optional(isSample),
  gridPhases: optional(
    shape<PhaseCurrents>({ currentA: isTriple, at: isNumber, source: isText, quality: isQuality, goodUntil: isNumber }),
  ),
  solarW: optional(isSample),
  batteryW: optional(isSample),
  siteLoadW: optional(isSample),
  houseLoadW: optional(isSample),
});

const isProblem = shape<Problem>({
  kind: oneOf(...problemKinds),
  code: isText,
  facts: mapOf(isScalar),
  retryAt: optional(isNumber),
  isRetryable: isSwitch,
});

const isIntent = byKind<BatteryIntent>({
  auto: shape<IntentOf<"auto">>({ kind: isText }),
  hold: shape<IntentOf<"hold">>({ kind: isText }),
  reserve: shape<IntentOf<"reserve">>({ kind: isText, percent: isNumber }),
  charge: shape<IntentOf<"charge">>({ kind: isText, toPercent: isNumber, by: isNumber }),
  "feed-in": shape<IntentOf<"feed-in">>({ kind: isText }),
});

const isRule = shape<BatteryRule>({
  id: isText,
  intent: isIntent,
  priority: isNumber,
  window: optional(shape<NonNullable<BatteryRule["window"]>>({ isOpen: isSwitch, changesAt: isNumber })),
  whileCharging: optional(listOf(isText)),
  solarAboveW: optional(isNumber),
  socAbovePercent: optional(isNumber),
});

const isSetting = shape<ChargerSetting>({
  isAllowed: isSwitch,
  currentA: optional(isNumber),
  phases: optional(isPhaseCount),
  isSelfRegulated: optional(isSwitch),
});

const isCommand = byKind<Command>({
  charger: shape<CommandOf<"charger">>({ kind: isText, target: isText, setting: isSetting }),
  batteryIntent: shape<CommandOf<"batteryIntent">>({ kind: isText, target: isText, intent: isIntent }),
  surplus: shape<CommandOf<"surplus">>({
    kind: isText,
    target: isText,
    gridW: isNumber,
    solarW: optional(isNumber),
    batteryW: optional(isNumber),
  }),
  regulation: shape<CommandOf<"regulation">>({ kind: isText, target: isText }),
  wake: shape<CommandOf<"wake">>({ kind: isText, target: isText }),
  value: shape<CommandOf<"value">>({
    kind: isText,
    target: isText,
    key: isText,
    value: isScalar,
    isConfirmed: optional(isSwitch),
  }),
});

const isActuator = shape<ActuatorSnapshot>({
  command: isCommand,
  state: oneOf("stored", "sent", "confirmed", "failed", "drifted"),
  since: isNumber,
  isReleasing: optional(isSwitch),
  isOverruled: optional(isSwitch),
  problem: optional(isProblem),
});

const isGoal = shape<ChargerGoal>({ energyWh: optional(isNumber), socPercent: optional(isNumber), by: isNumber });

const isChargerSettings = shape<ChargerSettings>({
  mode: isMode,
  priority: isNumber,
  minCurrentA: isNumber,
  maxCurrentA: isNumber,
  phases: oneOf("auto", 1, 3),
  rotation: listOf(oneOf(1, 2, 3), 3),
  regulation: optional(isRegulation),
  goal: optional(isGoal),
  wakeAfterMs: optional(isNumber),
});

const isPhases = shape<PhaseValues>({
  powerW: optional(isTriple),
  currentA: optional(isTriple),
  voltageV: optional(isTriple),
});

const isChargerReading = shape<ChargerReading>({
  kind: oneOf("charger"),
  source: isText,
  at: isNumber,
  receivedAt: isNumber,
  quality: isQuality,
  status: oneOf("A", "B", "C", "E", "F"),
  powerW: isNumber,
  phases: optional(isPhases),
  isAllowed: isSwitch,
  offeredCurrentA: optional(isNumber),
  activePhases: optional(oneOf(1, 2, 3)),
  sessionWh: optional(isNumber),
  totalWh: optional(isNumber),
  isFull: optional(isSwitch),
});

const isCharger = shape<ChargerSnapshot>({
  id: isText,
  settings: isChargerSettings,
  limits: shape<ChargerSnapshot["limits"]>({
    minCurrentA: isNumber,
    maxCurrentA: isNumber,
    stepA: isNumber,
    phases: isPhaseCount,
    canSwitchPhases: isSwitch,
  }),
  reading: optional(isChargerReading),
  goodUntil: optional(isNumber),
  actuator: optional(isActuator),
  feed: optional(shape<SurplusFeed>({ everyMs: isNumber, unseenSince: optional(isNumber) })),
  regulator: optional(isActuator),
  canWake: optional(isSwitch),
  waker: optional(isActuator),
});

const isBattery = shape<BatterySnapshot>({
  id: isText,
  settings: shape<BatterySettings>({
    reservePercent: optional(isNumber),
    isEvGuarded: isSwitch,
    share: optional(oneOf(...sharings)),
    shareW: optional(isNumber),
    userWins: optional(oneOf(...userWinsChoices)),
    rules: optional(listOf(isRule)),
  }),
  intents: listOf(isText),
  powerW: optional(isSample),
  socPercent: optional(isSample),
  mode: optional(isText),
  intent: optional(isText),
  capacityWh: optional(isNumber),
  maxChargeW: optional(isNumber),
  isCountedElsewhere: optional(isSwitch),
  actuator: optional(isActuator),
});

const isDevice = shape<DeviceHealth>({
  id: isText,
  driver: isText,
  state: oneOf("starting", "ok", "stale", "failing", "misconfigured"),
  since: isNumber,
  lastReadingAt: optional(isNumber),
  problem: optional(isProblem),
});

const isSignal = shape<SignalSnapshot>({
  id: isText,
  isCharging: isSwitch,
  powerW: optional(isNumber),
  at: isNumber,
  source: isText,
  quality: isQuality,
  goodUntil: isNumber,
});

const isBody = byKind<RequestBody>({
  chargerMode: shape<BodyOf<"chargerMode">>({ kind: isText, charger: isText, mode: isMode }),
  chargerLimits: shape<BodyOf<"chargerLimits">>({
    kind: isText,
    charger: isText,
    minCurrentA: optional(isNumber),
    maxCurrentA: optional(isNumber),
    priority: optional(isNumber),
  }),
  chargerPhases: shape<BodyOf<"chargerPhases">>({ kind: isText, charger: isText, phases: oneOf("auto", 1, 3) }),
  chargerGoal: shape<BodyOf<"chargerGoal">>({ kind: isText, charger: isText, goal: optional(isGoal) }),
  chargerStop: shape<BodyOf<"chargerStop">>({ kind: isText, charger: isText, forS: isNumber }),
  chargerRegulation: shape<BodyOf<"chargerRegulation">>({ kind: isText, charger: isText, regulation: isRegulation }),
  surplus: shape<BodyOf<"surplus">>({
    kind: isText,
    charger: isText,
    gridW: isNumber,
    solarW: optional(isNumber),
    batteryW: optional(isNumber),
  }),
  batteryIntent: shape<BodyOf<"batteryIntent">>({ kind: isText, battery: isText, intent: optional(isIntent) }),
  batterySharing: shape<BodyOf<"batterySharing">>({
    kind: isText,
    battery: isText,
    share: optional(oneOf(...sharings)),
    shareW: optional(isNumber),
  }),
  resume: shape<BodyOf<"resume">>({ kind: isText, device: isText }),
  value: shape<BodyOf<"value">>({
    kind: isText,
    device: isText,
    key: isText,
    value: isScalar,
    isConfirmed: optional(isSwitch),
  }),
});

const hasSnapshotShape: Check = shape<Snapshot>({
  version: oneOf(1),
  at: isNumber,
  grid: isGrid,
  house: isHouse,
  chargers: listOf(isCharger),
  batteries: listOf(isBattery),
  devices: listOf(isDevice),
  signals: optional(listOf(isSignal)),
  requests: listOf(shape<Request>({ id: isText, at: isNumber, by: isText, body: isBody })),
});

/** Whether recorded data is a snapshot that decisions can be made on. Nothing is dropped or reordered on the way. */
export function isSnapshot(value: unknown): value is Snapshot {
  return hasSnapshotShape(value);
}
