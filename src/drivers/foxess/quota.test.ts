import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { type Command, dayMs, hourMs, minuteMs, ProblemError, secondMs } from "#domain";
import { attachEmulator, createAccounts, createEmulator, type EmulatorCall } from "#driver-kit";
import { createLoopbackNetwork, createRandom, createVirtualClock, silentLog } from "#platform";
import { createSimulatedHome } from "#simulator";
import { foxessDriver } from "./driver.ts";
import { foxessEmulator } from "./emulator.ts";

const origin = "http://foxess.emulator";

async function setUp() {
  const clock = createVirtualClock(Date.UTC(2026, 5, 17, 10));
  const network = createLoopbackNetwork(clock);
  const battery = { capacityWh: 10_000, maxChargeW: 5_000, maxDischargeW: 5_000 };
  const home = createSimulatedHome({ name: "bench", inverters: [{ ratedW: 8_000, battery }] }, { clock });
  const emulator = createEmulator(foxessEmulator, { home, clock, random: createRandom(5), profile: "H1" });
  attachEmulator(network, origin, emulator);
  const { driver: _, ...entry } = emulator.deviceEntry;
  const bound = foxessDriver.bind({ ...entry, url: origin });
  const accounts = createAccounts({ directory: "memory", clock, http: network.http, log: silentLog });
  const account = accounts.open({ driver: "foxess", identity: bound.identity, rules: foxessDriver.calls });
  const connecting = bound.connect({
    ...{ deviceId: "roof", http: account.http, session: account.session, clock, random: createRandom(5) },
    ...{ log: silentLog, reportRemaining: account.reportRemaining },
  });
  await clock.runFor(minuteMs);
  return { clock, emulator, connection: await connecting };
}

function rateRefusals({ calls }: { calls(): readonly EmulatorCall[] }) {
  return calls().filter(({ result }) => result === "errno-40400" || result === "errno-40402");
}

/** Asks again and again until the end; what the budget refuses is not asked. */
async function repeat(
  clock: Awaited<ReturnType<typeof setUp>>["clock"],
  everyMs: number,
  work: () => Promise<unknown>,
) {
  const until = clock.now() + dayMs;
  while (clock.now() < until) {
    await work().catch((error: unknown) => {
      if (!(error instanceof ProblemError) || error.problem.code !== "rate-limited.budget") throw error;
    });
    await clock.sleep(everyMs);
  }
}

describe("a day's calls", () => {
  it("suffice for ordinary polling with a third to spare", async () => {
    const { clock, emulator, connection } = await setUp();
    const polling = connection.polls.map((poll) => repeat(clock, poll.everyMs, () => poll.read({ purpose: "poll" })));
    await clock.runFor(dayMs + hourMs);
    await Promise.all(polling);
    assert.ok(emulator.calls().length < 960, `${emulator.calls().length} calls`);
    assert.deepEqual(rateRefusals(emulator), []);
  });

  it("never refuse a command, however greedy the polls, and never exceed what the cloud allows", async () => {
    const { clock, emulator, connection } = await setUp();
    const battery = connection.actuators[0];
    assert.ok(battery);
    const polling = connection.polls.map((poll) => repeat(clock, 20 * secondMs, () => poll.read({ purpose: "poll" })));
    const before = await during(clock, battery.read({ purpose: "user" }));
    const orders: Promise<void>[] = [];
    for (let order = 0; order < 20; order++) {
      await clock.runFor(70 * minuteMs);
      const intent = order % 2 === 0 ? ({ kind: "hold" } as const) : ({ kind: "feed-in" } as const);
      const command: Command = { kind: "batteryIntent", target: "roof", intent };
      orders.push(battery.apply(command, { purpose: "user" }, before));
      await clock.runFor(minuteMs);
      assert.ok(battery.isInEffect(command, await during(clock, battery.read({ purpose: "user" }))));
    }
    await clock.runFor(3 * hourMs);
    await Promise.all([...polling, ...orders]);
    assert.deepEqual(rateRefusals(emulator), []);
    assert.ok(emulator.calls().length > 1_300, "the polls took what they may");
  });
});

async function during<T>(clock: Awaited<ReturnType<typeof setUp>>["clock"], work: Promise<T>): Promise<T> {
  await clock.runFor(30 * secondMs);
  return work;
}
