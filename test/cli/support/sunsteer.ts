import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const binary = fileURLToPath(new URL("../../../bin/sunsteer.mjs", import.meta.url));

/** Far beyond what a loaded machine needs, so that a fault fails the test instead of hanging it. */
const longestWaitMs = 60_000;

/** The program as a process of its own, in a folder of its own. */
export interface RunningSunsteer {
  readonly folder: string;
  /** The first line of standard output; fails with what was said when the process ends without one. */
  readonly firstLine: Promise<string>;
  readonly ended: Promise<number | null>;
  stdout(): string;
  stderr(): string;
  /** Resolves when standard error has said so. */
  until(said: RegExp): Promise<void>;
  signal(name: NodeJS.Signals): void;
  /** Ends it and gives its exit code. */
  end(signal: NodeJS.Signals): Promise<number | null>;
}

export interface SunsteerOptions {
  readonly files?: Readonly<Record<string, string>>;
  readonly environment?: Readonly<Record<string, string>>;
}

export async function startSunsteer(args: readonly string[], options: SunsteerOptions = {}): Promise<RunningSunsteer> {
  const folder = mkdtempSync(join(tmpdir(), "sunsteer-"));
  for (const [name, text] of Object.entries(options.files ?? {})) writeFileSync(join(folder, name), text);
  const child = spawn(process.execPath, [binary, ...args], {
    cwd: folder,
    stdio: ["ignore", "pipe", "pipe"],
    env: { PATH: process.env["PATH"], HOME: folder, LANG: "en", ...options.environment },
  });
  let stdout = "";
  let stderr = "";
  const listeners = new Set<() => void>();
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    stdout += text;
    for (const listener of listeners) listener();
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    stderr += text;
    for (const listener of listeners) listener();
  });
  const ended = once(child, "close").then(([code]: unknown[]) => {
    rmSync(folder, { recursive: true, force: true });
    return typeof code === "number" ? code : null;
  });

  /** Waits until the check holds; a process that ends before that, or takes too long, fails with what it said. */
  const waitFor = (holds: () => boolean): Promise<void> =>
    new Promise((resolve, reject) => {
      const look = () => {
        if (!holds()) return;
        listeners.delete(look);
        resolve();
      };
      const giveUp = (how: string) => reject(new Error(`sunsteer ${args.join(" ")} ${how}: ${stdout}${stderr}`));
      listeners.add(look);
      void ended.then(() => giveUp("ended"));
      AbortSignal.timeout(longestWaitMs).addEventListener("abort", () => giveUp("takes too long"));
      look();
    });

  const firstLine = waitFor(() => stdout.includes("\n")).then(() => stdout.split("\n")[0] ?? "");
  firstLine.catch(() => {});
  return {
    folder,
    firstLine,
    ended,
    stdout: () => stdout,
    stderr: () => stderr,
    until: (said) => waitFor(() => said.test(stderr)),
    signal: (name) => child.kill(name),
    end: (signal) => {
      child.kill(signal);
      return ended;
    },
  };
}
