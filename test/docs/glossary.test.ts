import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import {
  type BatteryIntentKind,
  capabilityKinds,
  chargerModes,
  problemKinds,
  purposesByRank,
  type ReadingKind,
  ruleIds,
} from "#domain";

const root = new URL("../../", import.meta.url);
const glossary = readFileSync(new URL("docs/glossary.md", root), "utf8");
const known = new Set(Array.from(glossary.matchAll(/`([^`\s]+)`/g), ([, word]) => word));

const domain = new URL("src/domain/", root);
const sources = readdirSync(domain).filter((name) => name.endsWith(".ts") && !name.endsWith(".test.ts"));
const code = sources.map((name) => readFileSync(new URL(name, domain), "utf8")).join("\n");
const types = Array.from(code.matchAll(/^export (?:interface|type|class) (\w+)/gm), ([, name]) => name ?? "");

/** Written as records, so that a new kind does not compile until it is listed. */
const readingKinds: Record<ReadingKind, true> = {
  meter: true,
  solar: true,
  battery: true,
  batteryMode: true,
  socLimits: true,
  charger: true,
  values: true,
};
const intents: Record<BatteryIntentKind, true> = {
  auto: true,
  hold: true,
  reserve: true,
  charge: true,
  "feed-in": true,
};

const words: readonly [string, readonly string[]][] = [
  ["type", types],
  ["reading kind", Object.keys(readingKinds)],
  ["capability", capabilityKinds],
  ["battery intent", Object.keys(intents)],
  ["charger mode", chargerModes],
  ["problem kind", problemKinds],
  ["purpose", purposesByRank],
  ["rule", ruleIds],
];

for (const [sort, names] of words) {
  test(`the glossary explains every ${sort} of the domain`, () => {
    assert.ok(names.length >= 4);
    const missing = names.filter((name) => !known.has(name));
    assert.deepEqual(missing, []);
  });
}

test("the glossary explains no type that is gone", () => {
  const explained = Array.from(glossary.matchAll(/^- `([A-Z]\w+)`/gm), ([, name]) => name ?? "");
  assert.ok(explained.length > 50);
  assert.deepEqual(
    explained.filter((name) => !types.includes(name)),
    [],
  );
});

test("the glossary lists the rules in the order they run", () => {
  const [, section = ""] = glossary.split("## Rules");
  const listed = Array.from((section.split("\n## ")[0] ?? "").matchAll(/^- `([\w-]+)`/gm), ([, name]) => name);
  assert.deepEqual(listed, [...ruleIds]);
});
