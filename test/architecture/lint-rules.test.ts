import assert from "node:assert/strict";
import { cp, mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, before, describe, test } from "node:test";
import { root, runTool } from "../../scripts/steps.ts";

/** A line that one rule must name, and no other. */
interface Plant {
  readonly rule: string;
  readonly line: string;
}

const plants: readonly Plant[] = [
  { rule: "no-floating-promises", line: "export const floating = () => { work(); };" },
  { rule: "no-floating-promises", line: "export const floatingMethod = (device: Device) => { device.close(); };" },
  { rule: "no-floating-promises", line: 'export const floatingFile = () => { writeFile("a", "b"); };' },
  {
    rule: "no-floating-promises",
    line: "export const floatingMaybe = (device?: Device) => { device?.close(); };",
  },
  { rule: "await-thenable", line: "export const awaited = async (device: Device) => await device.mode;" },
  { rule: "no-misused-promises", line: "export const misused = () => (work() ? 1 : 2);" },
  { rule: "no-misused-promises", line: "export const each = () => [1].forEach(async () => { await work(); });" },
  {
    rule: "switch-exhaustiveness-check",
    line: 'export const open = (device: Device) => { switch (device.mode) { case "on": return 1; case "eco": return 2; } };',
  },
  { rule: "noExplicitAny", line: "export const anything = (value: any) => String(value);" },
  { rule: "noNonNullAssertion", line: "export const sure = (device?: Device) => device!.mode;" },
  { rule: "noConsole", line: 'export const shout = () => console.log("x");' },
  { rule: "noDefaultExport", line: "export default 1;" },
  { rule: "no-bare-clock", line: "export const now = () => Date.now();" },
  { rule: "no-bare-clock", line: "export const today = () => new Date();" },
  { rule: "no-bare-clock", line: "export const spoken = () => Date();" },
  { rule: "no-bare-clock", line: "export const Renamed = Date;" },
  { rule: "no-bare-clock", line: "export const deadline = () => AbortSignal.timeout(5);" },
  { rule: "no-bare-randomness", line: "export const dice = () => Math.random();" },
  { rule: "noRestrictedGlobals", line: "export const later = (then: () => void) => setTimeout(then, 5);" },
  { rule: "noRestrictedGlobals", line: "export const often = (then: () => void) => setInterval(then, 5);" },
  { rule: "noRestrictedGlobals", line: "export const soon = (then: () => void) => setImmediate(then);" },
  { rule: "noRestrictedGlobals", line: "export const elapsed = () => performance.now();" },
  { rule: "noRestrictedGlobals", line: "export const home = () => process.env;" },
  { rule: "noRestrictedGlobals", line: 'export const call = async () => await fetch("http://127.0.0.1");' },
  { rule: "noRestrictedGlobals", line: 'export const socket = () => new WebSocket("ws://127.0.0.1");' },
  { rule: "noRestrictedGlobals", line: "export const around = () => globalThis;" },
];

const untypedLinter = ["@biomejs/biome/bin/biome", "lint", "--reporter=github"];
const typedLinter = ["oxlint/bin/oxlint", "--type-aware", "-f", "unix"];

const kit: Record<string, string> = {
  "src/kit/index.ts": 'export { type Device, work } from "./device.ts";\n',
  "src/kit/device.ts": [
    'export interface Device { close(): Promise<void>; mode: "on" | "off" | "eco" }',
    "export async function work(): Promise<number> { return await Promise.resolve(1); }",
    "",
  ].join("\n"),
};

const head = `import { writeFile } from "node:fs/promises";
import { type Device, work } from "#kit";
export const used = (device: Device) => [device, work, writeFile];
`;
const headLines = 3;
const planted = `${head}${plants.map(({ line }) => line).join("\n")}\n`;

const allowed = `${head}
export const at = (instantMs: number) => new Date(instantMs).toISOString();
export const parsed = (text: string) => Date.parse(text);
`;

describe("the lint rules", () => {
  let tree: string;
  let found: Map<string, string[]>;

  before(async () => {
    tree = await mkdtemp(join(tmpdir(), "sunsteer-lint-"));
    await layOut(tree, {
      ...kit,
      "src/hub/planted.ts": planted,
      "src/hub/allowed.ts": allowed,
      "src/main.ts": `${head}export const here = () => process.cwd();\n`,
      "src/platform/real.ts": `${head}export const now = () => [Date.now(), setTimeout, Math.random(), fetch, process];\n`,
      "src/hub/some.test.ts": `${head}export const now = () => [Date.now(), setTimeout, Math.random(), process];\n`,
    });
    found = await diagnostics(tree);
  });

  after(() => rm(tree, { recursive: true, force: true }));

  for (const [index, { rule, line }] of plants.entries()) {
    test(`${rule} names ${line}`, () => {
      assert.deepEqual([...new Set(found.get(`src/hub/planted.ts:${index + headLines + 1}`))], [rule]);
    });
  }

  test("leave the platform and the tests their clock, main.ts the process, and everyone a given instant", () => {
    const others = [...found].filter(([place]) => !place.startsWith("src/hub/planted.ts:"));
    assert.deepEqual(others, []);
  });
});

async function layOut(tree: string, files: Record<string, string>): Promise<void> {
  for (const name of ["biome.json", ".oxlintrc.json", "tsconfig.json", "package.json", "scripts/lint"]) {
    await cp(join(root, name), join(tree, name), { recursive: true });
  }
  // For the types of Node.js.
  await symlink(join(root, "node_modules"), join(tree, "node_modules"));
  for (const [file, source] of Object.entries(files)) {
    await mkdir(dirname(join(tree, file)), { recursive: true });
    await writeFile(join(tree, file), source);
  }
}

/** The names of the rules found, by `file:line`. */
async function diagnostics(tree: string): Promise<Map<string, string[]>> {
  const found = new Map<string, string[]>();
  const note = (rule: string, file: string, line: string) => {
    const place = `${file.slice(file.indexOf("src/"))}:${line}`;
    found.set(place, [...(found.get(place) ?? []), rule]);
  };
  const untyped = await runTool([...untypedLinter, "--max-diagnostics=none", "--vcs-enabled=false", "src"], tree);
  for (const [, title = "", file = "", line = "", message = ""] of untyped.output.matchAll(
    /^::\w+ title=([^,]+),file=([^,]+),line=(\d+),[^:]*::(.*)$/gm,
  )) {
    note(title === "plugin" ? pluginOf(message) : title.slice(title.lastIndexOf("/") + 1), file, line);
  }
  const typed = await runTool([...typedLinter, "src"], tree);
  for (const [, file = "", line = "", rule = ""] of typed.output.matchAll(
    /^(.+?):(\d+):.*\/typescript\(([^)]+)\)\]$/gm,
  )) {
    note(rule, file, line);
  }
  assert.notEqual(found.size, 0, untyped.output + typed.output);
  return found;
}

/** A plugin's diagnostic carries no name of its own, only its sentence. */
function pluginOf(message: string): string {
  return message.startsWith("A bare clock") ? "no-bare-clock" : "no-bare-randomness";
}
