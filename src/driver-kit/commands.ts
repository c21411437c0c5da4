import type { Language, Problem } from "#domain";
import type { Clock, Environment } from "#platform";
import type { Account } from "./account/accounts.ts";
import type { AccountIdentity } from "./driver.ts";

/** A driver's or target's own commands, loaded only when one of them is called. */
export interface DriverCommands {
  readonly summary: string;
  load(): Promise<readonly DriverCommand[]>;
}

/** One command as data: `sunsteer <driver> <name> …`. The command line gives it help, `--config` and `--json`. */
export interface DriverCommand {
  readonly name: string;
  readonly summary: string;
  /** The words it takes, e.g. `[key...]`. */
  readonly parameters?: string;
  readonly options?: readonly CommandOption[];
  readonly example: string;
  /** Throws a `ProblemError` where it cannot do as asked. */
  run(input: CommandInput, context: CommandContext): Promise<void>;
}

/** For example `--url <address>`; without a value in angle brackets it is a switch. */
export interface CommandOption {
  readonly flags: string;
  readonly summary: string;
}

/** What was typed: the words, and the options by their names in camel case. */
export interface CommandInput {
  readonly words: readonly string[];
  readonly options: Readonly<Record<string, string | boolean | undefined>>;
}

/** A device of this driver (or an entry of this target) as the configuration has it: its own keys, or what is wrong. */
export interface ConfiguredDevice {
  readonly id: string;
  readonly entry: Readonly<Record<string, unknown>>;
  readonly problem?: Problem;
}

/** A hub that runs in another process, behind its HTTP interface. */
export interface RunningHub {
  readonly url: string;
  /** One exchange, its path from `/api` on; fails with what the hub says is wrong. */
  ask(question: HubQuestion): Promise<unknown>;
}

export interface HubQuestion {
  /** `GET` when missing. */
  readonly method?: "GET" | "POST" | "PATCH" | "DELETE";
  readonly path: string;
  /** Sent as JSON. */
  readonly body?: unknown;
  /** Longest wait for the answer; 10 s when missing. */
  readonly timeoutMs?: number;
}

/** The world as a driver's command may touch it. */
export interface CommandContext {
  readonly environment: Environment;
  readonly language: Language;
  readonly clock: Clock;
  /** Answers are one JSON document each. */
  readonly isJson: boolean;
  /** The answer. */
  print(text: string): void;
  /** What is said beside it. */
  tell(text: string): void;
  /** Columns side by side. */
  table(rows: readonly (readonly string[])[]): string;
  /** Both sentences of a problem. */
  sentences(problem: Problem): string;
  /** This driver's devices in the configuration; none where no file is named and none is found. */
  findDevices(configFile?: string): Promise<readonly ConfiguredDevice[]>;
  /** The hub that runs on this configuration; nothing where none answers. */
  findHub(configFile?: string): Promise<RunningHub | undefined>;
  /** The way to the device under the driver's call rules; the command closes it. */
  openAccount(identity: AccountIdentity): Account;
  /** Resolves when somebody asks the command to end. */
  untilStopped(): Promise<void>;
}
