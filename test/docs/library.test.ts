import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { promisify } from "node:util";
import { createEmulator, type EmulatorDefinition, serveEmulator } from "#driver-kit";
import { drivers } from "#drivers";
import { createRandom, createSystemClock } from "#platform";
import { targets } from "#publish";
import { createSimulatedHome, presets } from "#simulator";
import { root } from "../../scripts/steps.ts";
import { type ForeignProject, layOutForeignProject, typeErrorsOf } from "./support/installed-package.ts";
import { fencedBlocks, readDoc } from "./support/markdown.ts";

const run = promisify(execFile);

/** Whoever may be a library of its own: drivers and targets, each in its folder. */
const rooms = [
  ...drivers.map(({ driver: { id }, emulator }) => ({ id, emulator, folder: `drivers/${id}` })),
  ...targets.map(({ target: { id }, emulator }) => ({ id, emulator, folder: `publish/${id}` })),
];
const readmes = ["README.md", ...rooms.map(({ folder }) => `src/${folder}/README.md`)];
const programs = readmes.flatMap((page) =>
  fencedBlocks(readDoc(page)).flatMap(({ language, text }) => {
    const [, id] = /from "sunsteer\/([\w-]+)"/.exec(text) ?? [];
    return language !== "ts" || id === undefined ? [] : [{ page, id, text }];
  }),
);
const offered = rooms.filter(({ folder }) => existsSync(join(root, "src", folder, "library.ts")));

/** Prints every module that an import of the entry loads. */
const printLoaded = (entry: string) => `
import { registerHooks } from "node:module";
const urls = new Set();
registerHooks({ resolve: (name, context, next) => { const found = next(name, context); urls.add(found.url); return found; } });
await import("${entry}");
console.log([...urls].join("\\n"));
`;

describe("the clients as a library", () => {
  let project: ForeignProject;

  before(async () => {
    const readme = programs.map(({ text }, index): [string, string] => [`program-${index}.ts`, text]);
    const graphs = offered.map(({ id }) => [`graph-${id}.mjs`, printLoaded(`sunsteer/${id}`)]);
    project = await layOutForeignProject(Object.fromEntries([...readme, ...graphs]));
  });
  after(() => project.remove());

  test("there are some, and a page shows how each is used", () => {
    const ids = offered.map(({ id }) => id);
    assert.ok(ids.includes("goe") && ids.includes("foxess"));
    for (const id of ids) assert.ok(programs.some((program) => program.id === id));
  });

  test("the programs on our pages are sound TypeScript for whoever has installed the package", async () => {
    assert.equal(await typeErrorsOf(project), "");
  });

  for (const { id, folder } of offered) {
    test(`sunsteer/${id} loads the client and nothing of the house`, async () => {
      const { stdout } = await run(process.execPath, [`graph-${id}.mjs`], { cwd: project.folder });
      const urls = stdout.trim().split("\n");
      const files = urls.flatMap((url) => /\/sunsteer\/dist\/(.+)$/.exec(url)?.[1] ?? []);
      assert.ok(files.includes(`${folder}/client.js`));
      const ofClient = new RegExp(`^(?:domain|platform)/(?!index)|^domain/index|^${folder}/`);
      const ofHouse = /\/driver\.js$|emulator|actuator/;
      assert.deepEqual(
        files.filter((file) => !ofClient.test(file) || ofHouse.test(file)),
        [],
      );
      const packages = urls.flatMap((url) => /\/node_modules\/(@[^/]+\/[^/]+|[^/]+)\//.exec(url)?.[1] ?? []);
      assert.deepEqual(
        [...new Set(packages)].filter((name) => name !== "sunsteer" && name !== "zod"),
        [],
      );
      assert.ok(!urls.includes("node:sqlite"));
    });
  }

  for (const [index, { page, id, text }] of programs.entries()) {
    test(`the program for sunsteer/${id} in ${page} runs against the emulator`, async () => {
      const parts = rooms.find((room) => room.id === id);
      assert.ok(parts);
      const device = await serve(await parts.emulator.load());
      try {
        await writeFile(join(project.folder, `run-${index}.ts`), towards(device.url, text));
        const env = { ...process.env, ...environmentOf(id, device.credentials) };
        const { stdout, stderr } = await run(process.execPath, [`run-${index}.ts`], { cwd: project.folder, env });
        assert.equal(stderr, "");
        assert.doesNotMatch(stdout, /undefined/);
        if (text.includes("console.log")) assert.match(stdout, /\w/);
      } finally {
        await device.close();
      }
    });
  }
});

/** The program with the emulator's address instead of the device's, or instead of the maker's cloud. */
function towards(url: string, program: string): string {
  const named = program.replace(/url: "[^"]+"/, `url: "${url}"`);
  return named === program ? program.replace(/(create\w+Client\(\{)/, `$1 url: "${url}",`) : named;
}

/** `apiKey` of `foxess` is `FOXESS_API_KEY`. */
function environmentOf(id: string, credentials: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(credentials).map(([key, value]) => [
      `${id}_${key.replaceAll(/([A-Z])/g, "_$1")}`.toUpperCase(),
      value,
    ]),
  );
}

async function serve(definition: EmulatorDefinition) {
  const clock = createSystemClock();
  const home = createSimulatedHome(presets.family.scenario, { clock });
  const emulator = createEmulator(definition, { home, clock, random: createRandom(1) });
  const { url, close } = await serveEmulator(emulator, { clock });
  return { url, close, credentials: emulator.credentials };
}
