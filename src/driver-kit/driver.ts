import type { z } from "zod";
import type {
  Capability,
  CapabilityKind,
  Command,
  CommandKind,
  DeviceNote,
  DriverText,
  Json,
  Localized,
  Reading,
  ReadingKind,
  SettingAdvice,
  Unstamped,
} from "#domain";
import type { CallOptions, Clock, HttpClient, Log, Random } from "#platform";
import type { CallRules } from "./account/call-rules.ts";
import type { Session, SessionKeeper } from "./account/session.ts";
import type { SharedThing, SharedWay } from "./account/shared-things.ts";

/** A reading as a driver returns it; the hub adds the source and the time of receipt. */
export type DriverReading = Unstamped<Reading>;

/** Something to ask a device regularly. One poll may bring several readings, because one call often does. */
export interface Poll {
  readonly id: string;
  readonly brings: readonly ReadingKind[];
  /** How often asking makes sense; the device's configuration may override it, budgets may stretch it. */
  readonly everyMs: number;
  /** How long after its own `at` a reading may be relied upon; missing: two and a half intervals. */
  readonly freshForMs?: number;
  /** How often asking makes sense as things stand now, looked at before every wait; undefined: `everyMs`. */
  paceMs?(): number | undefined;
  /** The shortest interval that the vendor's budget bears as things stand; it holds for an owner's own interval too. */
  atLeastMs?(): number;
  read(call: CallOptions): Promise<readonly DriverReading[]>;
}

/** How closely the house looks: `close` while a car charges, `idle` while nothing charges and no sun is harvested. */
export type Attention = "close" | "usual" | "idle";

/**
 * One thing on a device that commands can change. Its state is plain JSON that only the driver understands; the hub
 * stores what `read` said before the first command and hands it back to `restore` when the reason for it has ended.
 */
export interface Actuator {
  readonly id: string;
  readonly part?: string;
  readonly accepts: readonly CommandKind[];
  /**
   * What becomes of a command's effect. `held` (the default): kept up, compared with the device, and put back when the
   * reason for it ends. `lasting`: a value that a user sets is read back once and then theirs. `passing`: the device
   * forgets it by itself, so it is sent without a trace and never restored.
   */
  readonly effect?: "held" | "lasting" | "passing";
  /** How long after a command the device needs before reading back makes sense. */
  readonly settleMs: number;
  /** After this time without seeing the command in effect it counts as failed and may be repeated. */
  readonly confirmWithinMs: number;
  /** How the device stands; where it is about one command only, what tells of that one is enough. */
  read(call: CallOptions, about?: Command): Promise<Json>;
  /**
   * What to keep of how it stood before this command, where commands reach different settings; kept before the command
   * is sent, and so told from it after a crash. Missing: `before` as it is.
   */
  keep?(before: Json, command: Command): Json;
  /** `before` is what `read` said before the first command, for devices where our change has to leave room for that. */
  apply(command: Command, call: CallOptions, before?: Json): Promise<void>;
  /** Whether the state read back shows the command in effect. */
  isInEffect(command: Command, state: Json): boolean;
  /**
   * Whether a state that shows neither the command nor what was there before can only be somebody else's doing, and not
   * a write of ours that is half done. Missing: that cannot be told.
   */
  isForeign?(command: Command, before: Json, state: Json): boolean;
  /** Without asking the device: since the last command something has changed that it no longer suffices for. */
  isBehind?(): boolean;
  restore(before: Json, call: CallOptions): Promise<void>;
  isRestored(before: Json, state: Json): boolean;
}

/** A living connection to one device. */
export interface Connection {
  /** What the device offers right now, read from the device; may change from one poll to the next. */
  capabilities(): readonly Capability[];
  readonly polls: readonly Poll[];
  readonly actuators: readonly Actuator[];
  /** How the device's settings should stand, as far as they are known; nothing is changed by asking. */
  advice?(): readonly SettingAdvice[];
  /** What else its owner should know about it, as far as it shows in its values. */
  notes?(): readonly DeviceNote[];
  close(): Promise<void>;
}

/** What a driver gets from the house. Its `http` already obeys the call rules; there is no way around them. */
export interface DriverContext {
  readonly deviceId: string;
  readonly http: HttpClient;
  readonly session: SessionKeeper;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  /** Aborted when the house shuts down; for work that belongs to no single call. */
  readonly signal?: AbortSignal;
  /** Tells the ledger what the vendor itself counts, e.g. 979 of 1440 calls left today. */
  reportRemaining(ruleId: string, remaining: number): void;
  /** How many calls polls may make from now until then; missing where nobody counts. */
  callsLeft?(ruleId: string, withinMs: number): number;
  /**
   * One thing for all devices of the account in this process, made by whoever asks first and closed after the last of
   * them; missing where a device is alone.
   */
  shared?<T extends SharedThing>(key: string, create: (way: SharedWay) => T): T;
  /** Asks one of the connection's polls again without waiting for its turn; missing where nobody polls. */
  pollSoon?(pollId: string): void;
  /** Missing where nobody decides: then it is as usual. */
  attention?(): Attention;
}

/** Whose limits a device's calls count against. */
export interface AccountIdentity {
  /** The secret or name that makes the account what it is; only its hash is ever stored. */
  readonly account: string;
  /** The device's own number within the account, for limits per device. */
  readonly device?: string;
}

/** A model or family of devices, for the table in the README. */
export interface SupportedModel {
  readonly name: string;
  /** `emulated`: from public facts only. `recorded`: against replies of a real device. `proven`: run on hardware. */
  readonly proof: "emulated" | "recorded" | "proven";
}

/** All that the house knows of one maker: configuration, limits, capabilities, texts, and how to connect. */
export interface Driver<Config = unknown> {
  readonly id: string;
  readonly label: string;
  readonly summary: Localized;
  readonly models: readonly SupportedModel[];
  /** Every capability that some device of this maker can have; a connection tells which this one has. */
  readonly capabilities: readonly CapabilityKind[];
  readonly reach: "local" | "cloud";
  readonly config: z.ZodType<Config>;
  readonly calls: CallRules;
  readonly text: DriverText;
  identify(config: Config): AccountIdentity;
  connect(config: Config, context: DriverContext): Promise<Connection>;
}

/** A driver whose configuration type the hub need not know: it parses and connects in one go. */
export interface AnyDriver extends Omit<Driver<unknown>, "config" | "identify" | "connect"> {
  readonly config: z.ZodType;
  /** Parses the raw entry (throws a zod error) and binds it to this driver's functions. */
  bind(rawConfig: unknown): BoundDriver;
}

export interface BoundDriver {
  readonly identity: AccountIdentity;
  connect(context: DriverContext): Promise<Connection>;
}

/** Declares a driver; the configuration's type flows from its schema into `identify` and `connect`. */
export function defineDriver<Config>(driver: Driver<Config>): Driver<Config> & AnyDriver {
  return {
    ...driver,
    bind: (rawConfig) => {
      const config = driver.config.parse(rawConfig);
      return { identity: driver.identify(config), connect: (context) => driver.connect(config, context) };
    },
  };
}

export type { Session, SessionKeeper };
