import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { z } from "zod";

/** A hub under test, running as its owner would run it. */
export interface MeasuredHub {
  readonly pid: number;
  readonly url: string;
  /** From the start of the process to the page's first answer. */
  readonly pageAfterMs: number;
  /** Ends the hub and what it talks to. */
  stop(): Promise<void>;
}

/** A summer's morning, so that the day has sun, cars and decisions. */
const virtualOrigin = Date.UTC(2025, 5, 21, 3);

const announced = z.object({
  urls: z.record(z.string(), z.string()),
  credentials: z.record(z.string(), z.record(z.string(), z.string())),
});

/** `sunsteer run` with an inverter behind a cloud and a wallbox in the house, both emulated in another process. */
export async function startRun(launcher: string, speed: number): Promise<MeasuredHub> {
  const folder = mkdtempSync(join(tmpdir(), "sunsteer-footprint-"));
  const environment = environmentOf(folder, speed);
  const emulators = start(launcher, ["emulate", "foxess", "goe"], environment, folder);
  const { urls, credentials } = announced.parse(JSON.parse(await firstMatch(emulators, /\{.*\}/)));
  const config = {
    version: 1,
    home: { name: "Measured", timeZone: "Europe/Berlin" },
    devices: [
      { id: "inverter", driver: "foxess", url: urls["foxess"], ...credentials["foxess"] },
      { id: "wallbox", driver: "goe", url: urls["goe"] },
    ],
    control: { chargers: { wallbox: { mode: "solar" } }, batteries: { inverter: { evGuard: true } } },
    http: { port: 0 },
    history: { path: join(folder, "measured.db") },
  };
  // JSON is YAML too.
  writeFileSync(join(folder, "sunsteer.yaml"), JSON.stringify(config));
  const hub = await startHub(launcher, ["run"], environment, folder);
  return {
    ...hub,
    stop: async () => {
      await hub.stop();
      await stop(emulators);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** `sunsteer demo`: house, emulators and hub in one process. */
export async function startDemo(launcher: string, speed: number): Promise<MeasuredHub> {
  const folder = mkdtempSync(join(tmpdir(), "sunsteer-footprint-"));
  const hub = await startHub(
    launcher,
    ["demo", "--port", "0", "--speed", String(speed)],
    environmentOf(folder, 1),
    folder,
  );
  return {
    ...hub,
    stop: async () => {
      await hub.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function startHub(launcher: string, args: readonly string[], environment: NodeJS.ProcessEnv, folder: string) {
  const startedAt = performance.now();
  const child = start(launcher, args, environment, folder);
  const url = await firstMatch(child, /http:\/\/[\d.]+:\d+/);
  const status = await answerOf(url);
  const pageAfterMs = performance.now() - startedAt;
  if (child.pid === undefined || status !== 200) throw new Error(`the page was answered with ${status}`);
  return { pid: child.pid, url, pageAfterMs, stop: () => stop(child) };
}

function environmentOf(folder: string, speed: number): NodeJS.ProcessEnv {
  const clock = speed === 1 ? {} : { SUNSTEER_CLOCK: `${Date.now()}/${virtualOrigin}/${speed}` };
  return { ...process.env, ...clock, HOME: folder, SUNSTEER_STATE: join(folder, "state"), SUNSTEER_LOG: "error" };
}

function start(launcher: string, args: readonly string[], env: NodeJS.ProcessEnv, cwd: string): ChildProcess {
  return spawn(process.execPath, [launcher, ...args], { env, cwd, stdio: ["ignore", "pipe", "inherit"] });
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill("SIGTERM");
  await once(child, "exit");
}

function firstMatch(child: ChildProcess, pattern: RegExp): Promise<string> {
  let printed = "";
  return new Promise((resolve, reject) => {
    child.stdout?.on("data", (chunk: Buffer) => {
      printed += chunk.toString();
      const found = pattern.exec(printed)?.[0];
      if (found !== undefined) resolve(found);
    });
    child.on("exit", (code) => reject(new Error(`it ended with ${code} after printing: ${printed}`)));
  });
}

function answerOf(url: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    request(url, (answer) => {
      answer.resume();
      answer.on("end", () => resolve(answer.statusCode));
    })
      .on("error", reject)
      .end();
  });
}
