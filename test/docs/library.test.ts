import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { promisify } from "node:util";
import { createEmulator, type EmulatorDefinition, serveEmulator } from "#driver-kit";
import { drivers } from "#drivers";
import { createRandom, createSystemClock } from "#platform";
import { createSimulatedHome, presets } from "#simulator";
import { type ForeignProject, layOutForeignProject, typeErrorsOf } from "./support/installed-package.ts";
import { fencedBlocks, readDoc } from "./support/markdown.ts";

const run = promisify(execFile);
const programs = fencedBlocks(readDoc("README.md")).flatMap(({ language, text }) => (language === "ts" ? [text] : []));
const programFor = (id: string) => programs.find((text) => text.includes(`"sunsteer/${id}"`));

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
    const readme = programs.map((text, index): [string, string] => [`readme-${index}.ts`, text]);
    const graphs = drivers.map(({ driver: { id } }) => [`graph-${id}.mjs`, printLoaded(`sunsteer/${id}`)]);
    project = await layOutForeignProject(Object.fromEntries([...readme, ...graphs]));
  });
  after(() => project.remove());

  test("the README's programs are sound TypeScript for whoever has installed the package", async () => {
    assert.ok(programs.length > 0);
    assert.equal(await typeErrorsOf(project), "");
  });

  for (const { driver, emulator } of drivers) {
    const { id } = driver;

    test(`sunsteer/${id} loads the client and nothing of the house`, async () => {
      const { stdout } = await run(process.execPath, [`graph-${id}.mjs`], { cwd: project.folder });
      const urls = stdout.trim().split("\n");
      const files = urls.flatMap((url) => /\/sunsteer\/dist\/(.+)$/.exec(url)?.[1] ?? []);
      assert.ok(files.includes(`drivers/${id}/client.js`));
      const ofClient = new RegExp(
        `^(?:domain|platform)/(?!index)|^domain/index|^platform/for-clients/|^drivers/${id}/`,
      );
      const ofHouse = /\/driver\.js$|emulator|actuator/;
      assert.deepEqual(
        files.filter((file) => !ofClient.test(file) || ofHouse.test(file)),
        [],
      );
      const packages = urls.flatMap((url) => /\/node_modules\/(@[^/]+\/[^/]+|[^/]+)\//.exec(url)?.[1] ?? []);
      assert.deepEqual([...new Set(packages)].sort(), ["sunsteer", "zod"]);
      assert.ok(!urls.includes("node:sqlite"));
    });

    test(`the README's program for sunsteer/${id} runs against the emulator`, async () => {
      const device = await serve(emulator);
      const program = programFor(id)
        ?.replace("http://192.168.1.50", device.url)
        .replace("createFoxessClient({", `createFoxessClient({ url: "${device.url}",`);
      assert.ok(program, `the README shows no program for sunsteer/${id}`);
      try {
        await writeFile(join(project.folder, "run.ts"), program);
        const env = { ...process.env, FOXESS_API_KEY: device.credentials["apiKey"] };
        const { stdout, stderr } = await run(process.execPath, ["run.ts"], { cwd: project.folder, env });
        assert.notEqual(stdout.trim(), "");
        assert.doesNotMatch(stdout, /undefined/);
        assert.equal(stderr, "");
      } finally {
        await device.close();
      }
    });
  }
});

async function serve(definition: EmulatorDefinition) {
  const clock = createSystemClock();
  const home = createSimulatedHome(presets.family.scenario, { clock });
  const emulator = createEmulator(definition, { home, clock, random: createRandom(1) });
  const { url, close } = await serveEmulator(emulator, { clock });
  return { url, close, credentials: emulator.credentials };
}
