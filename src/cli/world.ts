import type { Writable } from "node:stream";
import type { DriverParts, TargetParts } from "#driver-kit";
import type { History, HistoryOptions, StateStore, StateStoreOptions } from "#history";
import type { Clock, Environment, Files, HttpClient } from "#platform";

/** Everything a command may touch. Concrete drivers, targets and stores are chosen in `main.ts`, nowhere else. */
export interface World {
  readonly version: string;
  readonly runtime: Readonly<Record<string, string>>;
  readonly environment: Environment;
  readonly workingDirectory: string;
  readonly clock: Clock;
  readonly http: HttpClient;
  readonly files: Files;
  readonly drivers: readonly DriverParts[];
  readonly targets: readonly TargetParts[];
  /** Where the program itself stands: a clone with its sources, or an installed package. */
  readonly programDirectory: string;
  /** The built page. */
  readonly pageDirectory: string;
  openHistory(options: HistoryOptions): History;
  openStateStore(options: StateStoreOptions): StateStore;
  readSecretFile(path: string): string | undefined;
  readonly output: Output;
  /** Resolves when somebody asks the process to end; calls `onReload` when asked to read the configuration again. */
  untilStopped(onReload?: () => void): Promise<void>;
}

/** Where a command's words go: its answer to `print`, everything else to `tell`. */
export interface Output {
  print(text: string): void;
  tell(text: string): void;
  readonly isTerminal: boolean;
  /** Where somebody watches: what moves there is no part of any answer. */
  readonly terminal?: Writable;
}
