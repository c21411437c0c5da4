import type { Command } from "./command.ts";
import type { Json } from "./json.ts";
import type { Reason } from "./reason.ts";
import type { Instant } from "./time.ts";

/** A command with whose wish it serves and why; nothing is sent without a reason. */
export interface DecidedCommand {
  readonly command: Command;
  readonly purpose: "guard" | "user" | "restore";
  /** Puts back what was there before we first touched it; then `command` only tells what is given up. */
  readonly isRelease: boolean;
  readonly reason: Reason;
}

/** What the loop stores of each decision. */
export interface Decision {
  readonly at: Instant;
  readonly commands: readonly DecidedCommand[];
  readonly reasons: readonly Reason[];
}

/** What `decide` carries from one decision to the next: plain, versioned JSON that only control looks into. */
export type Memory = { readonly version: number } & { readonly [key: string]: Json | undefined };
