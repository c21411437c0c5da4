import { z } from "zod";
import { type Capability, fail, type Json, type ProblemText, Secret } from "#domain";
import {
  type Actuator,
  type AnyDriver,
  type Connection,
  type DriverContext,
  type DriverReading,
  defineDriver,
} from "../../driver.ts";
import { createToyClient, type ToyCharger, type ToyClient, type ToyValues } from "./toy-client.ts";
import type { ToyFlaw } from "./toy-flaw.ts";

const strictConfig = z.strictObject({
  url: z.url(),
  password: z.string().transform((text) => new Secret(text)),
});
const looseConfig = z.object(strictConfig.shape);

const capabilities: readonly Capability[] = [
  { kind: "meter", place: "grid", hasPhases: false },
  { kind: "solar" },
  { kind: "battery" },
  { kind: "charger", minCurrentA: 6, maxCurrentA: 16, stepA: 1, phases: 1, canSwitchPhases: false },
];

/** A driver that keeps every law, or breaks exactly one. */
export function createToyDriver(flaw?: ToyFlaw): AnyDriver {
  const summary = { en: "A toy", de: "Ein Spielzeug", fr: flaw === "without-french" ? "" : "Un jouet" };
  const { what, remedy }: ProblemText = { what: summary, remedy: summary };
  return defineDriver({
    id: "toy",
    label: "Toy",
    summary,
    models: [],
    capabilities: ["meter", "solar", "battery", "charger", ...(flaw === "undocumented" ? (["values"] as const) : [])],
    reach: "local",
    config: flaw === "takes-rubbish" ? looseConfig : strictConfig,
    calls: {
      rules: [{ id: "pace", scope: "account", max: 3, perMs: 2_000 }],
      maxAtOnce: 2,
      isLasting: false,
      classify: ({ url }) => ({ callClass: "any", endpoint: new URL(url).pathname }),
    },
    text: { problems: { "toy.odd": { what, remedy } }, labels: {} },
    identify: ({ url }) => ({ account: url }),
    connect: (config, context) => connect(config, context, flaw),
  });
}

async function connect(
  { url, password }: z.output<typeof strictConfig>,
  context: DriverContext,
  flaw: ToyFlaw | undefined,
): Promise<Connection> {
  const client = createToyClient(url, password, context, flaw);
  if (flaw === "leaks-timer") context.clock.schedule(86_400_000, () => {});
  if (flaw === "leaks-call") {
    const wait = context.http.request({ method: "GET", url: `${url}/never`, timeoutMs: 86_400_000 });
    wait.catch(() => {});
  }
  return {
    capabilities: () => (flaw === "undeclared-reading" ? capabilities.slice(1) : capabilities),
    polls: [
      {
        id: "live",
        brings: ["meter", "solar", "battery", "charger"],
        everyMs: 5_000,
        read: async (call) => toReadings(await client.values(call).catch(asOdd(flaw)), context.clock.now(), flaw),
      },
    ],
    actuators: [createChargerActuator(client, flaw)],
    close: async () => {},
  };
}

function asOdd(flaw: ToyFlaw | undefined) {
  return (error: unknown): never => {
    if (error instanceof z.ZodError) throw fail("invalid", "invalid.reply", { cause: error });
    if (flaw === "unknown-code") throw fail("invalid", "toy.nobody-knows");
    throw error;
  };
}

function toReadings(values: ToyValues, now: number, flaw: ToyFlaw | undefined): readonly DriverReading[] {
  const at = flaw === "invents-time" ? values.at : Math.min(now, values.at);
  const stamp = { at, quality: "measured" } as const;
  const orZero = (value: number | undefined) => (flaw === "zero-for-missing" ? (value ?? 0) : value);
  const sign = flaw === "wrong-sign" ? -1 : 1;
  const readings: DriverReading[] = [];
  const gridW = orZero(values.gridW);
  const solarW = orZero(values.solarW);
  const batteryW = orZero(values.batteryW);
  const carW = orZero(values.carW);
  const { importWh, exportWh } = values;
  const counters = flaw === "swaps-counters" ? { importWh: exportWh, exportWh: importWh } : { importWh, exportWh };
  if (gridW !== undefined) readings.push({ kind: "meter", place: "grid", powerW: sign * gridW, ...counters, ...stamp });
  if (solarW !== undefined) readings.push({ kind: "solar", powerW: solarW, ...stamp });
  if (batteryW !== undefined) {
    const fill = values.batteryPercent === undefined ? {} : { socPercent: values.batteryPercent };
    readings.push({ kind: "battery", powerW: batteryW, ...fill, ...stamp });
  }
  if (carW !== undefined) {
    const status = values.hasCar ? (carW > 0 ? "C" : "B") : "A";
    readings.push({ kind: "charger", status, powerW: carW, isAllowed: values.charger.isAllowed, ...stamp });
  }
  return readings;
}

function createChargerActuator(client: ToyClient, flaw: ToyFlaw | undefined): Actuator {
  return {
    id: "charger",
    accepts: ["charger"],
    settleMs: 1_000,
    confirmWithinMs: 20_000,
    read: async (call) => ({ ...(await client.charger(call)) }),
    apply: async (command, call) => {
      if (command.kind !== "charger") throw fail("refused", "refused.unsupported");
      const { isAllowed, currentA = 6 } = command.setting;
      if (flaw !== "commands-nothing") await client.setCharger({ isAllowed, currentA }, call);
    },
    isInEffect: (command, state) => {
      if (flaw === "lies-about-effect" || flaw === "commands-nothing") return true;
      if (command.kind !== "charger") return false;
      const { isAllowed, currentA } = command.setting;
      const present = asCharger(state);
      return present.isAllowed === isAllowed && (currentA === undefined || present.currentA === currentA);
    },
    restore: async (before, call) => {
      if (flaw !== "restores-nothing") await client.setCharger(asCharger(before), call);
    },
    isRestored: (before, state) => JSON.stringify(asCharger(before)) === JSON.stringify(asCharger(state)),
  };
}

function asCharger(state: Json): ToyCharger {
  return z.object({ isAllowed: z.boolean(), currentA: z.number() }).parse(state);
}
