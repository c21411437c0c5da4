import type { Json } from "#domain";
import type { Clock, Random, ServerReply, ServerRequest } from "#platform";
import type { AcceptWebSocket } from "#platform/websocket";
import type { SimulatedHome } from "../simulated-home.ts";
import type { FaultKind, Faults } from "./faults.ts";
import type { Quirks } from "./quirks.ts";

/** What an emulated device stands on. */
export interface EmulatorContext {
  readonly home: SimulatedHome;
  /** The device's own clock; skewed while the clock-skew fault is on. */
  readonly clock: Clock;
  readonly random: Random;
  readonly profile: string;
  /** Which inverter or wallbox of the house this device is; the first one when missing. */
  readonly unit?: string;
  /** Overrides of the credentials the emulator would make up. */
  readonly credentials: Readonly<Record<string, string>>;
  /** Also accept what real devices refuse but old scripts send. */
  readonly isLenient: boolean;
  readonly faults: Faults;
  readonly quirks: Quirks;
}

/** One emulated device or cloud. Handlers answer at once; slowness and broken wires are the kit's business. */
export interface EmulatorInstance {
  /** What a client must know to be let in. */
  readonly credentials: Readonly<Record<string, string>>;
  /** The device entry for `sunsteer.yaml`, without `id` and `url`. */
  readonly deviceEntry: Readonly<Record<string, Json>>;
  handle(request: ServerRequest): ServerReply;
  /** How this vendor shows a fault where it has a way of its own (FoxESS: errno 40400 instead of HTTP 429). */
  renderFault?(kind: FaultKind, request: ServerRequest): ServerReply | undefined;
  /** The vendor's own word for an answer in the call log, where the HTTP status does not tell (`errno-40400`). */
  resultOf?(reply: ServerReply): string | undefined;
  /** Takes the websockets that clients open. */
  readonly accept?: AcceptWebSocket;
  /** Talks without being asked; its house must then not wait for a request to move on. */
  readonly isLively?: boolean;
  /** Ends what it does by itself. */
  close?(): Promise<void>;
  /** The device's inner state, beside the house's, for `GET /_emulator/state`. */
  describe(): Json;
}

/** An emulator of one vendor, written from the vendor's facts and knowing nothing of our client. */
export interface EmulatorDefinition {
  readonly id: string;
  /** The first one is the default. */
  readonly profiles: readonly [string, ...string[]];
  /** Misbehaviour of single models or firmwares that can be switched on. */
  readonly quirks?: readonly string[];
  /** Which kind of unit of the house it takes. */
  readonly unit: "inverter" | "wallbox" | "house";
  create(context: EmulatorContext): EmulatorInstance;
}
