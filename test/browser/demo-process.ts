import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";

const main = join(import.meta.dirname, "../../src/main.ts");

export interface DemoProcess {
  readonly url: string;
  stop(): Promise<void>;
}

/** `sunsteer demo` as a user would start it, on a port of its own choice. */
export async function startDemo(...options: readonly string[]): Promise<DemoProcess> {
  const flags = ["--conditions=sunsteer-source", "--disable-warning=ExperimentalWarning"];
  const child = spawn(process.execPath, [...flags, main, "demo", "--port", "0", ...options], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const stop = async () => {
    if (child.exitCode !== null) return;
    child.kill("SIGTERM");
    await once(child, "exit");
  };
  let printed = "";
  for await (const chunk of child.stdout) {
    printed += String(chunk);
    const url = /http:\/\/[\d.]+:\d+/.exec(printed)?.[0];
    if (url !== undefined) return { url, stop };
  }
  throw new Error(`the demo ended without an address: ${printed}`);
}
