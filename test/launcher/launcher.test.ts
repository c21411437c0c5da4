import assert from "node:assert/strict";
import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { chmod, cp, mkdir, mkdtemp, realpath, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { after, before, describe, test } from "node:test";
import { root } from "../../scripts/steps.ts";

/** What the launched program prints of itself. */
interface Seen {
  readonly from: string;
  readonly node: string;
  readonly args: readonly string[];
  readonly flags: readonly string[];
  readonly pid: number;
}

const launched = (from: string) => `
const seen = { from: "${from}", node: process.versions.node, args: process.argv.slice(2), flags: process.execArgv, pid: process.pid };
if (seen.args[0] === "wait") {
  process.on("SIGTERM", () => { console.log("asked to stop"); process.exit(7); });
  setInterval(() => {}, 1000);
}
console.log(JSON.stringify(seen));
if (seen.args[0] === "exit") process.exit(Number(seen.args[1]));
`;

/** Makes the Node that loads it look like one of 2021, also in what it can do. */
const oldNode = `
Object.defineProperty(process, "versions", { value: Object.assign({}, process.versions, { node: "16.1.0" }) });
delete process.execve;
`;

/** A Node on this machine that truly is old, where there is one: what npm scripts put before it in the path is left out. */
const systemNode = (process.env["PATH"] ?? "")
  .split(delimiter)
  .filter((folder) => !folder.includes("node_modules"))
  .map((folder) => join(folder, "node"))
  .find((node) => isOld(versionOf(node)));

describe("the launcher", () => {
  let home: string;
  let clone: string;
  let built: string;
  let oldFolder: string;

  before(async () => {
    home = await realpath(await mkdtemp(join(tmpdir(), "sunsteer-launcher-")));
    clone = join(home, "clone");
    built = join(home, "built");
    oldFolder = join(home, "old");
    await layOut(join(clone, "src", "main.ts"), `${launched("source")}\nexport type Erased = 1;\n`);
    await layOut(join(clone, "dist", "main.js"), launched("built"));
    await layOut(join(built, "dist", "main.js"), launched("built"));
    for (const place of [clone, built]) {
      await cp(join(root, "bin"), join(place, "bin"), { recursive: true });
      await layOut(join(place, "package.json"), `{ "type": "module" }`);
    }
    await symlink(join(root, "node_modules"), join(clone, "node_modules"));
    await layOut(join(oldFolder, "old.cjs"), oldNode);
    await layOut(
      join(oldFolder, "node"),
      `#!/bin/sh\nexec "${process.execPath}" -r "${join(oldFolder, "old.cjs")}" "$@"\n`,
    );
    await chmod(join(oldFolder, "node"), 0o755);
  });

  after(() => rm(home, { recursive: true, force: true }));

  test("runs the sources of a clone with the flags they need", async () => {
    const { seen } = await launch(process.execPath, clone, ["a", "b c"]);
    assert.equal(seen?.from, "source");
    assert.deepEqual(seen.args, ["a", "b c"]);
    assert.ok(seen.flags.includes("--conditions=sunsteer-source"));
  });

  test("runs the built program of a clone when asked, and in a package without sources", async () => {
    const asked = await launch(process.execPath, clone, [], { SUNSTEER_BUILT: "1" });
    assert.equal(asked.seen?.from, "built");
    const packaged = await launch(process.execPath, built, []);
    assert.equal(packaged.seen?.from, "built");
    assert.ok(!packaged.seen.flags.includes("--conditions=sunsteer-source"));
  });

  test("runs the hub for little memory, and what only computes for speed", async () => {
    const isSmall = (flags: readonly string[] | undefined) => flags?.includes("--optimize-for-size");
    for (const node of [process.execPath, join(oldFolder, "node")]) {
      for (const command of ["run", "demo", "start"]) {
        assert.ok(isSmall((await launch(node, clone, [command])).seen?.flags), command);
      }
      for (const words of [["demo", "--headless"], ["backtest", "run"], ["status"]]) {
        assert.ok(!isSmall((await launch(node, clone, words)).seen?.flags), words.join(" "));
      }
    }
    assert.ok(isSmall((await launch(process.execPath, built, ["run"])).seen?.flags));
  });

  test("leaves no process of its own behind on a new Node", async () => {
    const { seen, pid } = await launch(process.execPath, clone, []);
    assert.equal(seen?.pid, pid);
  });

  test("is found through a link, as npm makes it", async () => {
    const link = join(home, "sunsteer");
    await symlink(join(clone, "bin", "sunsteer.mjs"), link);
    const { seen } = await run(spawn(link, ["linked"], { stdio: ["ignore", "pipe", "pipe"] }));
    assert.deepEqual(seen?.args, ["linked"]);
  });

  test("finds the pinned Node when an old one is first in the path", async () => {
    const child = spawn(join(clone, "bin", "sunsteer.mjs"), ["x"], {
      stdio: ["ignore", "pipe", "pipe"],
      env: { ...process.env, PATH: [oldFolder, process.env["PATH"]].join(delimiter) },
    });
    const { seen, pid } = await run(child);
    assert.equal(seen?.node, versionOf(join(root, "node_modules", "node", "bin", "node")));
    assert.notEqual(seen.pid, pid, "the old stand-in has to wait for a child, or it was not old");
  });

  for (const node of systemNode === undefined ? [] : [systemNode]) {
    test(`finds the pinned Node from the ${versionOf(node)} of this machine`, async () => {
      const { seen, code } = await launch(node, clone, ["exit", "5"]);
      assert.equal(seen?.node, versionOf(join(root, "node_modules", "node", "bin", "node")));
      assert.equal(code, 5);
    });
  }

  test("hands the exit code on, whichever Node started it", async () => {
    assert.equal((await launch(process.execPath, clone, ["exit", "3"])).code, 3);
    assert.equal((await launch(join(oldFolder, "node"), clone, ["exit", "3"])).code, 3);
  });

  test("hands a signal on, whichever Node started it", async () => {
    for (const node of [process.execPath, join(oldFolder, "node")]) {
      const child = start(node, clone, ["wait"]);
      child.stdout?.once("data", () => child.kill("SIGTERM"));
      const { code, output } = await run(child);
      assert.match(output, /asked to stop/);
      assert.equal(code, 7);
    }
  });

  test("says in one sentence which Node is needed when none is to be found", async () => {
    const packaged = await launch(join(oldFolder, "node"), built, []);
    assert.equal(packaged.code, 2);
    assert.equal(
      packaged.output,
      "sunsteer needs Node.js 24 or newer, this is 16.1.0: install a newer one from https://nodejs.org.\n",
    );
    const fresh = join(home, "fresh");
    await cp(built, fresh, { recursive: true });
    await layOut(join(fresh, "package-lock.json"), "{}");
    const { output } = await launch(join(oldFolder, "node"), fresh, []);
    assert.match(
      output,
      /^sunsteer needs Node\.js 24 or newer, this is 16\.1\.0: run "npm ci" in .*, or install .*\.\n$/,
    );
  });

  test("says in one sentence that nothing is built", async () => {
    const bare = join(home, "bare");
    await cp(join(root, "bin"), join(bare, "bin"), { recursive: true });
    const { code, output } = await launch(process.execPath, bare, []);
    assert.equal(code, 2);
    assert.match(output, /^sunsteer is not built here: run "npm run build" in .*\.\n$/);
  });
});

async function layOut(path: string, text: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, text);
}

function start(node: string, place: string, args: readonly string[], env: NodeJS.ProcessEnv = {}): ChildProcess {
  return spawn(node, [join(place, "bin", "sunsteer.mjs"), ...args], {
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...process.env, ...env },
  });
}

function launch(node: string, place: string, args: readonly string[], env: NodeJS.ProcessEnv = {}) {
  return run(start(node, place, args, env));
}

async function run(child: ChildProcess) {
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on("data", (chunk: Buffer) => {
      output += chunk.toString();
    });
  }
  const [code]: unknown[] = await once(child, "close");
  const line = output.split("\n").find((text) => text.startsWith("{"));
  const seen: Seen | undefined = line === undefined ? undefined : JSON.parse(line);
  return { seen, code, output, pid: child.pid };
}

function isOld(version: string): boolean {
  return version !== "" && Number(version.split(".")[0]) < 24;
}

/** Empty where there is no such Node. */
function versionOf(node: string): string {
  try {
    return execFileSync(node, ["-p", "process.versions.node"], { stdio: ["ignore", "pipe", "ignore"] })
      .toString()
      .trim();
  } catch {
    return "";
  }
}
