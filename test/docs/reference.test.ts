import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { z } from "zod";
import { fail, problemKinds } from "#domain";
import { drivers } from "#drivers";
import { targets } from "#publish";
import { createTexts } from "#text";
import { root } from "../../scripts/steps.ts";
import { reportFailure } from "../../src/cli/failure.ts";
import { createTestApp } from "../../src/http/testing/test-app.ts";
import { deviceCommonKeys, fileSchema, targetCommonKeys } from "../../src/hub/config/schema.ts";
import { proseOf, readDoc, tableAfter } from "./support/markdown.ts";
import { pages } from "./support/pages.ts";

const reference = readDoc("docs/reference.md");
const quoted = (text: string) => Array.from(text.matchAll(/`([^`]+)`/g), ([, word]) => word ?? "");

const schemaNode = z.object({
  properties: z.record(z.string(), z.unknown()).optional(),
  additionalProperties: z.unknown().optional(),
});

/** The paths of all settings that a schema knows; `<id>` stands for the owner's own names. */
function settingsOf(node: unknown, path = ""): readonly string[] {
  const { properties = {}, additionalProperties } = schemaNode.catch({}).parse(node);
  const named = Object.entries(properties).flatMap(([key, child]) =>
    settingsOf(child, path === "" ? key : `${path}.${key}`),
  );
  const free = typeof additionalProperties === "object" ? settingsOf(additionalProperties, `${path}.<id>`) : [];
  const inner = [...named, ...free];
  return inner.length === 0 ? [path] : inner;
}

function inputOf(schema: z.ZodType): unknown {
  return z.toJSONSchema(schema, { io: "input", unrepresentable: "any" });
}

test("the reference explains each setting of the file, and none that there is not", () => {
  const explained = tableAfter("\n## Configuration\n", reference).flatMap(([key = ""]) => quoted(key));
  const known = settingsOf(inputOf(fileSchema));
  assert.ok(known.length > 20);
  assert.deepEqual([...explained].sort(), [...known].sort());
});

test("the reference explains what each device and target may have", () => {
  const intro = "Each entry of `devices` may have:";
  const explained = tableAfter(intro, reference).flatMap(([key = ""]) => quoted(key));
  assert.deepEqual([...explained].sort(), [...deviceCommonKeys].sort());
  const [, ofTargets = ""] = reference.split("Each entry of `targets` has");
  const sentence = ofTargets.split("\n\n")[0] ?? "";
  for (const key of targetCommonKeys) assert.ok(quoted(sentence).includes(key), key);
});

for (const { id, config, folder } of [
  ...drivers.map(({ driver }) => ({ ...driver, folder: "drivers" })),
  ...targets.map(({ target }) => ({ ...target, folder: "publish" })),
]) {
  test(`the page of ${id} explains each of its settings`, () => {
    const page = readDoc(`src/${folder}/${id}/README.md`);
    const explained = Array.from(page.matchAll(/^\| `([\w.]+)` \|/gm), ([, key]) => key);
    const keys = settingsOf(inputOf(config));
    assert.ok(keys.length > 0);
    assert.deepEqual(
      keys.filter((key) => !explained.includes(key)),
      [],
    );
    assert.ok(reference.includes(`src/${folder}/${id}/README.md`), "and the reference leads there");
  });
}

test("the reference explains each kind of problem with the exit code it has", () => {
  const rows = tableAfter("\n## Errors\n", reference);
  const texts = createTexts("en");
  const output = { print: () => {}, tell: () => {}, isTerminal: false };
  const actual = problemKinds.map((kind) => {
    const exitCode = reportFailure(fail(kind, "any.code"), output, { isJson: false, texts });
    return [`\`${kind}\``, String(exitCode)];
  });
  assert.deepEqual(
    rows.map(([kind, , exitCode]) => [kind, exitCode]),
    actual,
  );
});

test("the reference explains each environment variable of ours, and none that nobody reads", () => {
  const explained = tableAfter("\n## Environment\n", reference).map(([name = ""]) => name.replaceAll("`", ""));
  const files = globSync(["src/**/*.ts", "bin/*", "test/support/*.ts"], { cwd: root }).filter(
    (file) => !file.endsWith(".test.ts"),
  );
  const code = files.map((file) => readFileSync(join(root, file), "utf8")).join("\n");
  const read = Array.from(code.matchAll(/(?:environment|env)(?:\.|\[")(SUNSTEER_[A-Z_]+)/g), ([, name]) => name ?? "");
  assert.ok(read.length > 5);
  assert.deepEqual([...new Set(explained)].sort(), [...new Set(read)].sort());
});

describe("what the pages say of requests and commands", () => {
  const { app } = createTestApp();
  before(() => app.ready());
  after(() => app.close());

  test("each request they name is answered by a route", () => {
    const named = pages.flatMap((page) =>
      Array.from(readDoc(page).matchAll(/`(GET|POST|PUT|PATCH|DELETE) (\/[^\s`?]*)/g), ([, method, path]) => ({
        page,
        method: method ?? "",
        path: path ?? "",
      })),
    );
    const asked = named.filter(({ path }) => !path.startsWith("/_emulator/"));
    assert.ok(asked.length > 15);
    const unknown = asked.filter(
      ({ method, path }) => !app.hasRoute({ method, url: path.replaceAll(/\{(\w+)\}/g, ":$1") }),
    );
    assert.deepEqual(unknown, []);
  });

  test("each command they name is one", () => {
    const help = execFileSync(process.execPath, ["bin/sunsteer.mjs", "--help"], { cwd: root, encoding: "utf8" });
    const list = help.split("Commands:")[1] ?? "";
    const known = Array.from(list.matchAll(/^ {2}([a-z][\w-]*)/gm), ([, name]) => name ?? "");
    assert.ok(known.length > 5);
    const named = pages.flatMap((page) => {
      const inline = quoted(proseOf(readDoc(page))).filter((text) => text.startsWith("sunsteer "));
      const blocks = Array.from(readDoc(page).matchAll(/^(?:npx )?sunsteer .*$/gm), ([line]) =>
        line.replace("npx ", ""),
      );
      return [...inline, ...blocks].map((text) => ({ page, command: text.split(/\s+/)[1] ?? "" }));
    });
    assert.ok(named.length > 10);
    assert.deepEqual(
      named.filter(({ command }) => !command.startsWith("-") && !known.includes(command)),
      [],
    );
  });
});
