import { type Capability, fail } from "#domain";
import { type CallRules, type Connection, type DriverContext, defineDriver } from "#driver-kit";
import type { OpenMqtt } from "#platform/mqtt";
import type { OpenWebSocket } from "#platform/websocket";
import { createChargerActuator } from "./charger-actuator.ts";
import { createGoeClientVia, type GoeClient } from "./client.ts";
import { type GoeConfig, goeConfig } from "./config.ts";
import { ecoChecklist } from "./eco-checklist.ts";
import { identityKeys } from "./keys.ts";
import { forcedLimitA, limitPlan } from "./limit-plan.ts";
import { observe } from "./observations.ts";
import { createPolling } from "./polling/create-polling.ts";
import { createKnownValues, type KnownValues } from "./polling/known-values.ts";
import { createRegulationActuator } from "./regulation-actuator.ts";
import { type ChargerLimits, toLimits } from "./setting-mapping.ts";
import { createSurplusActuator } from "./surplus-actuator.ts";
import { goeSummary, goeText } from "./text.ts";
import type { GoeWay } from "./transport-ways.ts";
import { createValuesActuator } from "./values-actuator.ts";
import { toDefinitions } from "./values-mapping.ts";
import { createWakeActuator, pretendKey } from "./wake-actuator.ts";

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
    connect: async (config, context) => {
      const { way, timeoutMs } = config;
      const client = createGoeClientVia(way, { timeoutMs, http: context.http, clock: context.clock, ...waysOut });
      try {
        return await connectCharger(client, config, context);
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
  { way, isLimited, configurationEveryMs }: GoeConfig,
  context: DriverContext,
): Promise<Connection> {
  const { clock, signal } = context;
  const known = createKnownValues();
  const { polls, steering, close } = createPolling({ client, via: way.via, known, configurationEveryMs, context });
  const { typ } = await steering.status(identityKeys, { ...(signal === undefined ? {} : { signal }), purpose: "poll" });
  if (typeof typ === "string" && /controller/i.test(typ)) {
    throw fail("invalid", "goe.not-a-charger", { facts: { model: typ } });
  }
  const limits = () => withOwnersLimit(toLimits(known.of(identityKeys)), isLimited);
  const advice = () => {
    const values = known.of();
    return [...ecoChecklist(values, limits()), ...(isLimited ? limitPlan(values) : [])];
  };

  return {
    capabilities: () => [
      chargerCapability(limits(), known.has(pretendKey)),
      { kind: "surplusFeed", everyMs: surplusEveryMs[way.via] },
      values(known),
    ],
    polls,
    actuators: [
      createChargerActuator(steering, limits),
      createSurplusActuator(steering, () => way.via !== "cloud" || known.get("car") !== noCar),
      createRegulationActuator(steering, clock),
      createWakeActuator(steering),
      createValuesActuator(steering),
    ],
    advice,
    notes: () => observe(known.of()),
    close: async () => {
      close();
      await client.close();
    },
  };
}

/** What the owner allows at most, whatever the charger could; above it nothing is offered and nothing is sent. */
function withOwnersLimit(limits: ChargerLimits, isLimited: boolean): ChargerLimits {
  return isLimited ? { ...limits, maxCurrentA: Math.min(limits.maxCurrentA, forcedLimitA) } : limits;
}

function chargerCapability(limits: ChargerLimits, canWake: boolean): Capability {
  return { kind: "charger", stepA: 1, ...limits, ...(canWake ? { canWake } : {}) };
}

/** Until everything has been read once, only what was seen so far is offered; the write-only keys always. */
function values(known: KnownValues): Capability {
  return { kind: "values", definitions: toDefinitions((key) => key.access === "write" || known.has(key.key)) };
}
