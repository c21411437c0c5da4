import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";

/** One thing `npm run check` looks at. */
export interface Step {
  readonly name: string;
  /** Command lines run one after the other; the first word is a JavaScript program under `node_modules`. */
  readonly commands: readonly (readonly string[])[];
}

export interface StepResult {
  readonly passed: boolean;
  readonly output: string;
}

export const root = join(import.meta.dirname, "..");

const biome = "@biomejs/biome/bin/biome";
const typedLinter = "oxlint/bin/oxlint";
const compiler = "@typescript/native/bin/tsc";
const cruiser = "dependency-cruiser/bin/dependency-cruiser.mjs";
const sourceFolders = ["src", "web", "test", "scripts", "bench", "bin"];

export function checkSteps(): Step[] {
  const folders = sourceFolders.filter((folder) => existsSync(join(root, folder)));
  const projects = hasPage() ? ["tsconfig.json", "web/tsconfig.json"] : ["tsconfig.json"];
  return [
    { name: "format", commands: [[biome, "format", "."]] },
    { name: "lint", commands: [[biome, "check", "--formatter-enabled=false", "--error-on-warnings", "."]] },
    {
      name: "promises and switches",
      commands: [[typedLinter, "--type-aware", ...folders]],
    },
    { name: "types", commands: projects.map((project) => [compiler, "--noEmit", "-p", project]) },
    { name: "architecture", commands: [[cruiser, "--config", ".dependency-cruiser.mjs", ...folders]] },
  ];
}

/** Whether the page's sources are there. */
export function hasPage(): boolean {
  return existsSync(join(root, "web", "index.html"));
}

export async function runStep(step: Step): Promise<StepResult> {
  const results: StepResult[] = [];
  for (const command of step.commands) {
    results.push(await runTool(command));
  }
  return {
    passed: results.every((result) => result.passed),
    output: results.map((result) => result.output).join(""),
  };
}

/** Runs a tool of `node_modules` with this very Node and collects what it prints. */
export function runTool([tool = "", ...args]: readonly string[], folder = root): Promise<StepResult> {
  const child = spawn(process.execPath, [join(root, "node_modules", tool), ...args], {
    cwd: folder,
    stdio: ["ignore", "pipe", "pipe"],
  });
  const chunks: Buffer[] = [];
  child.stdout.on("data", (chunk: Buffer) => chunks.push(chunk));
  child.stderr.on("data", (chunk: Buffer) => chunks.push(chunk));
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code) => resolve({ passed: code === 0, output: Buffer.concat(chunks).toString() }));
  });
}
