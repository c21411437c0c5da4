import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { parse } from "yaml";
import { migrateConfig } from "./migrate-config.ts";

const old = `# yaml-language-server: $schema=./docs/sunsteer.schema.json
# The house by the lake.

# Where we live
home: { name: See, timeZone: Europe/Berlin } # short
devices:
  # the wallbox in the garage
  - { id: box, driver: goe, host: 192.168.1.50, timeoutS: 20, every: 30s, roles: [grid, pv, battery, load], prefer: 2 }
  - id: roof
    driver: "foxess"
`;

describe("a configuration without a version", () => {
  it("keeps variables as they are written", () => {
    const braces = "devices: [{ id: box, driver: goe, host: $" + "{HOST} }]\n";
    assert.match(migrateConfig(braces)?.text ?? "", /host: \$\{HOST\} \}/);
  });

  it("gets one and keeps every comment, and the editor's note first", () => {
    const migrated = migrateConfig(old);
    assert.equal(migrated?.from, 0);
    const { text } = migrated;
    for (const comment of old.match(/#.*/g) ?? []) assert.ok(text.includes(comment), `${comment} in\n${text}`);
    assert.ok(text.startsWith("# yaml-language-server:"), text);
    const before: unknown = parse(old);
    assert.ok(typeof before === "object");
    assert.deepEqual(parse(text), { version: 1, ...before });
  });

  it("keeps its lines in their order, except for blanks", () => {
    const lines = (text: string) =>
      text
        .replaceAll(/[ ]+/g, "")
        .split("\n")
        .filter((line) => line !== "");
    const migrated = lines(migrateConfig(old)?.text ?? "");
    assert.deepEqual(
      migrated.filter((line) => line !== "version:1"),
      lines(old),
    );
  });

  for (const [name, text, expected] of [
    ["an empty file", "", { version: 1 }],
    ["a file of comments", "# later\n", { version: 1 }],
    ["a file that says 0", "version: 0\nhome: { name: A }\n", { version: 1, home: { name: "A" } }],
    ["one in braces", "{ home: { name: A } }\n", { version: 1, home: { name: "A" } }],
    ["one with a comment and one key", "# mine\nhttp:\n  port: 80\n", { version: 1, http: { port: 80 } }],
  ] as const) {
    it(`may be ${name}`, () => {
      const migrated = migrateConfig(text);
      assert.equal(migrated?.from, 0);
      assert.deepEqual(parse(migrated.text), expected);
      assert.equal(migrateConfig(migrated.text), undefined);
    });
  }
});

for (const [name, text] of [
  ["the newest form", "version: 1\n"],
  ["a newer form", "version: 2\n"],
  ["a version that is none", "version: new\n"],
  ["a list", "- version: 0\n"],
  ["broken YAML", "home: { name: 'x\n"],
] as const) {
  it(`${name} is left alone`, () => assert.equal(migrateConfig(text), undefined));
}
