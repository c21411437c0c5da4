import { type Capability, fail, type Instant, type Json } from "#domain";
import { type CallRules, type Connection, type DriverContext, defineDriver, type Poll } from "#driver-kit";
import type { Clock } from "#platform";
import type { OpenMqtt } from "#platform/mqtt";
import type { OpenWebSocket } from "#platform/websocket";
import { createChargerActuator } from "./charger-actuator.ts";
import { createGoeClientVia, type GoeClient, type GoeReport } from "./client.ts";
import { type GoeConfig, goeConfig } from "./config.ts";
import { ecoChecklist } from "./eco-checklist.ts";
import { chargingStatusKeys, findGoeKey, identityKeys, readableKeys } from "./keys.ts";
import { forcedLimitA, limitPlan } from "./limit-plan.ts";
import { toChargerReading } from "./mapping.ts";
import { createRegulationActuator } from "./regulation-actuator.ts";
import { type ChargerLimits, toLimits } from "./setting-mapping.ts";
import { createSurplusActuator } from "./surplus-actuator.ts";
import { goeSummary, goeText } from "./text.ts";
import type { GoeValues } from "./transport.ts";
import type { GoeWay } from "./transport-ways.ts";
import { createValuesActuator } from "./values-actuator.ts";
import { toDefinitions, toFlatValues } from "./values-mapping.ts";

/**
 * The charger has no limit of its own; ours keeps a fault from becoming a storm. Of the cloud the maker says that more
 * than one request a second is pointless.
 */
const calls: CallRules = {
  rules: [
    { id: "requests", scope: "device", max: 120, perMs: 60_000, reserve: { guard: 10, user: 10, restore: 10 } },
    { id: "cloud", scope: "device", classes: ["cloud-read", "cloud-write"], max: 1, perMs: 1_000 },
  ],
  maxAtOnce: 1,
  isLasting: false,
  classify: (request) => {
    const { pathname } = new URL(request.url);
    const callClass = pathname.endsWith("/set") ? "write" : "read";
    const isCloud = request.headers?.["authorization"] !== undefined;
    return { callClass: isCloud ? `cloud-${callClass}` : callClass, endpoint: pathname };
  },
};

/** The charger forgets after six seconds; on their way through the cloud powers lose up to three of them. */
const surplusEveryMs: Readonly<Record<GoeWay["via"], number>> = {
  ...{ local: 5_000, websocket: 5_000, mqtt: 5_000 },
  cloud: 2_500,
};
const noCar = 1;

/** Ways out other than the real ones, which are loaded only where a charger is reached through them. */
export interface GoeWaysOut {
  readonly openMqtt?: OpenMqtt;
  readonly openWebSocket?: OpenWebSocket;
}

/** go-eCharger in the local network, through the maker's cloud, its websocket or an MQTT broker. */
export function createGoeDriver(waysOut: GoeWaysOut = {}) {
  return defineDriver<GoeConfig>({
    id: "goe",
    label: "go-eCharger",
    summary: goeSummary,
    models: [
      { name: "go-eCharger HOME+/HOMEfix (V3)", proof: "emulated" },
      { name: "go-eCharger Gemini (V4)", proof: "emulated" },
      { name: "go-eCharger Core (Phoenix)", proof: "emulated" },
    ],
    capabilities: ["charger", "surplusFeed", "values"],
    reach: "local",
    config: goeConfig,
    calls,
    text: goeText,
    identify: ({ way }) => ({ account: way.via === "cloud" ? way.serial : way.url, device: deviceOf(way) }),
    connect: async ({ way, timeoutMs, isLimited }, context) => {
      const client = createGoeClientVia(way, { timeoutMs, http: context.http, clock: context.clock, ...waysOut });
      try {
        return await connectCharger(client, way, isLimited, context);
      } catch (error) {
        await client.close();
        throw error;
      }
    },
  });
}

export const goeDriver = createGoeDriver();

/** Several chargers can stand behind one broker. */
function deviceOf(way: GoeWay): string {
  return way.via === "mqtt" ? `${way.prefix ?? ""} ${way.serial ?? ""}` : "";
}

async function connectCharger(
  client: GoeClient,
  way: GoeWay,
  isLimited: boolean,
  context: DriverContext,
): Promise<Connection> {
  const call = context.signal === undefined ? {} : { signal: context.signal };
  const known = new Map<string, Json>();
  const learn = (values: GoeValues): GoeValues => {
    for (const [key, value] of Object.entries(values)) {
      // What the charger suddenly has no value for keeps the last one, unless "none" is a value of that key.
      if (value !== null || findGoeKey(key)?.isNullable) known.set(key, value);
    }
    return values;
  };
  const { typ } = learn(await client.status(identityKeys, { ...call, purpose: "poll" }));
  if (typeof typ === "string" && /controller/i.test(typ)) {
    throw fail("invalid", "goe.not-a-charger", { facts: { model: typ } });
  }
  const limits = () => withOwnersLimit(toLimits(Object.fromEntries(known)), isLimited);
  const advice = () => {
    const values = Object.fromEntries(known);
    return [...ecoChecklist(values, limits()), ...(isLimited ? limitPlan(values) : [])];
  };

  return {
    capabilities: () => [
      chargerCapability(limits()),
      { kind: "surplusFeed", everyMs: surplusEveryMs[way.via] },
      values(known),
    ],
    polls: [chargingPoll(client, way, context, learn), valuesPoll(client, context, learn)],
    actuators: [
      createChargerActuator(client, limits),
      createSurplusActuator(client, () => way.via !== "cloud" || known.get("car") !== noCar),
      createRegulationActuator(client, context.clock),
      createValuesActuator(client),
    ],
    advice,
    close: () => client.close(),
  };
}

/** What the owner allows at most, whatever the charger could; above it nothing is offered and nothing is sent. */
function withOwnersLimit(limits: ChargerLimits, isLimited: boolean): ChargerLimits {
  return isLimited ? { ...limits, maxCurrentA: Math.min(limits.maxCurrentA, forcedLimitA) } : limits;
}

function chargerCapability(limits: ChargerLimits): Capability {
  return { kind: "charger", stepA: 1, ...limits };
}

/** Until everything has been read once, only what was seen so far is offered; the write-only keys always. */
function values(known: ReadonlyMap<string, Json>): Capability {
  return { kind: "values", definitions: toDefinitions((key) => key.access === "write" || known.has(key.key)) };
}

/** Over the cloud more often than this only counts calls. */
const chargingEveryMs: Readonly<Record<GoeWay["via"], number>> = {
  local: 5_000,
  websocket: 5_000,
  mqtt: 5_000,
  cloud: 30_000,
};

/** The charger dates its answer by its uptime: an answer that repeats an old uptime is as old as its first showing. */
function chargingPoll(
  client: GoeClient,
  way: GoeWay,
  { clock }: DriverContext,
  learn: (values: GoeValues) => GoeValues,
): Poll {
  let last: { readonly uptimeMs: number; readonly at: number } | undefined;
  return {
    id: "charging",
    brings: ["charger"],
    everyMs: chargingEveryMs[way.via],
    read: async (call) => {
      const report = await client.report(chargingStatusKeys, call);
      const values = learn(report.values);
      const uptimeMs = values["rbt"];
      const isRepeated = last !== undefined && uptimeMs === last.uptimeMs;
      if (last !== undefined && typeof uptimeMs === "number" && uptimeMs < last.uptimeMs) client.relearn();
      const at = isRepeated && last !== undefined ? last.at : toldAt(report, clock);
      if (typeof uptimeMs === "number") last = { uptimeMs, at };
      return [toChargerReading(values, at)];
    },
  };
}

/** The cloud's clock may run ahead of ours; nothing is from the future. */
function toldAt({ at }: GoeReport, clock: Clock): Instant {
  return Math.min(at ?? clock.now(), clock.now());
}

function valuesPoll(client: GoeClient, { clock }: DriverContext, learn: (values: GoeValues) => GoeValues): Poll {
  return {
    id: "values",
    brings: ["values"],
    everyMs: 300_000,
    read: async (call) => {
      const report = await client.report(readableKeys, call);
      const flat = toFlatValues(learn(report.values));
      if (Object.keys(flat).length === 0) throw fail("invalid", "goe.nothing-known", { isRetryable: true });
      return [{ kind: "values", at: toldAt(report, clock), quality: "measured", values: flat }];
    },
  };
}
