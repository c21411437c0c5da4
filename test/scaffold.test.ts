import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { cp, mkdtemp, readdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { promisify } from "node:util";
import { runCli } from "#cli";
import { root } from "../scripts/steps.ts";
import { createTestWorld } from "./support/world.ts";

const run = promisify(execFile);

/** Everything a contributor's clone has that a new folder touches. */
const needed = ["bin", "src", "package.json", "tsconfig.json", "biome.json", "scripts/lint", ".dependency-cruiser.mjs"];

/** A name of two words, so that a template cannot mix up its spellings. */
const made = [
  { kind: "driver", name: "acme-meter", args: ["acme-meter"], folder: "src/drivers", doc: "docs/adding-a-driver.md" },
  {
    kind: "target",
    name: "sky-log",
    args: ["sky-log", "--target"],
    folder: "src/publish",
    doc: "docs/adding-a-target.md",
  },
] as const;

describe("sunsteer new-driver", () => {
  let clone: string;

  before(async () => {
    clone = await mkdtemp(join(tmpdir(), "sunsteer-clone-"));
    for (const path of needed) await cp(join(root, path), join(clone, path), { recursive: true });
    await symlink(join(root, "node_modules"), join(clone, "node_modules"));
    for (const { args } of made) await sunsteer(["new-driver", ...args]);
  });

  after(() => rm(clone, { recursive: true, force: true }));

  for (const { kind, name, folder, doc } of made) {
    it(`lays out a ${kind} as ${doc} says`, async () => {
      const written = (await readdir(join(clone, folder, name))).sort();
      const text = await readFile(join(root, doc), "utf8");
      const listed = [...text.matchAll(/^\| `([\w.-]+)` \|/gm)].map(([, file]) => file).sort();
      assert.deepEqual(written, listed);
    });

    it(`lays out a ${kind} that passes its contract and its own tests`, async () => {
      const tests = ["contract.test.ts", "mapping.test.ts"].map((file) => join(folder, name, file));
      const { stdout } = await node(["--conditions=sunsteer-source", "--test", "--test-reporter=tap", ...tests]);
      assert.match(stdout, /^# fail 0$/m);
      assert.ok(Number(/^# pass (\d+)$/m.exec(stdout)?.[1]) > 15, stdout);
    });

    it(`leaves nothing of the template behind in a ${kind}`, async () => {
      for (const file of await readdir(join(clone, folder, name)))
        assert.doesNotMatch(await readFile(join(clone, folder, name, file), "utf8"), /\{\{\w+\}\}/, file);
    });
  }

  it("lays out what passes the type check", async () => {
    const { stdout } = await node([join(root, "node_modules/@typescript/native/bin/tsc"), "-p", await ownTypes()]);
    assert.equal(stdout, "");
  });

  it("lays out what passes format, lint and import rules", async () => {
    const places = [
      ...made.map(({ folder, name }) => join(folder, name)),
      "src/drivers/index.ts",
      "src/publish/index.ts",
    ];
    await node([join(root, "node_modules/@biomejs/biome/bin/biome"), "check", "--vcs-enabled=false", ...places]);
    const cruiser = join(root, "node_modules/dependency-cruiser/bin/dependency-cruiser.mjs");
    await node([
      ...[cruiser, "--config", ".dependency-cruiser.mjs", "--preserve-symlinks"],
      ...["src/drivers/acme-meter", "src/publish/sky-log"],
    ]);
  });

  it("puts both into the lists, so that every command knows them", async () => {
    const { stdout } = await sunsteer(["emulate", "--help"]);
    assert.match(stdout.replaceAll(/\s+/g, " "), /acme-meter.*sky-log/);
    const { stdout: schema } = await sunsteer(["schema"]);
    assert.match(schema, /"acme-meter"/);
    assert.match(schema, /"sky-log"/);
  });

  it("refuses names that are bad or taken, and changes nothing then", async () => {
    const list = () => readFile(join(clone, "src/drivers/index.ts"), "utf8");
    const before = await list();
    for (const bad of ["Acme", "9volt", "a--b", "a_b", "../x", "a-", "", "x".repeat(31)]) {
      const { code, stderr, stdout } = await refused(["new-driver", "--", bad]);
      assert.equal(code, 2, bad);
      assert.equal(stdout, "");
      assert.match(stderr, /cannot be called/, bad);
    }
    for (const taken of ["goe", "acme-meter", "sky-log"]) {
      const { code, stderr } = await refused(["new-driver", taken]);
      assert.equal(code, 2, taken);
      assert.match(stderr, /There is already something called/, taken);
    }
    assert.equal(await list(), before);
  });

  it("says that it needs a clone where there are no sources", async () => {
    await rm(join(clone, "src/cli/templates"), { recursive: true });
    const { code, stderr } = await refused(["new-driver", "another"]);
    assert.equal(code, 1);
    assert.match(stderr, /^There are no sources of Sunsteer in .*\nNew drivers are written in a clone/);
  });

  function node(args: readonly string[]) {
    return run(process.execPath, args, { cwd: clone, env: { PATH: process.env["PATH"], HOME: clone } });
  }

  function sunsteer(args: readonly string[]) {
    return node([join(clone, "bin/sunsteer.mjs"), ...args]);
  }

  /** In this process, which knows nothing of what was laid out in the clone. */
  async function refused(args: readonly string[]) {
    const world = createTestWorld();
    const code = await runCli(args, { ...world, programDirectory: clone });
    world.dispose();
    return { code, stderr: world.told.join("\n"), stdout: world.printed.join("\n") };
  }

  /** Only the two folders and what they import: the rest of the project is checked by `npm run check`. */
  async function ownTypes(): Promise<string> {
    const path = join(clone, "tsconfig.made.json");
    const include = made.map(({ folder, name }) => `${folder}/${name}`);
    await writeFile(path, JSON.stringify({ extends: "./tsconfig.json", include }));
    return path;
  }
});
