import type { z } from "zod";
import type { DriverText, HomeState, Localized, Reason, RequestBody } from "#domain";
import type { CallOptions, Clock, HttpClient, Log, Random } from "#platform";
import type { CallRules } from "./account/call-rules.ts";
import type { SessionKeeper } from "./account/session.ts";
import type { AccountIdentity } from "./driver.ts";

/** What a target gets to see: the whole home, each value with source, time and quality. */
export type TargetSnapshot = HomeState;

/** How often a target wants to hear of the home. */
export interface PublishPace {
  /** At least this often, also when nothing has changed. */
  readonly everyMs: number;
  /** Also on change, but then never sooner than this after the last time; missing: changes wait for their turn. */
  readonly onChangeAfterMs?: number;
}

/** A living connection to somebody who wants to know how the home is. */
export interface TargetConnection {
  readonly pace: PublishPace;
  /** Tells the state. Fails with a problem when the other side did not take it. */
  publish(state: TargetSnapshot, call: CallOptions): Promise<void>;
  close(): Promise<void>;
}

/** What a target gets from the house. Its `http` already obeys the call rules. */
export interface TargetContext {
  readonly targetId: string;
  readonly http: HttpClient;
  readonly session: SessionKeeper;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  /** Aborted when the connection is not wanted any more, also while it is being made. */
  readonly signal?: AbortSignal;
  /** Hands on a wish that came in through the target; the answer is the reason of the next decision. */
  request(body: RequestBody): Promise<Reason>;
  reportRemaining(ruleId: string, remaining: number): void;
}

/** All that the house knows of one kind of listener: configuration, limits, texts, and how to connect. */
export interface Target<Config = unknown> {
  readonly id: string;
  readonly label: string;
  readonly summary: Localized;
  readonly config: z.ZodType<Config>;
  readonly calls: CallRules;
  readonly text: DriverText;
  identify(config: Config): AccountIdentity;
  connect(config: Config, context: TargetContext): Promise<TargetConnection>;
}

/** A target whose configuration type the hub need not know. */
export interface AnyTarget extends Omit<Target<unknown>, "config" | "identify" | "connect"> {
  readonly config: z.ZodType;
  /** Parses the raw entry (throws a zod error) and binds it to this target's functions. */
  bind(rawConfig: unknown): BoundTarget;
}

export interface BoundTarget {
  readonly identity: AccountIdentity;
  connect(context: TargetContext): Promise<TargetConnection>;
}

/** Declares a target; the configuration's type flows from its schema into `identify` and `connect`. */
export function defineTarget<Config>(target: Target<Config>): Target<Config> & AnyTarget {
  return {
    ...target,
    bind: (rawConfig) => {
      const config = target.config.parse(rawConfig);
      return { identity: target.identify(config), connect: (context) => target.connect(config, context) };
    },
  };
}
