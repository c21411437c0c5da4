import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { root } from "../../scripts/steps.ts";

const read = (file: string) => readFile(join(root, file), "utf8");

test("every package has its reason in docs/dependencies.md, and every line its package", async () => {
  const { dependencies, devDependencies } = JSON.parse(await read("package.json"));
  const [, running = "", developing = ""] = (await read("docs/dependencies.md")).split(/^## /m);
  assert.deepEqual(packagesOf(running), Object.keys(dependencies).sort());
  assert.deepEqual(packagesOf(developing), Object.keys(devDependencies).sort());
});

test("the lock file serves any registry and every platform", async () => {
  const { packages } = JSON.parse(await read("package-lock.json"));
  for (const [path, entry] of Object.entries<Record<string, unknown>>(packages)) {
    assert.equal(entry["resolved"], undefined, `${path} names where it was downloaded`);
    const optional = Object.keys(entry["optionalDependencies"] ?? {});
    const missing = optional.filter(
      (name) => !(`node_modules/${name}` in packages) && !(`${path}/node_modules/${name}` in packages),
    );
    assert.deepEqual(missing, [], `${path} cannot be installed elsewhere`);
  }
});

/** The packages in the first column of a table whose further columns are filled in. */
function packagesOf(section: string): string[] {
  const rows = [...section.matchAll(/^\| `([^`]+)` \| ([^|]+) \| ([^|]+) \|$/gm)];
  return rows.map(([, name = ""]) => name).sort();
}
