import type { ControlMemory } from "#control";
import {
  type ActuatorSnapshot,
  type BatteryRule,
  type BatterySettings,
  type BatterySnapshot,
  type Capability,
  type ChargerSettings,
  type ChargerSnapshot,
  type Command,
  type DeviceHealth,
  type HouseValues,
  type Instant,
  type Reading,
  type ReadingKind,
  type Request,
  type Sample,
  type SignalSnapshot,
  type Snapshot,
  type SourceId,
  type SurplusFeed,
  straightRotation,
} from "#domain";
import { nextTimeOfDay } from "#planner";
import type { BatteryRuleControl, ChargerControl, DeviceEntry, HomeConfig } from "./config/home-config.ts";
import type { TimedReading } from "./device-runner.ts";
import { createDraws } from "./draws.ts";
import { countedElsewhere, type DrawAt, type FusedSource, fuse } from "./fuse.ts";

/** What the hub knows at this moment, as far as decisions need it. */
export interface HouseKnowledge {
  readonly config: HomeConfig;
  readonly latest: LatestReadings;
  readonly devices: readonly { readonly health: DeviceHealth; readonly capabilities: readonly Capability[] }[];
  readonly signals: readonly SignalSnapshot[];
  actuator(target: SourceId, kind: Command["kind"]): ActuatorSnapshot | undefined;
  /** Since when a charger that is fed does not show what it was sent. */
  unseenSince(target: SourceId): Instant | undefined;
}

/** The newest reading of each kind from each source. */
export interface LatestReadings {
  put(timed: TimedReading): void;
  of<K extends ReadingKind>(
    source: SourceId,
    kind: K,
  ): (TimedReading & { reading: Extract<Reading, { kind: K }> }) | undefined;
  all(): Iterable<TimedReading>;
  /** What a charger drew at an earlier moment. */
  drawAt: DrawAt;
  forget(isGone: (source: SourceId) => boolean): void;
}

export function createLatestReadings(): LatestReadings {
  const byKey = new Map<string, TimedReading>();
  const draws = createDraws();
  return {
    put: (timed) => {
      const key = keyOf(timed.reading);
      if (timed.reading.kind === "charger") draws.note(timed.reading);
      const known = byKey.get(key);
      // A slow vendor may repeat or reorder its samples; an older one never replaces a newer one.
      if (known === undefined || timed.reading.at >= known.reading.at) byKey.set(key, timed);
    },
    of: <K extends ReadingKind>(source: SourceId, kind: K) => {
      const timed = byKey.get(`${source}/${kind}`);
      return timed !== undefined && isKind(timed, kind) ? timed : undefined;
    },
    all: () => byKey.values(),
    drawAt: draws.at,
    forget: (isGone) => {
      for (const [key, timed] of byKey) if (isGone(timed.reading.source)) byKey.delete(key);
    },
  };
}

function keyOf(reading: Reading): string {
  return reading.kind === "meter" ? `${reading.source}/meter.${reading.place}` : `${reading.source}/${reading.kind}`;
}

function isKind<K extends ReadingKind>(
  timed: TimedReading,
  kind: K,
): timed is TimedReading & { reading: Extract<Reading, { kind: K }> } {
  return timed.reading.kind === kind;
}

export function fuseHouse(knowledge: Pick<HouseKnowledge, "config" | "latest">, now: Instant): HouseValues {
  return fuse(sourcesOf(knowledge), now, knowledge.latest.drawAt);
}

function sourcesOf({ config, latest }: Pick<HouseKnowledge, "config" | "latest">): FusedSource[] {
  const entries = new Map(config.devices.map((entry) => [entry.id, entry]));
  const sources: FusedSource[] = [];
  for (const timed of latest.all()) {
    const entry = entries.get(deviceOf(timed.reading.source));
    if (entry === undefined) continue;
    sources.push({ ...timed, ...standingOf(entry) });
  }
  return sources;
}

function standingOf({ roles, prefer }: DeviceEntry): Pick<FusedSource, "roles" | "prefer"> {
  return { roles, ...(prefer === undefined ? {} : { prefer }) };
}

function batteriesElsewhere(knowledge: HouseKnowledge, now: Instant): ReadonlySet<SourceId> {
  const { config, devices } = knowledge;
  const offered = devices.flatMap(({ health, capabilities }) => {
    const entry = config.devices.find(({ id }) => id === health.id);
    if (entry === undefined) return [];
    return capabilities.flatMap((capability) =>
      capability.kind === "battery" ? [{ id: partId(health.id, capability.part), ...standingOf(entry) }] : [],
    );
  });
  return countedElsewhere(offered, sourcesOf(knowledge), now);
}

/** The frozen picture that one decision looks at. */
export function buildSnapshot(knowledge: HouseKnowledge, requests: readonly Request[], now: Instant): Snapshot {
  const { config, devices, signals } = knowledge;
  const elsewhere = batteriesElsewhere(knowledge, now);
  const batteries = devices.flatMap(({ health, capabilities }) => batteriesOf(health, capabilities, knowledge, now));
  return {
    version: 1,
    at: now,
    grid: config.home.grid,
    house: fuseHouse(knowledge, now),
    chargers: devices.flatMap(({ health, capabilities }) => chargersOf(health, capabilities, knowledge, now)),
    batteries: batteries.map((battery) =>
      elsewhere.has(battery.id) ? { ...battery, isCountedElsewhere: true } : battery,
    ),
    devices: devices.map(({ health }) => health),
    ...(signals.length === 0 ? {} : { signals }),
    requests,
  };
}

function chargersOf(
  device: DeviceHealth,
  capabilities: readonly Capability[],
  knowledge: HouseKnowledge,
  now: Instant,
): ChargerSnapshot[] {
  return capabilities.flatMap((capability) => {
    if (capability.kind !== "charger") return [];
    const id = partId(device.id, capability.part);
    const timed = knowledge.latest.of(id, "charger");
    const actuator = knowledge.actuator(id, "charger");
    const regulator = knowledge.actuator(id, "regulation");
    const waker = knowledge.actuator(id, "wake");
    const feed = feedOf(capabilities, capability.part, knowledge.unseenSince(id));
    const { minCurrentA, maxCurrentA, stepA, phases, canSwitchPhases } = capability;
    return [
      {
        id,
        settings: chargerSettings(
          knowledge.config.control.chargers[id],
          capability,
          knowledge.config.home.timeZone,
          now,
        ),
        limits: { minCurrentA, maxCurrentA, stepA, phases, canSwitchPhases },
        ...(timed === undefined ? {} : { reading: timed.reading, goodUntil: timed.goodUntil }),
        ...(actuator === undefined ? {} : { actuator }),
        ...(feed === undefined ? {} : { feed }),
        ...(regulator === undefined ? {} : { regulator }),
        ...(capability.canWake === true ? { canWake: true } : {}),
        ...(waker === undefined ? {} : { waker }),
      },
    ];
  });
}

function feedOf(
  capabilities: readonly Capability[],
  part: string | undefined,
  unseenSince: Instant | undefined,
): SurplusFeed | undefined {
  for (const capability of capabilities) {
    if (capability.kind !== "surplusFeed" || capability.part !== part) continue;
    return { everyMs: capability.everyMs, ...(unseenSince === undefined ? {} : { unseenSince }) };
  }
  return undefined;
}

function chargerSettings(
  control: ChargerControl | undefined,
  limits: { readonly minCurrentA: number; readonly maxCurrentA: number },
  timeZone: string,
  now: Instant,
): ChargerSettings {
  const goal = control?.goal;
  return {
    mode: control?.mode ?? "solar",
    priority: control?.priority ?? 1,
    minCurrentA: control?.minCurrentA ?? limits.minCurrentA,
    maxCurrentA: control?.maxCurrentA ?? limits.maxCurrentA,
    phases: control?.phases ?? "auto",
    rotation: control?.rotation ?? straightRotation,
    regulation: control?.regulation ?? "sunsteer",
    ...(control?.wakeAfterMs === undefined ? {} : { wakeAfterMs: control.wakeAfterMs }),
    ...(goal === undefined
      ? {}
      : {
          goal: {
            by: nextTimeOfDay(goal.byTime, timeZone, now),
            ...(goal.energyWh === undefined ? {} : { energyWh: goal.energyWh }),
            ...(goal.socPercent === undefined ? {} : { socPercent: goal.socPercent }),
          },
        }),
  };
}

function batteriesOf(
  device: DeviceHealth,
  capabilities: readonly Capability[],
  knowledge: HouseKnowledge,
  now: Instant,
): BatterySnapshot[] {
  return capabilities.flatMap((capability) => {
    if (capability.kind !== "battery") return [];
    const id = partId(device.id, capability.part);
    const timed = knowledge.latest.of(id, "battery");
    const mode = knowledge.latest.of(id, "batteryMode");
    const actuator = knowledge.actuator(id, "batteryIntent");
    const intent = mode?.reading.intent;
    return [
      {
        id,
        settings: batterySettings(knowledge.config, id, now),
        intents: intentsOf(capabilities, capability.part),
        ...(timed === undefined ? {} : sampleOf("powerW", timed, timed.reading.powerW)),
        ...(timed === undefined ? {} : sampleOf("socPercent", timed, timed.reading.socPercent)),
        ...(mode === undefined ? {} : { mode: mode.reading.mode }),
        ...(intent === undefined ? {} : { intent }),
        ...(capability.capacityWh === undefined ? {} : { capacityWh: capability.capacityWh }),
        ...(capability.maxChargeW === undefined ? {} : { maxChargeW: capability.maxChargeW }),
        ...(actuator === undefined ? {} : { actuator }),
      },
    ];
  });
}

function batterySettings({ control, home }: HomeConfig, id: SourceId, now: Instant): BatterySettings {
  const { batteries, userWins } = control;
  const { rules = {}, ...settings } = batteries[id] ?? { isEvGuarded: false };
  const ruled = Object.entries(rules).map(([name, rule]) => batteryRule(name, rule, home.timeZone, now));
  return {
    ...settings,
    ...(userWins === undefined ? {} : { userWins }),
    ...(ruled.length === 0 ? {} : { rules: ruled }),
  };
}

function batteryRule(id: string, written: BatteryRuleControl, timeZone: string, now: Instant): BatteryRule {
  const { fromTime, untilTime, ...rule } = written;
  if (fromTime === undefined || untilTime === undefined) return { id, ...rule };
  const opensAt = nextTimeOfDay(fromTime, timeZone, now);
  const closesAt = nextTimeOfDay(untilTime, timeZone, now);
  return { id, ...rule, window: { isOpen: closesAt <= opensAt, changesAt: Math.min(opensAt, closesAt) } };
}

function intentsOf(capabilities: readonly Capability[], part: string | undefined): BatterySnapshot["intents"] {
  for (const capability of capabilities) {
    if (capability.kind === "batteryMode" && capability.part === part) return capability.intents;
  }
  return [];
}

function sampleOf<K extends "powerW" | "socPercent">(
  key: K,
  timed: TimedReading,
  value: number | undefined,
): { [P in K]?: Sample } {
  if (value === undefined) return {};
  const { at, source, quality } = timed.reading;
  const sample: Sample = { value, at, goodUntil: timed.goodUntil, source, quality };
  const result: { [P in "powerW" | "socPercent"]?: Sample } = { [key]: sample };
  return result;
}

export function partId(deviceId: string, part: string | undefined): SourceId {
  return part === undefined ? deviceId : `${deviceId}.${part}`;
}

export function deviceOf(source: SourceId): string {
  return source.split(".", 1)[0] ?? source;
}

/** What requests changed of a charger's settings, laid over the configuration. */
export function settingsInForce(settings: ChargerSettings, memory: ControlMemory, id: SourceId): ChargerSettings {
  const asked = memory.chargers[id];
  if (asked === undefined) return settings;
  const { goal: configured, ...rest } = settings;
  const goal = asked.goal === "none" ? undefined : (asked.goal ?? configured);
  return {
    ...rest,
    mode: asked.mode ?? settings.mode,
    priority: asked.priority ?? settings.priority,
    minCurrentA: asked.minCurrentA ?? settings.minCurrentA,
    maxCurrentA: asked.maxCurrentA ?? settings.maxCurrentA,
    phases: asked.phases ?? settings.phases,
    regulation: asked.regulation ?? settings.regulation ?? "sunsteer",
    ...(goal === undefined ? {} : { goal }),
  };
}
