import { spawn } from "node:child_process";
import { join, relative } from "node:path";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import { root } from "../steps.ts";

/** What became of one test; `failure` says why it did not pass. */
export interface TestResult {
  readonly name: string;
  readonly failure?: string;
}

export interface FileResult {
  readonly file: string;
  readonly tests: readonly TestResult[];
  /** What the file printed; worth reading only when something failed. */
  readonly output: string;
  readonly durationMs: number;
}

export interface FileOptions {
  readonly nodeFlags: readonly string[];
  /** Only tests whose name matches. */
  readonly namePattern?: string | undefined;
}

const TEST_TIMEOUT_MS = 120_000;
/** A file from which nothing was heard for so long is stuck outside any test, or in a loop that never yields. */
const SILENCE_LIMIT_MS = TEST_TIMEOUT_MS + 30_000;
/** After its last test a process that still runs holds a timer, socket or child that nobody closed. */
const EXIT_GRACE_MS = 10_000;

/** Runs one test file in a process of its own. */
export async function runTestFile(path: string, options: FileOptions): Promise<FileResult> {
  const startedAt = performance.now();
  const file = relative(root, path);
  const child = spawn(process.execPath, [...argumentsFor(options), path], {
    cwd: root,
    stdio: ["ignore", "pipe", "pipe", "pipe"],
  });
  const tests: TestResult[] = [];
  const chunks: Buffer[] = [];
  let verdict: string | undefined;
  let ended = false;
  const condemn = (reason: string) => {
    verdict = reason;
    child.kill("SIGKILL");
  };
  let watchdog = setTimeout(condemn, SILENCE_LIMIT_MS, silence());
  createInterface({ input: child.stdio[3] as Readable }).on("line", (line) => {
    clearTimeout(watchdog);
    const message: TestResult | { end: true } = JSON.parse(line);
    if ("end" in message) {
      ended = true;
      watchdog = setTimeout(condemn, EXIT_GRACE_MS, leak());
    } else {
      watchdog = setTimeout(condemn, SILENCE_LIMIT_MS, silence());
      tests.push(message);
    }
  });
  child.stdout?.on("data", (chunk: Buffer) => chunks.push(chunk));
  child.stderr?.on("data", (chunk: Buffer) => chunks.push(chunk));
  const { code, signal } = await closing(child);
  clearTimeout(watchdog);
  verdict ??= judge({ tests, ended, how: signal ?? `exit code ${code}`, clean: code === 0, narrowed: options });
  if (verdict !== undefined) {
    tests.push({ name: "(the file itself)", failure: verdict });
  }
  return { file, tests, output: Buffer.concat(chunks).toString(), durationMs: performance.now() - startedAt };
}

function argumentsFor({ nodeFlags, namePattern }: FileOptions): string[] {
  return [
    ...nodeFlags,
    `--test-reporter=${join(import.meta.dirname, "reporter.ts")}`,
    `--test-timeout=${TEST_TIMEOUT_MS}`,
    ...(namePattern === undefined ? [] : [`--test-name-pattern=${namePattern}`]),
  ];
}

function closing(child: ReturnType<typeof spawn>): Promise<{ code: number | null; signal: string | null }> {
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code, signal) => resolve({ code, signal }));
  });
}

interface Evidence {
  readonly tests: readonly TestResult[];
  readonly ended: boolean;
  readonly how: string;
  readonly clean: boolean;
  readonly narrowed: FileOptions;
}

function judge({ tests, ended, how, clean, narrowed }: Evidence): string | undefined {
  if (!ended) {
    return tests.length === 0 && clean ? "It has no tests." : `It ended with ${how} before its tests were done.`;
  }
  if (!clean && tests.every((test) => test.failure === undefined)) {
    return `Its tests passed, but it ended with ${how}.`;
  }
  if (tests.length === 0 && narrowed.namePattern === undefined) {
    return "It has no tests.";
  }
  return undefined;
}

function silence(): string {
  return `Nothing was heard from it for ${SILENCE_LIMIT_MS / 1000} s, so it was ended.`;
}

function leak(): string {
  return `It still ran ${EXIT_GRACE_MS / 1000} s after its last test: a timer, socket or child process is left open.`;
}
