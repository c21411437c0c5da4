import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import type { Reports, Told } from "./crash-reports.ts";

/** A hub in a process of its own. */
export interface KilledHub {
  /** Everything is loaded; only the orders are missing. */
  readonly loaded: Promise<void>;
  begin(orders: unknown): void;
  wish(mode: "fast" | "off"): void;
  /** Resolves once it has said that the wish is in force; false: it died first. */
  isGranted(mode: "fast" | "off"): Promise<boolean>;
  /** `kill -9`; resolves when the process is gone and all it said has been taken down. */
  kill(): Promise<void>;
  /** Asks it to end in good order. */
  stop(): Promise<void>;
}

const childFile = fileURLToPath(new URL("./crash-child.ts", import.meta.url));

export function startKilledHub(reports: Reports, cacheDirectory: string): KilledHub {
  const child: ChildProcessWithoutNullStreams = spawn(process.execPath, ["--conditions=sunsteer-source", childFile], {
    env: { ...process.env, NODE_COMPILE_CACHE: cacheDirectory },
  });
  let errors = "";
  child.stderr.setEncoding("utf8").on("data", (chunk: string) => {
    errors += chunk;
  });
  const listeners = new Set<(told: Told | "gone") => void>();
  let isLoaded = () => {};
  const loaded = new Promise<void>((resolve) => {
    isLoaded = resolve;
  });
  createInterface({ input: child.stdout }).on("line", (line) => {
    if (line === "loaded") {
      isLoaded();
      return;
    }
    // The last line of a killed process may be half a line, which says nothing.
    if (!line.endsWith("}")) return;
    const told = reports.take(line);
    for (const listener of listeners) listener(told);
  });
  const gone = new Promise<{ readonly code: number | null; readonly signal: string | null }>((resolve) => {
    child.on("close", (code, signal) => {
      for (const listener of listeners) listener("gone");
      resolve({ code, signal });
    });
  });
  const end = async (isExpected: (code: number | null, signal: string | null) => boolean) => {
    const { code, signal } = await gone;
    if (!isExpected(code, signal)) throw new Error(`the hub ended by itself with ${code ?? signal}: ${errors}`);
  };
  return {
    loaded,
    begin: (orders) => {
      child.stdin.write(`${JSON.stringify(orders)}\n`);
    },
    wish: (mode) => {
      child.stdin.write(`${mode}\n`);
    },
    isGranted: (mode) =>
      new Promise((resolve) => {
        const listener = (told: Told | "gone") => {
          if (told !== "gone" && (told.kind !== "wish" || told.mode !== mode)) return;
          listeners.delete(listener);
          resolve(told !== "gone");
        };
        listeners.add(listener);
      }),
    kill: () => {
      child.kill("SIGKILL");
      return end((_, signal) => signal === "SIGKILL");
    },
    stop: () => {
      child.stdin.write("stop\n");
      return end((code) => code === 0);
    },
  };
}
