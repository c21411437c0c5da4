import { z } from "zod";
import { type Instant, type Json, ProblemError } from "#domain";
import type { ServerReply, ServerRequest } from "#platform";
import type { HomePatch, SimulatedHome } from "../simulated-home.ts";
import type { CallLog } from "./call-log.ts";
import { parseDurationMs } from "./duration.ts";
import type { EmulatorInstance } from "./emulator.ts";
import type { FaultSwitch } from "./fault-switch.ts";
import { faultKinds } from "./faults.ts";
import type { QuirkSwitch } from "./quirks.ts";

export const controlPrefix = "/_emulator/";

/** What the control endpoints look at and move. */
export interface ControlledEmulator {
  readonly home: SimulatedHome;
  readonly device: EmulatorInstance;
  readonly faults: FaultSwitch;
  readonly quirks: QuirkSwitch;
  readonly calls: CallLog;
  /** The unit of the house that patches without an id mean, by the kind of unit. */
  readonly unit: { readonly kind: "inverter" | "wallbox" | "house"; readonly id: string | undefined };
}

const percent = z.number().min(0).max(100);

const patchSchema = z.strictObject({
  pvW: z.number().min(0).max(1_000_000).nullable().optional(),
  loadW: z.number().min(0).max(1_000_000).nullable().optional(),
  batterySocPercent: percent.optional(),
  carConnected: z.boolean().optional(),
  carSocPercent: percent.optional(),
  id: z.string().optional(),
});

const faultSchema = z.strictObject({
  kind: z.enum(faultKinds),
  for: z.union([z.number(), z.string()]).optional(),
  calls: z.int().min(1).optional(),
  path: z.string().optional(),
  delayMs: z.number().min(0).optional(),
  skewMs: z.number().optional(),
  retryAfterS: z.number().min(0).optional(),
});

const quirkSchema = z.strictObject({ name: z.string(), isOn: z.boolean() });

/** Answers `/_emulator/…`: look into the house, change it, list the calls, switch faults. */
export function answerControl(request: ServerRequest, emulator: ControlledEmulator): ServerReply {
  const url = new URL(request.path, "http://emulator");
  const route = `${request.method} ${url.pathname.slice(controlPrefix.length)}`;
  switch (route) {
    case "GET state":
      return json(200, stateOf(emulator));
    case "POST state":
      return withBody(request, patchSchema, (patch) => changeHome(patch, emulator));
    case "GET calls":
      return json(200, {
        byPath: emulator.calls.counts(),
        latest: emulator.calls.latest().map((call) => ({ ...call })),
      });
    case "GET faults":
      return json(200, faultsOf(emulator));
    case "POST faults":
      return withBody(request, faultSchema, (fault) => setFault(fault, emulator));
    case "DELETE faults":
      return clearFaults(url.searchParams.get("kind"), emulator);
    case "GET quirks":
      return json(200, quirksOf(emulator));
    case "POST quirks":
      return withBody(request, quirkSchema, (quirk) => setQuirk(quirk, emulator));
    default:
      return refusal(404, `There is no ${request.method} ${url.pathname}; there are state, calls, faults and quirks.`);
  }
}

function changeHome(patch: z.infer<typeof patchSchema>, emulator: ControlledEmulator): ServerReply {
  const { home } = emulator;
  const ids = [...home.inverterIds(), ...home.wallboxIds()];
  if (patch.id !== undefined && !ids.includes(patch.id))
    return refusal(400, `The house has no unit "${patch.id}"; it has ${ids.join(", ")}.`);
  try {
    for (const part of patchesByUnit(dropUndefined(patch), emulator.unit)) home.change(part);
  } catch (error) {
    if (error instanceof ProblemError) return refusal(400, `The house refuses this: ${error.problem.code}.`);
    throw error;
  }
  home.advance();
  return json(200, stateOf(emulator));
}

/** A patch without an id that speaks of this emulator's own unit means exactly that unit. */
function patchesByUnit(patch: HomePatch, unit: ControlledEmulator["unit"]): readonly HomePatch[] {
  if (patch.id !== undefined || unit.id === undefined || unit.kind === "house") return [patch];
  const { carConnected, carSocPercent, pvW, batterySocPercent, ...rest } = patch;
  const ofCar = dropUndefined({ carConnected, carSocPercent });
  const ofInverter = dropUndefined({ pvW, batterySocPercent });
  return unit.kind === "wallbox"
    ? [
        { ...rest, ...ofInverter },
        { ...ofCar, id: unit.id },
      ]
    : [
        { ...rest, ...ofCar },
        { ...ofInverter, id: unit.id },
      ];
}

function setFault(fault: z.infer<typeof faultSchema>, emulator: ControlledEmulator): ServerReply {
  const { kind, for: lasting, ...options } = fault;
  const forMs = lasting === undefined ? undefined : parseDurationMs(lasting);
  if (lasting !== undefined && forMs === undefined)
    return refusal(400, `"for" is ${JSON.stringify(lasting)}; give seconds, or a text such as "10m" or "2h".`);
  emulator.faults.set(kind, dropUndefined({ ...options, forMs }));
  return json(200, faultsOf(emulator));
}

function clearFaults(kind: string | null, emulator: ControlledEmulator): ServerReply {
  const known = faultKinds.find((candidate) => candidate === kind);
  if (kind !== null && known === undefined)
    return refusal(400, `There is no fault "${kind}"; there are ${faultKinds.join(", ")}.`);
  emulator.faults.clear(known);
  return json(200, faultsOf(emulator));
}

function stateOf({ home, device }: ControlledEmulator): Json {
  const at: Instant = home.at();
  return { at, home: home.describe(), device: device.describe() };
}

function faultsOf({ faults }: ControlledEmulator): Json {
  return { active: faults.active().map((fault) => ({ ...fault })) };
}

function setQuirk({ name, isOn }: z.infer<typeof quirkSchema>, emulator: ControlledEmulator): ServerReply {
  const { quirks } = emulator;
  if (!quirks.names.includes(name))
    return refusal(400, `There is no quirk "${name}"; there are ${quirks.names.join(", ") || "none"}.`);
  quirks.set(name, isOn);
  return json(200, quirksOf(emulator));
}

function quirksOf({ quirks }: ControlledEmulator): Json {
  return { quirks: Object.fromEntries(quirks.names.map((name) => [name, quirks.isOn(name)])) };
}

function withBody<T>(request: ServerRequest, schema: z.ZodType<T>, act: (body: T) => ServerReply): ServerReply {
  let raw: unknown;
  try {
    raw = JSON.parse(request.body);
  } catch {
    return refusal(400, "The body is not JSON.");
  }
  const parsed = schema.safeParse(raw);
  return parsed.success ? act(parsed.data) : refusal(400, firstIssue(parsed.error));
}

function firstIssue(error: z.ZodError): string {
  const issue = error.issues[0];
  const where = issue === undefined || issue.path.length === 0 ? "The body" : `"${issue.path.join(".")}"`;
  return `${where} is not acceptable: ${issue?.message ?? "it has the wrong shape"}.`;
}

type Defined<T> = { [K in keyof T as undefined extends T[K] ? never : K]: T[K] } & {
  [K in keyof T as undefined extends T[K] ? K : never]?: Exclude<T[K], undefined>;
};

function dropUndefined<T extends object>(value: T): Defined<T> {
  return Object.fromEntries(Object.entries(value).filter(([, member]) => member !== undefined)) as Defined<T>;
}

function json(status: number, body: Json): ServerReply {
  return { status, headers: { "content-type": "application/json" }, body: JSON.stringify(body) };
}

function refusal(status: number, sentence: string): ServerReply {
  return json(status, { error: sentence });
}
