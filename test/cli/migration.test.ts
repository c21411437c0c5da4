import assert from "node:assert/strict";
import { chmodSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, it } from "node:test";
import { runCli, type World } from "#cli";
import { createTestWorld, type TestWorld } from "../support/world.ts";

const old = "# mine\n\nhome: { name: Lake } # by the lake\nhttp: { port: 0 }\n";

describe("a configuration of an older form", () => {
  let world: TestWorld;
  let path: string;

  beforeEach(() => {
    world = createTestWorld();
    path = join(world.workingDirectory, "sunsteer.yaml");
    writeFileSync(path, old);
  });

  afterEach(() => world.dispose());

  /** Lets the hub start and ends it at once. */
  function startOnce(from: World): Promise<number> {
    return runCli(["run"], { ...from, untilStopped: () => Promise.resolve() });
  }

  const backups = () => readdirSync(world.workingDirectory).filter((name) => name.startsWith("sunsteer.yaml."));

  it("is brought up to date by the hub, with its comments, after a backup", async () => {
    chmodSync(path, 0o600);
    assert.equal(await startOnce(world), 0);
    const text = readFileSync(path, "utf8");
    assert.equal(text, "# mine\n\nversion: 1\nhome: { name: Lake } # by the lake\nhttp: { port: 0 }\n");
    assert.equal(readFileSync(`${path}.v0`, "utf8"), old);
    for (const file of [path, `${path}.v0`]) assert.equal(statSync(file).mode & 0o777, 0o600, file);
    assert.equal(world.told.length, 1);
    assert.match(
      world.told[0] ?? "",
      /sunsteer\.yaml had the older form 0 .* the old text is in \S+sunsteer\.yaml\.v0\.$/,
    );
    assert.match(world.printed[0] ?? "", /Lake/);
  });

  it("is left alone from then on", async () => {
    await startOnce(world);
    const renewed = readFileSync(path, "utf8");
    assert.equal(await startOnce(world), 0);
    assert.equal(readFileSync(path, "utf8"), renewed);
    assert.deepEqual(backups(), ["sunsteer.yaml.v0"]);
    assert.equal(world.told.length, 1);
  });

  it("never loses an earlier backup", async () => {
    writeFileSync(`${path}.v0`, "precious");
    await startOnce(world);
    assert.equal(readFileSync(`${path}.v0`, "utf8"), "precious");
    assert.equal(readFileSync(`${path}.v0.2`, "utf8"), old);
  });

  it("runs as it is where nothing can be written, and the owner is told", async () => {
    const refuse = () => Promise.reject(Object.assign(new Error("read-only"), { code: "EROFS" }));
    const files = { ...world.files, write: refuse, copy: refuse };
    assert.equal(await startOnce({ ...world, files }), 0);
    assert.equal(readFileSync(path, "utf8"), old);
    assert.match(world.told[0] ?? "", /cannot be rewritten \(EROFS\); it is read as if it were new\.$/);
    assert.match(world.printed[0] ?? "", /Lake/);
  });

  it("is not touched by commands that only look", async () => {
    assert.equal(await runCli(["check"], world), 0);
    assert.equal(readFileSync(path, "utf8"), old);
    assert.deepEqual(backups(), []);
  });

  it("is not touched while it has a fault, and keeps its line numbers", async () => {
    writeFileSync(path, `${old}histroy: {}\n`);
    assert.equal(await startOnce(world), 2);
    assert.equal(readFileSync(path, "utf8"), `${old}histroy: {}\n`);
    assert.deepEqual(backups(), []);
    assert.match(
      world.told[0] ?? "",
      /sunsteer\.yaml:5: There is no setting called “histroy”; maybe “history” is meant/,
    );
  });
});
