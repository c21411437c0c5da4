import { type Capability, type Command, fail, type Json, type ProblemError } from "#domain";
import {
  type Actuator,
  type CallRules,
  type Connection,
  type DriverContext,
  defineDriver,
  type Poll,
} from "#driver-kit";
import { createGoeClient, type GoeClient } from "./client.ts";
import { type GoeConfig, goeConfig } from "./config.ts";
import { chargingStatusKeys, goeKeys, identityKeys, readableKeys } from "./keys.ts";
import {
  controlKeys,
  isInEffect,
  minCurrentA,
  toChargerReading,
  toControlState,
  toLimits,
  toSettings,
  toSurplusPowers,
  toWrites,
} from "./mapping.ts";
import { goeText } from "./text.ts";
import type { GoeValues } from "./transport.ts";
import { toDefinitions, toFlatValues, toWireValue } from "./values-mapping.ts";

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
  summary: {
    en: "go-e wallboxes over their local API: watch, start, stop, set current and phases, feed with solar surplus.",
    de: "go-e-Wallboxen über ihre lokale API: beobachten, starten, stoppen, Strom und Phasen setzen, mit Solarüberschuss versorgen.",
    fr: "Bornes go-e par leur API locale : observer, démarrer, arrêter, régler courant et phases, transmettre le surplus solaire.",
  },
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
    for (const [key, value] of Object.entries(values)) known.set(key, value);
    return values;
  };
  learn(await client.status(identityKeys, { ...call, purpose: "poll" }));
  const limits = () => toLimits(Object.fromEntries(known));

  return {
    capabilities: () => [chargerCapability(limits()), { kind: "surplusFeed", everyMs: surplusEveryMs }, values(known)],
    polls: [chargingPoll(client, context, learn), valuesPoll(client, context, learn)],
    actuators: [chargerActuator(client, limits), surplusActuator(client), valuesActuator(client)],
    close: async () => {},
  };
}

function chargerCapability(limits: ReturnType<typeof toLimits>): Capability {
  return { kind: "charger", minCurrentA, stepA: 1, ...limits };
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
      return [{ kind: "values", at: clock.now(), quality: "measured", values: toFlatValues(values) }];
    },
  };
}

/** Start and stop by force state, as it wins over the charger's own mode and leaves that mode untouched. */
function chargerActuator(client: GoeClient, limits: () => ReturnType<typeof toLimits>): Actuator {
  const read: Actuator["read"] = async (call) => ({ ...toControlState(await client.status(controlKeys, call)) });
  const writeAll: (writes: readonly GoeValues[], call: Parameters<Actuator["read"]>[0]) => Promise<void> = async (
    writes,
    call,
  ) => {
    for (const write of writes) await client.set(write, call);
  };
  return {
    id: "charger",
    accepts: ["charger"],
    settleMs: 2_000,
    confirmWithinMs: 30_000,
    read,
    apply: async (command, call) => {
      if (command.kind !== "charger") throw foreign(command);
      const wanted = toSettings(command.setting, limits());
      await writeAll(toWrites(wanted, toControlState(await read(call))), call);
    },
    isInEffect: (command, state) =>
      command.kind === "charger" && isInEffect(command.setting, limits(), toControlState(state)),
    restore: async (before, call) => {
      await writeAll(toWrites(toControlState(before), toControlState(await read(call))), call);
    },
    isRestored: (before, state) => toWrites(toControlState(before), toControlState(state)).length === 0,
  };
}

/** The charger forgets the powers after six seconds, so there is nothing to put back: stopping to send is the release. */
function surplusActuator(client: GoeClient): Actuator {
  return {
    id: "surplus",
    accepts: ["surplus"],
    settleMs: 1_000,
    confirmWithinMs: 5_000,
    read: async (call) => ({ ...(await client.status(["pgrid"], call)) }),
    apply: async (command, call) => {
      if (command.kind !== "surplus") throw foreign(command);
      await client.set(toSurplusPowers(command), call);
    },
    isInEffect: (command, state) =>
      command.kind === "surplus" && numberIn(state, "pgrid") === Math.round(command.gridW),
    restore: async () => {},
    isRestored: () => true,
  };
}

const settings = goeKeys.filter((key) => key.access === "read-write" && !key.isDangerous);
const settingKeys = settings.map((key) => key.key);
const lastingKeys = settings.filter((key) => !key.isPassing).map((key) => key.key);

function valuesActuator(client: GoeClient): Actuator {
  const read: Actuator["read"] = async (call) => ({ ...(await client.status(settingKeys, call)) });
  const changes = (before: Json, state: Json): GoeValues =>
    Object.fromEntries(
      lastingKeys.flatMap((key) => {
        const was = memberOf(before, key);
        return was === undefined || isSame(was, memberOf(state, key)) ? [] : [[key, was]];
      }),
    );
  return {
    id: "values",
    accepts: ["value"],
    settleMs: 2_000,
    confirmWithinMs: 20_000,
    read,
    apply: async (command, call) => {
      if (command.kind !== "value") throw foreign(command);
      await client.set({ [command.key]: toWireValue(command.key, command.value) }, call);
    },
    isInEffect: (command, state) =>
      command.kind === "value" && isSame(toWireValue(command.key, command.value), memberOf(state, command.key)),
    restore: async (before, call) => {
      for (const [key, value] of Object.entries(changes(before, await read(call)))) {
        await client.set({ [key]: value }, call);
      }
    },
    isRestored: (before, state) => Object.keys(changes(before, state)).length === 0,
  };
}

function memberOf(state: Json, key: string): Json | undefined {
  if (typeof state !== "object" || state === null || Array.isArray(state)) return undefined;
  return Object.entries(state).find(([name]) => name === key)?.[1];
}

function numberIn(state: Json, key: string): number | undefined {
  const value = memberOf(state, key);
  return typeof value === "number" ? value : undefined;
}

function isSame(one: Json, other: Json | undefined): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

function foreign(command: Command): ProblemError {
  return fail("bug", "goe.foreign-command", { facts: { kind: command.kind } });
}
