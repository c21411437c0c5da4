import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { PassThrough } from "node:stream";
import { afterEach, beforeEach, describe, it } from "node:test";
import { z } from "zod";
import { runCli, type World } from "#cli";
import { createTestWorld, type TestWorld } from "../support/world.ts";

const summaryShape = z.object({
  preset: z.string(),
  days: z.number(),
  house: z.looseObject({ solarWh: z.number() }),
  calls: z.record(z.string(), z.number()),
  state: z.object({ devices: z.array(z.object({ state: z.string() })) }),
});

const short = ["demo", "--headless", "--days", "0.05", "--preset", "two-chargers"];

describe("the demo without a page", () => {
  let world: TestWorld;
  beforeEach(() => {
    world = createTestWorld();
  });
  afterEach(() => world.dispose());

  it("simulates a house with every device and sums it up for programs", async () => {
    assert.equal(await runCli([...short, "--json"], world), 0);
    const summary = summaryShape.parse(JSON.parse(world.printed.join("\n")));
    assert.equal(summary.preset, "two-chargers");
    assert.equal(summary.days, 0.05);
    assert.ok(summary.house.solarWh > 0);
    assert.ok(summary.state.devices.length >= 3);
    assert.ok(summary.state.devices.every(({ state }) => state === "ok"));
    assert.ok(Object.values(summary.calls).every((count) => count > 0));
    assert.deepEqual(world.told, []);
  });

  it("brings the same house for the same seed, and another for another", async () => {
    for (const seed of ["4", "4", "5"]) assert.equal(await runCli([...short, "--json", "--seed", seed], world), 0);
    const [first, same, other] = world.printed.map((line) => summaryShape.parse(JSON.parse(line)).house);
    assert.deepEqual(same, first);
    assert.notDeepEqual(other, first);
  });

  it("tells people what it came to, in their language", async () => {
    assert.equal(await runCli(short, { ...world, environment: { ...world.environment, LANG: "de_DE" } }), 0);
    assert.match(
      world.printed.join("\n"),
      /^0,1 Tage des Hauses „two-chargers“ in [\d,.]+ \S+ simuliert\.\n\S+: .+\.$/m,
    );
  });

  it("shows its progress only where somebody watches, and never in the answer", async () => {
    const terminal = new PassThrough();
    const output = { ...world.output, isTerminal: true, terminal };
    assert.equal(await runCli([...short, "--json"], { ...world, output }), 0);
    assert.match(String(terminal.read()), /Simulating/);
    assert.equal(world.printed.length, 1);
    summaryShape.parse(JSON.parse(world.printed[0] ?? ""));
    assert.deepEqual(world.told, []);
  });
});

describe("start", () => {
  let world: TestWorld;
  beforeEach(() => {
    world = createTestWorld();
  });
  afterEach(() => world.dispose());

  /** Asked to stop as soon as it runs. */
  const startOnce = (from: World) =>
    runCli(["start", "--port", "0"], { ...from, untilStopped: () => Promise.resolve() });

  it("runs the demo home where none is configured", async () => {
    assert.equal(await startOnce(world), 0);
    assert.match(world.printed.join("\n"), /^The demo home “Demo” runs: http:\/\/127\.0\.0\.1:\d+$/);
  });

  it("runs the home that is configured", async () => {
    writeFileSync(
      join(world.workingDirectory, "sunsteer.yaml"),
      "version: 1\nhome: { name: Lake }\nhttp: { port: 0 }\n",
    );
    assert.equal(await startOnce(world), 0);
    assert.match(world.printed.join("\n"), /^“Lake” runs: http:\/\/127\.0\.0\.1:\d+$/);
  });

  it("runs the home of the user's own folder too", async () => {
    const home = { XDG_CONFIG_HOME: world.workingDirectory };
    const path = join(world.workingDirectory, "sunsteer", "sunsteer.yaml");
    await world.files.write(path, "version: 1\nhome: { name: Hill }\nhttp: { port: 0 }\n");
    assert.equal(await startOnce({ ...world, environment: { ...world.environment, ...home } }), 0);
    assert.match(world.printed.join("\n"), /^“Hill” runs/);
  });
});
