import assert from "node:assert/strict";
import { cp, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, before, describe, test } from "node:test";
import { root, runTool } from "../../scripts/steps.ts";

/** A violation planted in a small tree: the file, what it holds, and the one rule that must name it. */
interface Plant {
  readonly rule: string;
  readonly file: string;
  readonly source: string;
}

const roomNames = [
  ...["domain", "control", "planner", "text", "platform", "driver-kit", "drivers", "history"],
  ...["hub", "publish", "http", "simulator", "backtest", "cli"],
];

/** A tree without a violation: each room with its face, and two of each kind of folder. */
const soil: Record<string, string> = {
  ...Object.fromEntries(roomNames.map((room) => [`src/${room}/index.ts`, `export interface Face { a: 1 }\n`])),
  "src/main.ts": `import type { Face } from "#hub";\nexport type Main = Face;\n`,
  "src/domain/inner.ts": "export const inner = 1;\n",
  "src/hub/half-of-a-cycle.ts": "export type A = 1;\n",
  "src/hub/other-half.ts": `import type { A } from "./half-of-a-cycle.ts";\nexport type B = A | 1;\n`,
  "src/http/contract.ts": "export interface Contract { a: 1 }\n",
  "src/driver-kit/testing/index.ts": `import test from "node:test";\nexport const suite = test;\n`,
  "src/drivers/one/client.ts": "export const client = 1;\n",
  "src/drivers/one/mapping.ts": "export const mapping = 1;\n",
  "src/drivers/one/keys.ts": "export const keys = 1;\n",
  "src/drivers/one/emulator.ts": `import { keys } from "./keys.ts";\nexport const emulator = keys;\n`,
  "src/drivers/one/one.test.ts": `import { emulator } from "./emulator.ts";\nimport "#simulator";\nimport "node:fs";\nexport { emulator };\n`,
  "src/publish/one/target.ts": "export const target = 1;\n",
  "src/platform/real.ts": `import "node:fs";\nimport "pino";\n`,
  "src/control/calendar.ts": `import { Temporal } from "temporal-polyfill";\nexport { Temporal };\n`,
  "web/page.tsx": `import type { Contract } from "#http/contract";\nimport type { Face } from "#domain";\nimport "#text";\nexport type Page = Contract & Face;\n`,
};

/** One forbidden room for each room, chosen so that only the room's own rule is broken. */
const neighbours: Record<string, string> = {
  domain: "platform",
  control: "platform",
  planner: "control",
  text: "control",
  platform: "text",
  "driver-kit": "hub",
  drivers: "hub",
  history: "hub",
  hub: "http",
  publish: "hub",
  http: "driver-kit",
  simulator: "control",
  backtest: "hub",
};

const plants: readonly Plant[] = [
  ...Object.entries(neighbours).map(([room, other]) => ({
    rule: `room-${room}`,
    file: `src/${room}/planted-room.ts`,
    source: `import type { Face } from "#${other}";\nexport type Planted = Face;\n`,
  })),
  { rule: "room-cli", file: "src/cli/planted-room.ts", source: `import "../../web/page.tsx";\n` },
  { rule: "room-main", file: "src/main.ts", source: `import "../web/page.tsx";\n` },
  {
    rule: "room-web",
    file: "web/planted-room.ts",
    source: `import type { Face } from "#hub";\nexport type P = Face;\n`,
  },
  {
    rule: "web-takes-only-types",
    file: "web/planted-value.ts",
    source: `import * as contract from "#http/contract";\nexport { contract };\n`,
  },
  {
    rule: "no-cycle",
    file: "src/hub/half-of-a-cycle.ts",
    source: `export type A = import("./other-half.ts").B | 2;\n`,
  },
  {
    rule: "cross-by-face",
    file: "src/hub/planted-deep.ts",
    source: `import { inner } from "#domain/inner";\nexport { inner };\n`,
  },
  {
    rule: "main-crosses-by-face",
    file: "web/planted-deep.ts",
    source: `import type { inner } from "#domain/inner";\nexport type P = typeof inner;\n`,
  },
  {
    rule: "cross-by-alias",
    file: "src/hub/planted-relative.ts",
    source: `import type { Face } from "../domain/index.ts";\nexport type P = Face;\n`,
  },
  {
    rule: "main-crosses-by-alias",
    file: "web/planted-relative.ts",
    source: `import type { Face } from "../src/text/index.ts";\nexport type P = Face;\n`,
  },
  {
    rule: "inside-by-relative-path",
    file: "src/hub/planted-alias.ts",
    source: `import type { Face } from "#hub";\nexport type P = Face;\n`,
  },
  {
    rule: "driver-alone",
    file: "src/drivers/two/planted.ts",
    source: `import { client } from "../one/client.ts";\nexport { client };\n`,
  },
  {
    rule: "target-alone",
    file: "src/publish/two/planted.ts",
    source: `import { target } from "../one/target.ts";\nexport { target };\n`,
  },
  {
    rule: "emulator-from-facts",
    file: "src/drivers/three/emulator.ts",
    source: `import { client } from "./client.ts";\nexport { client };\n`,
  },
  {
    rule: "emulator-from-facts",
    file: "src/publish/three/emulator.ts",
    source: `export type Mapped = typeof import("./mapping.ts");\n`,
  },
  {
    rule: "no-test-in-production",
    file: "src/drivers/four/planted-suite.ts",
    source: `import { suite } from "#driver-kit/testing";\nexport { suite };\n`,
  },
  {
    rule: "no-test-in-production",
    file: "src/drivers/one/planted-test.ts",
    source: `import "./one.test.ts";\n`,
  },
  { rule: "effects-at-the-border", file: "src/hub/planted-effect.ts", source: `import "node:fs/promises";\n` },
  { rule: "effects-at-the-border", file: "src/drivers/one/planted-effect.ts", source: `import "http";\n` },
  { rule: "pino-only-in-platform", file: "src/hub/planted-pino.ts", source: `import "pino";\n` },
  { rule: "mqtt-only-in-platform", file: "src/publish/one/planted-mqtt.ts", source: `import "mqtt";\n` },
  { rule: "fastify-only-in-http", file: "src/hub/planted-fastify.ts", source: `import "@fastify/static";\n` },
  { rule: "commander-only-in-cli", file: "src/drivers/one/planted-commander.ts", source: `import "commander";\n` },
  { rule: "yaml-only-in-hub-and-cli", file: "src/http/planted-yaml.ts", source: `import "yaml";\n` },
  { rule: "preact-only-in-web", file: "src/http/planted-preact.ts", source: `import "@preact/signals";\n` },
  { rule: "pure-rooms-stay-pure", file: "src/control/planted-package.ts", source: `import "zod";\n` },
  {
    rule: "no-development-package-in-production",
    file: "src/hub/planted-development.ts",
    source: `import "fast-check";\n`,
  },
  { rule: "no-undeclared-package", file: "src/hub/planted-undeclared.ts", source: `import "undici-types";\n` },
  { rule: "no-unresolvable", file: "src/hub/planted-nowhere.ts", source: `import "./nowhere.ts";\n` },
];

const packages = [
  ...["pino", "mqtt", "@fastify/static", "commander", "yaml", "@preact/signals", "zod"],
  ...["temporal-polyfill", "fast-check", "undici-types"],
];

/** There only so that a planted import finds something. */
const ground: Record<string, string> = {
  ...Object.fromEntries(packages.map((name) => [`node_modules/${name}/index.js`, ""])),
  "src/drivers/three/client.ts": "export const client = 1;\n",
  "src/publish/three/mapping.ts": "export const mapping = 1;\n",
  "package.json": JSON.stringify({
    name: "planted",
    type: "module",
    imports: {
      "#http/contract": { "sunsteer-source": "./src/http/contract.ts" },
      "#domain/inner": { "sunsteer-source": "./src/domain/inner.ts" },
      "#*": { "sunsteer-source": "./src/*/index.ts" },
    },
    dependencies: Object.fromEntries(packages.slice(0, -2).map((name) => [name, "*"])),
    devDependencies: { "fast-check": "*" },
  }),
};

interface Violation {
  readonly from: string;
  readonly rule: { readonly name: string };
}

describe("the import rules", () => {
  let tree: string;
  let clean: Violation[];
  let planted: Violation[];

  before(async () => {
    tree = await mkdtemp(join(tmpdir(), "sunsteer-rules-"));
    await layOut(tree, { ...ground, ...soil });
    clean = await violations(tree);
    await layOut(tree, Object.fromEntries(plants.map(({ file, source }) => [file, source])));
    planted = await violations(tree);
  });

  after(() => rm(tree, { recursive: true, force: true }));

  test("find nothing in a tree that keeps them", () => {
    assert.deepEqual(clean, []);
  });

  for (const { rule, file } of plants) {
    test(`${rule} names ${file}, and no other rule does`, () => {
      const named = planted.filter(({ from }) => from === file).map((violation) => violation.rule.name);
      assert.deepEqual([...new Set(named)], [rule]);
    });
  }

  test("name nothing but the planted files", () => {
    const files = new Set(plants.map(({ file }) => file));
    assert.deepEqual(
      planted.filter(({ from }) => !files.has(from)),
      [],
    );
  });

  test("are each proven by a planted violation and say why", async () => {
    const { default: configuration } = await import(join(root, ".dependency-cruiser.mjs"));
    const rules: { name: string; comment?: string }[] = configuration.forbidden;
    assert.deepEqual(rules.map(({ name }) => name).sort(), [...new Set(plants.map(({ rule }) => rule))].sort());
    for (const { name, comment } of rules) {
      assert.ok((comment?.length ?? 0) > 40, `${name} does not say why`);
    }
  });

  test("leave no way round in a circle from room to room", async () => {
    const { rooms } = await import(join(root, ".dependency-cruiser.mjs"));
    const table: Record<string, { mayImport: string[] }> = rooms;
    const above = (room: string, way: string[]): void => {
      assert.ok(!way.includes(room), `a circle: ${[...way, room].join(" → ")}`);
      for (const next of table[room]?.mayImport ?? []) {
        above(next, [...way, room]);
      }
    };
    for (const room of Object.keys(table)) {
      above(room, []);
    }
    assert.deepEqual(Object.keys(table).sort(), [...roomNames].sort());
  });
});

async function layOut(tree: string, files: Record<string, string>): Promise<void> {
  await cp(join(root, ".dependency-cruiser.mjs"), join(tree, ".dependency-cruiser.mjs"));
  for (const [file, source] of Object.entries(files)) {
    await mkdir(dirname(join(tree, file)), { recursive: true });
    await writeFile(join(tree, file), source);
  }
}

async function violations(tree: string): Promise<Violation[]> {
  const cruiser = "dependency-cruiser/bin/dependency-cruiser.mjs";
  const { output } = await runTool(
    [cruiser, "--config", ".dependency-cruiser.mjs", "--output-type", "json", "src", "web"],
    tree,
  );
  return JSON.parse(output).summary.violations;
}
