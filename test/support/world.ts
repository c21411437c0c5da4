import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { World } from "#cli";
import { drivers } from "#drivers";
import { openHistory, openStateStore } from "#history";
import { createFiles, createNodeHttp, createSystemClock } from "#platform";
import { targets } from "#publish";

export interface TestWorld extends World {
  readonly printed: readonly string[];
  readonly told: readonly string[];
  /** Ends whatever waits to be stopped, as Ctrl+C would. */
  stop(): void;
  /** Asks for a reload, as SIGHUP would. */
  reload(): void;
  dispose(): void;
}

/** The world as `main.ts` wires it, in a folder of its own and with everything said kept for the test. */
export function createTestWorld(environment: Record<string, string> = {}): TestWorld {
  const folder = mkdtempSync(join(tmpdir(), "sunsteer-"));
  const printed: string[] = [];
  const told: string[] = [];
  const stops: (() => void)[] = [];
  const reloads: (() => void)[] = [];
  const http = createNodeHttp();
  return {
    version: "0.0.0-test",
    runtime: { node: process.versions.node },
    environment: { HOME: folder, SUNSTEER_STATE: join(folder, "state"), LANG: "en", ...environment },
    workingDirectory: folder,
    clock: createSystemClock(),
    http,
    files: createFiles(),
    drivers,
    targets,
    programDirectory: fileURLToPath(new URL("../..", import.meta.url)),
    pageDirectory: fileURLToPath(new URL("../../dist/web", import.meta.url)),
    openHistory,
    openStateStore,
    readSecretFile: (path) => {
      try {
        return readFileSync(path, "utf8");
      } catch {
        return undefined;
      }
    },
    output: { print: (text) => printed.push(text), tell: (text) => told.push(text), isTerminal: false },
    untilStopped: (onReload) =>
      new Promise((resolve) => {
        stops.push(resolve);
        if (onReload !== undefined) reloads.push(onReload);
      }),
    printed,
    told,
    stop: () => {
      for (const stop of stops) stop();
    },
    reload: () => {
      for (const reload of reloads) reload();
    },
    dispose: () => {
      http.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
