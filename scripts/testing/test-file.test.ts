import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { runTestFile } from "./test-file.ts";

const head = 'import { describe, test, before } from "node:test";\n';

describe("a test file run by itself", () => {
  let folder: string;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "sunsteer-test-file-"));
  });

  after(() => rm(folder, { recursive: true, force: true }));

  const run = async (source: string, namePattern?: string) => {
    const path = join(folder, "planted.test.mjs");
    await writeFile(path, head + source);
    const { tests, notes, output } = await runTestFile(path, { nodeFlags: [], namePattern });
    const failed = tests.filter(({ failure }) => failure !== undefined);
    return { passed: tests.length - failed.length, failed, notes, output };
  };

  test("counts tests, not the suites around them", async () => {
    const { passed, failed } = await run(`describe("a", () => { describe("b", () => test("c", () => {})); });
      test("d", () => {});`);
    assert.deepEqual([passed, failed.length], [2, 0]);
  });

  test("names a failing test with its suites, and shows why and what was printed", async () => {
    const { passed, failed, output } = await run(`describe("outer", () => {
      test("inner", () => { console.log("on the way"); throw new Error("the reason"); });
      test("other", () => {});
    });`);
    assert.deepEqual([passed, failed.length], [1, 1]);
    assert.equal(failed[0]?.name, "outer › inner");
    assert.match(failed[0]?.failure ?? "", /the reason/);
    assert.match(output, /on the way/);
  });

  test("passes on what its tests measured, and not how the runner counts", async () => {
    const { notes } = await run(`describe("a", () => { test("b", (t) => t.diagnostic("21.8 kWh into the battery")); });
      test("c", (t) => t.diagnostic("3 % missed"));`);
    assert.deepEqual(notes, ["21.8 kWh into the battery", "3 % missed"]);
  });

  test("takes a skipped and a planned test for failed", async () => {
    const { failed } = await run(`test.skip("a", () => {}); test.todo("b"); test("c", (t) => t.skip("no browser"));
      describe.skip("d", () => test("e", () => {}));`);
    assert.deepEqual(
      failed.map(({ name }) => name),
      ["a", "b", "c", "d"],
    );
  });

  test("takes a file without tests, or one that cannot be loaded, for failed", async () => {
    const empty = await run("");
    assert.match(empty.failed[0]?.failure ?? "", /no tests/);
    const broken = await run('import "./nowhere.mjs"; test("a", () => {});');
    assert.equal(broken.failed.length, 1);
    assert.match(broken.output, /nowhere\.mjs/);
  });

  test("takes a file that dies on the way for failed, and keeps what it had reported", async () => {
    const { passed, failed } = await run(
      `test("a", () => {}); test("b", () => new Promise(() => setTimeout(() => process.exit(0), 20)));`,
    );
    assert.equal(passed, 1);
    assert.match(failed[0]?.failure ?? "", /before its tests were done/);
  });

  test("takes a failing hook for failed", async () => {
    const { failed } = await run(
      `describe("a", () => { before(() => { throw new Error("hook"); }); test("b", () => {}); });`,
    );
    assert.ok(failed.some(({ failure }) => failure?.includes("hook")));
  });

  test("can be narrowed to some of its tests", async () => {
    const { passed, failed } = await run(
      `test("sunny", () => {}); test("cloudy", () => { throw new Error(); });`,
      "sun",
    );
    assert.deepEqual([passed, failed.length], [1, 0]);
  });
});
