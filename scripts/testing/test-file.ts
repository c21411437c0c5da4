import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join, relative } from "node:path";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import { z } from "zod";
import { root } from "../steps.ts";

const resultSchema = z.object({ name: z.string(), failure: z.string().optional() });
const messageSchema = z.union([
  resultSchema,
  /** How many tests and suites are under way. */
  z.object({ running: z.number() }),
  /** A figure that a test measured and wants seen. */
  z.object({ note: z.string() }),
  z.object({ end: z.literal(true) }),
]);

/** What became of one test; `failure` says why it did not pass. */
export type TestResult = z.infer<typeof resultSchema>;

/** What the reporter in the process of a test file tells, one line each. */
export type Message = z.infer<typeof messageSchema>;

export interface FileResult {
  readonly file: string;
  readonly tests: readonly TestResult[];
  /** What its tests want to be seen although all is well. */
  readonly notes: readonly string[];
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
/**
 * With no test under way, a process that goes on holds a timer, socket or child that nobody closed. So long, because a
 * test that never yields cannot tell that it has begun.
 */
const IDLE_LIMIT_MS = 60_000;

const SILENT = `Nothing was heard from it for ${SILENCE_LIMIT_MS / 1000} s, so it was ended.`;
const LEAKING = `It went on for ${IDLE_LIMIT_MS / 1000} s without a test: a timer, socket or child process is left open.`;

/** Runs one test file in a process of its own. */
export async function runTestFile(path: string, options: FileOptions): Promise<FileResult> {
  const startedAt = performance.now();
  const child = spawn(process.execPath, [...argumentsFor(options), path], {
    cwd: root,
    stdio: ["ignore", "pipe", "pipe", "pipe"],
  });
  const printed = [child.stdout, child.stderr].map(collect);
  const { tests, notes, ended, verdict } = await listen(child);
  const failure = verdict ?? judge(tests, ended, child, options);
  return {
    file: relative(root, path),
    tests: failure === undefined ? tests : [...tests, { name: "(the file itself)", failure }],
    notes,
    output: printed.map((text) => text()).join(""),
    durationMs: performance.now() - startedAt,
  };
}

interface Heard {
  readonly tests: readonly TestResult[];
  readonly notes: readonly string[];
  /** Whether it said that its tests were done. */
  readonly ended: boolean;
  /** Why it was ended, where it did not end by itself. */
  readonly verdict: string | undefined;
}

/** Takes down what the reporter in the child tells, until the child is gone or is ended for its silence. */
async function listen(child: ChildProcess): Promise<Heard> {
  const tests: TestResult[] = [];
  const notes: string[] = [];
  let running: number | undefined;
  let ended = false;
  let verdict: string | undefined;
  let watchdog: NodeJS.Timeout | undefined;
  const expectMoreWithin = (limitMs: number, reason: string) => {
    clearTimeout(watchdog);
    watchdog = setTimeout(() => {
      verdict = reason;
      child.kill("SIGKILL");
    }, limitMs);
  };
  expectMoreWithin(SILENCE_LIMIT_MS, SILENT);
  createInterface({ input: child.stdio[3] as Readable }).on("line", (line) => {
    const message = messageSchema.parse(JSON.parse(line));
    if ("name" in message) {
      tests.push(message);
    } else if ("note" in message) {
      notes.push(message.note);
    } else if ("running" in message) {
      running = message.running;
    } else {
      ended = true;
    }
    running === 0 ? expectMoreWithin(IDLE_LIMIT_MS, LEAKING) : expectMoreWithin(SILENCE_LIMIT_MS, SILENT);
  });
  await once(child, "close");
  clearTimeout(watchdog);
  return { tests, notes, ended, verdict };
}

function collect(stream: Readable | null): () => string {
  const chunks: Buffer[] = [];
  stream?.on("data", (chunk: Buffer) => chunks.push(chunk));
  return () => Buffer.concat(chunks).toString();
}

function argumentsFor({ nodeFlags, namePattern }: FileOptions): string[] {
  return [
    ...nodeFlags,
    `--test-reporter=${join(import.meta.dirname, "reporter.ts")}`,
    `--test-timeout=${TEST_TIMEOUT_MS}`,
    ...(namePattern === undefined ? [] : [`--test-name-pattern=${namePattern}`]),
  ];
}

function judge(
  tests: readonly TestResult[],
  ended: boolean,
  { exitCode, signalCode }: ChildProcess,
  { namePattern }: FileOptions,
): string | undefined {
  const how = signalCode ?? `exit code ${exitCode}`;
  const isClean = exitCode === 0;
  if (tests.length === 0 && isClean && (namePattern === undefined || !ended)) {
    return "It has no tests.";
  }
  if (!ended) {
    return `It ended with ${how} before its tests were done.`;
  }
  if (!isClean && tests.every((test) => test.failure === undefined)) {
    return `Its tests passed, but it ended with ${how}.`;
  }
  return undefined;
}
