import { fail, type Instant, type Json } from "#domain";
import type { Clock, LoopbackNetwork, Random, ServerReply, ServerRequest } from "#platform";
import type { AcceptWebSocket } from "#platform/websocket";
import type { SimulatedHome } from "../simulated-home.ts";
import { createCallLog, type EmulatorCall } from "./call-log.ts";
import { answerControl, controlPrefix } from "./control-endpoints.ts";
import type { EmulatorDefinition, EmulatorInstance } from "./emulator.ts";
import { createFaultSwitch, type FaultSwitch } from "./fault-switch.ts";
import { createQuirkSwitch, type QuirkSwitch } from "./quirks.ts";
import { throughWire } from "./wire-faults.ts";

export interface EmulatorOptions {
  readonly home: SimulatedHome;
  readonly clock: Clock;
  readonly random: Random;
  /** The definition's first profile when missing. */
  readonly profile?: string;
  /** Which inverter or wallbox of the house; the first one when missing. */
  readonly unit?: string;
  readonly credentials?: Readonly<Record<string, string>>;
  readonly isLenient?: boolean;
}

/** An emulated device behind one origin, ready to be attached to a loopback network or served on a port. */
export interface Emulator {
  readonly id: string;
  readonly credentials: Readonly<Record<string, string>>;
  readonly deviceEntry: Readonly<Record<string, Json>>;
  readonly faults: FaultSwitch;
  readonly quirks: QuirkSwitch;
  handler(request: ServerRequest): ServerReply;
  readonly accept?: AcceptWebSocket;
  readonly isLively: boolean;
  close(): Promise<void>;
  /** The latest calls received, oldest first; control endpoints do not count. */
  calls(): readonly EmulatorCall[];
  /** The device's inner state. */
  describe(): Json;
  /** Brings the house up to the present, as every request does. */
  advance(): void;
}

/** How far ahead a device's clock is while `clock-skew` does not say otherwise: beyond every vendor's tolerance seen. */
const defaultSkewMs = 10 * 60_000;

export function createEmulator(definition: EmulatorDefinition, options: EmulatorOptions): Emulator {
  const { home, clock, unit } = options;
  const faults = createFaultSwitch(clock);
  const quirks = createQuirkSwitch(definition.quirks ?? []);
  const calls = createCallLog();
  const device = definition.create({
    home,
    clock: skewable(clock, faults),
    random: options.random,
    profile: checkedProfile(definition, options.profile),
    ...(unit === undefined ? {} : { unit }),
    credentials: options.credentials ?? {},
    isLenient: options.isLenient ?? false,
    faults,
    quirks,
  });
  const controlled = { home, device, faults, quirks, calls, unit: { kind: definition.unit, id: unit } };

  return {
    id: definition.id,
    credentials: device.credentials,
    deviceEntry: device.deviceEntry,
    faults,
    quirks,
    handler: (request) => {
      home.advance();
      if (request.path.startsWith(controlPrefix)) return answerControl(request, controlled);
      const { reply, result } = answer(request, faults, device);
      calls.record(request, result, clock.now());
      return reply;
    },
    ...(device.accept === undefined ? {} : { accept: device.accept }),
    isLively: device.isLively ?? false,
    close: async () => device.close?.(),
    calls: () => calls.latest(),
    describe: () => device.describe(),
    advance: () => home.advance(),
  };
}

/** Puts the emulator at an origin such as `http://goe.emulator`; returns how to take it away again. */
export function attachEmulator(network: LoopbackNetwork, origin: string, emulator: Emulator): () => void {
  return network.attach(origin, emulator.handler);
}

function answer(
  request: ServerRequest,
  faults: FaultSwitch,
  device: EmulatorInstance,
): { readonly reply: ServerReply; readonly result: string } {
  const end = faults.begin(request.path);
  try {
    const { reply, fault } = throughWire(request, faults, device);
    return { reply, result: fault ?? device.resultOf?.(reply) ?? (reply.status < 400 ? "ok" : `http-${reply.status}`) };
  } catch (error) {
    // A defect of the emulator must not look like a fault of the vendor: the contract suite asks for this result.
    const body = `emulator defect: ${error instanceof Error ? error.message : String(error)}`;
    return { reply: { status: 500, headers: { "content-type": "text/plain" }, body }, result: "emulator-defect" };
  } finally {
    end();
  }
}

function checkedProfile(definition: EmulatorDefinition, wanted: string | undefined): string {
  const profile = wanted ?? definition.profiles[0];
  if (definition.profiles.includes(profile)) return profile;
  throw fail("invalid", "emulator.unknown-profile", {
    facts: { emulator: definition.id, profile, allowed: definition.profiles.join(", ") },
  });
}

function skewable(clock: Clock, faults: FaultSwitch): Clock {
  const skewMs = (): Instant => {
    if (!faults.isActive("clock-skew")) return 0;
    return faults.active().find((fault) => fault.kind === "clock-skew")?.skewMs ?? defaultSkewMs;
  };
  return { ...clock, now: () => clock.now() + skewMs() };
}
