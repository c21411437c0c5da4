import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { parse } from "yaml";
import { z } from "zod";
import { drivers } from "#drivers";
import { configJsonSchema, loadConfig, migrateConfig } from "#hub";
import { targets } from "#publish";
import { root } from "../../scripts/steps.ts";

const parts = { drivers: drivers.map(({ driver }) => driver), targets: targets.map(({ target }) => target) };
const example = readFileSync(join(root, "sunsteer.example.yaml"), "utf8");
const published = "docs/sunsteer.schema.json";

test("the schema in docs/ is the one that the program gives", () => {
  const committed: unknown = JSON.parse(readFileSync(join(root, published), "utf8"));
  const made: unknown = JSON.parse(JSON.stringify(configJsonSchema(parts)));
  assert.deepEqual(committed, made, "write it anew with: npm run docs");
});

test("the example is sound, and of the newest form", () => {
  const loaded = loadConfig("sunsteer.example.yaml", example, {
    ...parts,
    environment: { FOXESS_API_KEY: "a-key" },
    readSecretFile: () => undefined,
  });
  if (!loaded.isUsable) assert.fail(JSON.stringify(loaded.problems));
  assert.deepEqual(
    loaded.config.devices.map(({ id, problem }) => [id, problem]),
    [
      ["roof", undefined],
      ["wallbox", undefined],
    ],
  );
  assert.equal(loaded.config.control.batteries["roof"]?.isEvGuarded, true);
  assert.equal(migrateConfig(example), undefined);
});

test("the example's first line leads an editor to the schema", () => {
  const path = /^# yaml-language-server: \$schema=(\S+)\n/.exec(example)?.[1];
  assert.equal(join(root, path ?? ""), join(root, published));
});

const objectSchema = z.looseObject({ properties: z.record(z.string(), z.unknown()).optional() });

/** Every key of a document that its schema does not know. */
function strangeKeys(schema: unknown, value: unknown, path = ""): string[] {
  const known = objectSchema.safeParse(schema).data?.properties;
  if (known === undefined || typeof value !== "object" || value === null || Array.isArray(value)) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    key in known ? strangeKeys(known[key], inner, `${path}${key}.`) : [`${path}${key}`],
  );
}

const choicesOfDevices = z.object({
  properties: z.object({
    devices: z.object({ items: z.object({ allOf: z.array(z.record(z.string(), z.unknown())) }) }),
  }),
});

test("the schema knows the keys of the example, and each driver's own", () => {
  const schema = configJsonSchema(parts);
  assert.deepEqual(strangeKeys(schema, parse(example)), []);
  assert.deepEqual(strangeKeys(schema, { home: { nmae: "x" } }), ["home.nmae"]);
  const choices = choicesOfDevices.parse(schema).properties.devices.items.allOf;
  const { devices } = z.object({ devices: z.array(z.looseObject({ driver: z.string() })) }).parse(parse(example));
  for (const entry of devices) {
    const choice = choices.find((one) => JSON.stringify(one["if"]).includes(`"${entry.driver}"`));
    assert.deepEqual(strangeKeys(choice?.["then"], entry), []);
    assert.deepEqual(strangeKeys(choice?.["then"], { ...entry, hots: 1 }), ["hots"]);
  }
});

test("secrets are marked, so that editors do not show them off", () => {
  const text = JSON.stringify(configJsonSchema(parts));
  for (const secret of ["password", "apiKey"])
    assert.match(text, new RegExp(`"${secret}":\\{(?:(?!"\\w+":\\{).)*"writeOnly":true`), secret);
  assert.doesNotMatch(text, /"serial":\{[^}]*"writeOnly"/);
});

test("a variable may stand where a text has to have a form", () => {
  const url = '"format":"uri"}';
  const text = JSON.stringify(configJsonSchema(parts));
  assert.ok(text.includes(url));
  for (const after of text.split(url).slice(1)) assert.match(after, /^,\{"type":"string","pattern":"\\\\\$/);
});
