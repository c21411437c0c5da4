import type { Writable } from "node:stream";
import type { Environment } from "./environment.ts";

/** The process we live in, as far as the top of the program needs it. */
export interface Process {
  readonly environment: Environment;
  /** What runs the program, for bug reports. */
  readonly runtime: Readonly<Record<string, string>>;
  readonly workingDirectory: string;
  readonly args: readonly string[];
  print(text: string): void;
  tell(text: string): void;
  readonly isTerminal: boolean;
  /** Standard error where somebody watches it. */
  readonly terminal: Writable | undefined;
  /** Resolves at the first request to end; a hang-up asks to read the configuration again where that means something. */
  untilStopped(onReload?: () => void): Promise<void>;
  exit(code: number): never;
}

export function currentProcess(): Process {
  return {
    environment: process.env,
    runtime: { node: process.versions.node, platform: process.platform, processor: process.arch },
    workingDirectory: process.cwd(),
    args: process.argv.slice(2),
    print: (text) => process.stdout.write(`${text}\n`),
    tell: (text) => process.stderr.write(`${text}\n`),
    isTerminal: process.stderr.isTTY === true,
    terminal: process.stderr.isTTY === true ? process.stderr : undefined,
    untilStopped: (onReload) =>
      new Promise((resolve) => {
        process.once("SIGINT", () => resolve());
        process.once("SIGTERM", () => resolve());
        if (onReload !== undefined) process.on("SIGHUP", onReload);
      }),
    exit: (code) => process.exit(code),
  };
}
