import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, test } from "node:test";
import { promisify } from "node:util";
import { drivers } from "#drivers";
import { loadConfig } from "#hub";
import { targets } from "#publish";
import { generatedPages } from "../../scripts/docs-parts.ts";
import { root } from "../../scripts/steps.ts";
import { anchorsOf, fencedBlocks, linksOf, proseOf, readDoc } from "./support/markdown.ts";
import { pages } from "./support/pages.ts";

const run = promisify(execFile);
const shell = fencedBlocks(readDoc("README.md")).filter(({ language }) => language === "sh");

describe("the README's commands", () => {
  test("there are the two that set everything up, and each other one runs here or says why not", () => {
    assert.ok(shell.some(({ text }) => text.trim() === "npm ci && npm start"));
    assert.ok(shell.some(({ text }) => text.trim() === "npm ci && npm test"));
    for (const { note, text } of shell) assert.match(note, /^$|^not run: \w.{10}/, text);
  });

  for (const { text } of shell.filter(({ note }) => note === "")) {
    test(`runs: ${text.trim()}`, { timeout: 120_000 }, async () => {
      // The same without npx, which some systems keep out of the path although npm brings it.
      const { stdout } = await run("sh", ["-ec", text.replace(/^npx /gm, "npm exec -- ")], { cwd: root });
      assert.match(stdout, /\w/);
    });
  }
});

const scripts: unknown = JSON.parse(readDoc("package.json")).scripts;

test("every npm script that a page names is there", () => {
  const named = pages.flatMap((page) => [
    ...Array.from(readDoc(page).matchAll(/\bnpm (?:run ([a-z]\w*)|(start|test)\b)/g), ([, run, own]) => run ?? own),
  ]);
  assert.ok(named.length > 5);
  const known = Object.keys(scripts ?? {});
  assert.deepEqual(
    named.filter((name) => !known.includes(name ?? "")),
    [],
  );
});

/** What stands in every page for what only the reader knows. */
const anyVariable = new Proxy<Record<string, string>>({}, { get: () => "0123456789abcdef" });

function problemsOf(yaml: string): readonly unknown[] {
  const text = /^version:/m.test(yaml) ? yaml : `version: 1\n${yaml}`;
  const loaded = loadConfig("example.yaml", text, {
    drivers: drivers.map(({ driver }) => driver),
    targets: targets.map(({ target }) => target),
    environment: anyVariable,
    readSecretFile: () => "0123456789abcdef",
  });
  if (!loaded.isUsable) return loaded.problems;
  return [...loaded.config.devices, ...loaded.config.targets].flatMap(({ problem }) => problem ?? []);
}

for (const page of pages) {
  const blocks = fencedBlocks(readDoc(page)).filter(({ language }) => language === "yaml");
  for (const [index, { text }] of blocks.entries()) {
    test(`example ${index + 1} of a configuration in ${page} can be run`, () => {
      assert.deepEqual(problemsOf(text), []);
    });
  }
}

test("an example that cannot be run would be noticed", () => {
  assert.notDeepEqual(problemsOf("devices:\n  - { id: roof, driver: foxess, apiKey: {"), []);
  assert.notDeepEqual(problemsOf("devices:\n  - { id: roof, driver: foxes }"), []);
});

for (const page of pages) {
  test(`what ${page} links to is there`, () => {
    const lost = linksOf(readDoc(page)).filter((link) => {
      if (/^(?:https?|mailto):/.test(link)) return false;
      const [path = "", anchor] = link.split("#");
      const target = path === "" ? page : join(dirname(page), path);
      if (!existsSync(join(root, target))) return true;
      return anchor !== undefined && !anchorsOf(readDoc(target)).has(anchor);
    });
    assert.deepEqual(lost, []);
  });
}

test("the README has a picture of the page for light and for dark", () => {
  const prose = proseOf(readDoc("README.md"));
  assert.match(prose, /<source media="\(prefers-color-scheme: dark\)" srcset="docs\/images\/dashboard-dark\.png">/);
  assert.match(prose, /<img alt="[^"]{40,}" src="docs\/images\/dashboard-light\.png">/);
});

test("what is made from the code is what the code says", async () => {
  const old = (await generatedPages()).filter(({ isFresh }) => !isFresh).map(({ file }) => file);
  assert.deepEqual(old, [], 'run "npm run docs"');
});

test("each driver's table of models, capabilities and limits tells of all its models", () => {
  const [, table = ""] = readDoc("README.md").split("<!-- generated: devices -->");
  for (const { driver } of drivers) {
    for (const { name } of driver.models) assert.ok(table.includes(name), name);
    assert.ok(table.includes(driver.reach === "cloud" ? "maker's cloud" : "local network"));
  }
});
