import { type Capability, fail, type Json } from "#domain";
import { type CallRules, type Connection, type DriverContext, defineDriver, type Poll } from "#driver-kit";
import { createChargerActuator } from "./charger-actuator.ts";
import { createGoeClient, type GoeClient } from "./client.ts";
import { type GoeConfig, goeConfig } from "./config.ts";
import { chargingStatusKeys, findGoeKey, identityKeys, readableKeys } from "./keys.ts";
import { toChargerReading } from "./mapping.ts";
import { type ChargerLimits, toLimits } from "./setting-mapping.ts";
import { createSurplusActuator } from "./surplus-actuator.ts";
import { goeSummary, goeText } from "./text.ts";
import type { GoeValues } from "./transport.ts";
import { createValuesActuator } from "./values-actuator.ts";
import { toDefinitions, toFlatValues } from "./values-mapping.ts";

/** The charger has no limit of its own; this keeps a fault of ours from becoming a storm. */
const calls: CallRules = {
  rules: [{ id: "requests", scope: "device", max: 120, perMs: 60_000, reserve: { guard: 10, user: 10, restore: 10 } }],
  maxAtOnce: 1,
  isLasting: false,
  classify: (request) => {
    const { pathname } = new URL(request.url);
    return { callClass: pathname.endsWith("/set") ? "write" : "read", endpoint: pathname };
  },
};

const surplusEveryMs = 5_000;

/** go-eCharger over its local HTTP API v2. */
export const goeDriver = defineDriver<GoeConfig>({
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
  identify: ({ url }) => ({ account: url }),
  connect: async ({ url, timeoutMs }, context) => {
    const client = createGoeClient({ url, timeoutMs, http: context.http });
    return connectCharger(client, context);
  },
});

async function connectCharger(client: GoeClient, context: DriverContext): Promise<Connection> {
  const call = context.signal === undefined ? {} : { signal: context.signal };
  const known = new Map<string, Json>();
  const learn = (values: GoeValues): GoeValues => {
    for (const [key, value] of Object.entries(values)) {
      // What the charger suddenly has no value for keeps the last one, unless "none" is a value of that key.
      if (value !== null || findGoeKey(key)?.isNullable) known.set(key, value);
    }
    return values;
  };
  learn(await client.status(identityKeys, { ...call, purpose: "poll" }));
  const limits = () => toLimits(Object.fromEntries(known));

  return {
    capabilities: () => [chargerCapability(limits()), { kind: "surplusFeed", everyMs: surplusEveryMs }, values(known)],
    polls: [chargingPoll(client, context, learn), valuesPoll(client, context, learn)],
    actuators: [createChargerActuator(client, limits), createSurplusActuator(client), createValuesActuator(client)],
    close: async () => {},
  };
}

function chargerCapability(limits: ChargerLimits): Capability {
  return { kind: "charger", stepA: 1, ...limits };
}

/** Until everything has been read once, only what was seen so far is offered; the write-only keys always. */
function values(known: ReadonlyMap<string, Json>): Capability {
  return { kind: "values", definitions: toDefinitions((key) => key.access === "write" || known.has(key.key)) };
}

/** The charger dates its answer by its uptime: an answer that repeats an old uptime is as old as its first showing. */
function chargingPoll(client: GoeClient, { clock }: DriverContext, learn: (values: GoeValues) => GoeValues): Poll {
  let last: { readonly uptimeMs: number; readonly at: number } | undefined;
  return {
    id: "charging",
    brings: ["charger"],
    everyMs: 5_000,
    read: async (call) => {
      const values = learn(await client.status(chargingStatusKeys, call));
      const uptimeMs = values["rbt"];
      const isRepeated = last !== undefined && uptimeMs === last.uptimeMs;
      if (last !== undefined && typeof uptimeMs === "number" && uptimeMs < last.uptimeMs) client.relearn();
      const at = isRepeated && last !== undefined ? last.at : clock.now();
      if (typeof uptimeMs === "number") last = { uptimeMs, at };
      return [toChargerReading(values, at)];
    },
  };
}

function valuesPoll(client: GoeClient, { clock }: DriverContext, learn: (values: GoeValues) => GoeValues): Poll {
  return {
    id: "values",
    brings: ["values"],
    everyMs: 300_000,
    read: async (call) => {
      const values = learn(await client.status(readableKeys, call));
      const flat = toFlatValues(values);
      if (Object.keys(flat).length === 0) throw fail("invalid", "goe.nothing-known", { isRetryable: true });
      return [{ kind: "values", at: clock.now(), quality: "measured", values: flat }];
    },
  };
}
