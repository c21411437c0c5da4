import assert from "node:assert/strict";
import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { decisionRecorder, replay } from "#backtest";
import { runCli } from "#cli";
import { dayMs, ProblemError } from "#domain";
import { openLineWriter, readLines } from "#platform";
import { openVirtualHome } from "../../src/cli/headless-home.ts";
import { createTestWorld } from "../support/world.ts";

/** What a recorded day may weigh at most: a week of recording must fit on any card. */
const mostBytes = 30_000_000;

describe("a recorded day", () => {
  const world = createTestWorld();
  const path = join(world.workingDirectory, "recordings", "day.jsonl");
  let lines: readonly string[];

  before(async () => {
    const writer = openLineWriter(path);
    const home = await openVirtualHome(world, {
      preset: "family",
      seed: 3,
      onDecision: decisionRecorder(writer.write),
    });
    await home.clock.runFor(dayMs / 2);
    void home.hub.request({ kind: "chargerMode", charger: "wallbox", mode: "fast" }, "test");
    await home.clock.runFor(dayMs / 2);
    await home.close();
    writer.close();
    lines = readFileSync(path, "utf8").trimEnd().split("\n");
  });

  after(() => world.dispose());

  it("is decided again to the last byte, straight from its file", async () => {
    const report = await replay(readLines(path));
    assert.deepEqual(report.differences, []);
    assert.equal(report.differing, 0);
    assert.equal(report.decisions, lines.length - 1);
    assert.ok(report.decisions > 9_000, `${report.decisions} decisions`);
    assert.ok(report.commands > 10, `${report.commands} commands`);
    assert.ok((report.to ?? 0) - (report.from ?? 0) > 0.99 * dayMs);
  });

  it("takes little room", () => {
    const { size } = statSync(path);
    assert.ok(size < mostBytes, `${size} bytes`);
  });

  it("shows a changed number of a reason by its name and both values", async () => {
    const { index, line } = lineWith(/"commands":\[\],.*"solar","effect":"charging".*?"surplusW":-?\d+/);
    const changed = line.replace(/("solar","effect":"charging".*?"surplusW":)-?\d+/, "$14242");
    const { differing, differences } = await replay(lines.with(index, changed));
    assert.equal(differing, 1);
    assert.match(differences[0]?.path ?? "", /^reasons\[\d\]\.because\.surplusW$/);
    assert.equal(differences[0]?.recorded, 4242);
    assert.equal(typeof differences[0]?.replayed, "number");
    assert.equal(differences[0]?.line, index + 1);
    assert.equal(differences[0]?.decision, index);
  });

  it("shows a changed number of a command", async () => {
    const { index, line } = lineWith(/"setting":\{"isAllowed":true,"currentA":\d+/);
    const changed = line.replace(/("setting":\{"isAllowed":true,"currentA":)\d+/, "$199");
    const { differences } = await replay(lines.with(index, changed));
    // The snapshot of the same line may name the last command too; then the memory tells.
    assert.ok(differences.length > 0);
    assert.equal(differences[0]?.line, index + 1);
  });

  it("shows from where on a changed measurement would have led elsewhere", async () => {
    const { index, line } = lineWith(/"gridW":\{"value":-\d+/);
    const changed = line.replace(/"gridW":\{"value":-\d+(\.\d+)?/, '"gridW":{"value":5000');
    const { differing, differences } = await replay(lines.with(index, changed));
    assert.ok(differing > 0);
    assert.equal(differences[0]?.line, index + 1);
  });

  it("shows a changed memory", async () => {
    const isCheckpoint = /"memory":\{"version".*"surplus":\{"gridAt".*"snapshot":/;
    const index = lines.findLastIndex((line) => isCheckpoint.test(line));
    const changed = (lines[index] ?? "").replace(/("surplus":\{[^}]*"valueW":)[^,}]+/, "$1-12345");
    const { differences } = await replay(lines.with(index, changed));
    assert.equal(differences[0]?.path, "memory.surplus.valueW");
    assert.equal(differences[0]?.recorded, -12345);
  });

  it("may end in the middle of a line, and go on after the next start", async () => {
    const torn = (lines[5] ?? "").slice(0, 40);
    const once = [...lines.slice(0, 5), torn];
    assert.equal((await replay(once)).decisions, 4);
    const twice = await replay([...once, ...lines.slice(0, 3)]);
    assert.equal(twice.decisions, 6);
    assert.equal(twice.differing, 0);
  });

  it("is refused with the line where it is damaged, and as a whole where it is something else", async () => {
    const isProblem = (code: string, line?: number) => (error: unknown) =>
      error instanceof ProblemError && error.problem.code === code && error.problem.facts["line"] === line;
    await assert.rejects(replay(lines.with(4, "{")), isProblem("backtest.bad-line", 5));
    const withoutGrid = (lines[1] ?? "").replace('"grid":', '"grind":');
    await assert.rejects(replay(lines.with(1, withoutGrid)), isProblem("backtest.bad-line", 2));
    await assert.rejects(replay(["home:", "  name: x"]), isProblem("backtest.no-recording"));
    await assert.rejects(replay([]), isProblem("backtest.no-recording"));
    const fromTomorrow = (lines[0] ?? "").replace('"version":1', '"version":99');
    await assert.rejects(replay(lines.with(0, fromTomorrow)), isProblem("backtest.version"));
  });

  it("is compared by `sunsteer backtest`, which names the first difference and fails", async () => {
    assert.equal(await runCli(["backtest", path], world), 0);
    assert.match(world.printed.at(-1) ?? "", /^[\d,]+ decisions with \d+ commands from .* to .* come out exactly/);
    const { index, line } = lineWith(/"commands":\[\],.*"surplusW":-?\d+/);
    const changed = line.replace(/("commands":\[\],.*"surplusW":)-?\d+/, "$14242");
    await world.files.write(`${path}.changed`, `${lines.with(index, changed).join("\n")}\n`);
    assert.equal(await runCli(["backtest", `${path}.changed`], world), 1);
    assert.match(world.told.at(-1) ?? "", /^1 of .*because\.surplusW was 4242 and is now -?\d/);
    assert.equal(await runCli(["backtest", "nowhere.jsonl"], world), 2);
  });

  it("is what `demo --headless --record` writes, run after run into one file", async () => {
    const demo = ["demo", "--headless", "--days", "0.02", "--record", "demo.jsonl"];
    assert.equal(await runCli(demo, world), 0);
    assert.equal(await runCli(demo, world), 0);
    assert.equal(await runCli(["backtest", "demo.jsonl", "--json"], world), 0);
    const { decisions, differing } = JSON.parse(world.printed.at(-1) ?? "");
    assert.ok(decisions > 100 && decisions % 2 === 0, `${decisions} decisions`);
    assert.equal(differing, 0);
    assert.equal(await runCli(["demo", "--headless", "--record", "."], world), 1);
  });

  function lineWith(pattern: RegExp): { readonly index: number; readonly line: string } {
    const index = lines.findIndex((line) => pattern.test(line) && !line.includes('"memory":{'));
    const line = lines[index];
    if (line === undefined) assert.fail(`no line has ${pattern}`);
    return { index, line };
  }
});
