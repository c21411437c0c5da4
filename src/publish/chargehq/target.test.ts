import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { z } from "zod";
import { type HomeState, hourMs, type Instant, minuteMs, ProblemError, secondMs } from "#domain";
import { attachEmulator, createAccounts, createEmulator } from "#driver-kit";
import { sampleHomeState } from "#driver-kit/testing";
import { createLoopbackNetwork, createRandom, createVirtualClock, silentLog } from "#platform";
import { createSimulatedHome } from "#simulator";
import { chargehqEmulator } from "./emulator.ts";
import { chargehqTarget } from "./target.ts";

const startAt = Date.UTC(2026, 5, 17, 10);
const heardSchema = z.object({
  shown: z.looseObject({ status: z.string() }),
  pushes: z.array(z.looseObject({ at: z.number(), error: z.string().optional() })),
});

/** A connected target, told of the home once a minute for as long as the test wants. */
async function bench(config: Readonly<Record<string, string>> = {}) {
  const clock = createVirtualClock(startAt);
  const network = createLoopbackNetwork(clock);
  const home = createSimulatedHome({ name: "any", inverters: [], wallboxes: [] }, { clock });
  const emulator = createEmulator(chargehqEmulator, { home, clock, random: createRandom(1) });
  attachEmulator(network, "http://chargehq.emulator", emulator);
  const bound = chargehqTarget.bind({
    apiKey: emulator.credentials["apiKey"],
    url: "http://chargehq.emulator",
    ...config,
  });
  const accounts = createAccounts({ directory: "memory", clock, http: network.http, log: silentLog });
  const account = accounts.open({ driver: "chargehq", identity: bound.identity, rules: chargehqTarget.calls });
  const connection = await bound.connect({
    ...{ targetId: "chargehq", http: account.http, session: account.session, clock, random: createRandom(1) },
    ...{ log: silentLog, reportRemaining: account.reportRemaining, request: () => assert.fail("asks for nothing") },
  });
  const tell = async (state: HomeState): Promise<ProblemError | undefined> => {
    let outcome: ProblemError | undefined;
    const told = connection.publish(state, { purpose: "poll" }).catch((error: unknown) => {
      assert.ok(error instanceof ProblemError);
      outcome = error;
    });
    await clock.runFor(minuteMs);
    await told;
    return outcome;
  };
  return { clock, emulator, tell, heard: () => heardSchema.parse(emulator.describe()) };
}

/** The home as it is when all that it knows is from then. */
function silentSince(then: Instant, now: Instant): HomeState {
  return { ...sampleHomeState(then), at: now };
}

describe("a house whose meter has fallen silent", () => {
  it("is told to ChargeHQ once and then every ten minutes, never with old values, until it speaks again", async () => {
    const { clock, tell, heard } = await bench();
    await tell(sampleHomeState(clock.now()));
    const lastAt = clock.now();
    for (let minute = 0; minute < 25; minute += 1) await tell(silentSince(lastAt - hourMs, clock.now()));
    const { shown, pushes } = heard();
    assert.equal(shown.status, "error");
    assert.deepEqual(
      pushes.map(({ at, error }) => [(at - startAt) / minuteMs, error !== undefined]),
      [
        [0, false],
        [1, true],
        [11, true],
        [21, true],
      ],
    );
    await tell(sampleHomeState(clock.now()));
    assert.equal(heard().shown.status, "ok");
    await tell(silentSince(lastAt - hourMs, clock.now()));
    assert.equal(heard().shown.status, "error");
  });

  for (const [language, sentence] of [
    ["en", "No readings of the house since 10:59"],
    ["de", "Keine Messwerte des Hauses seit 10:59"],
    ["fr", "Aucune mesure de la maison depuis 10:59"],
  ] as const) {
    it(`is told in the language that was chosen, on the home's clock: ${language}`, async () => {
      const { tell, heard } = await bench({ language });
      await tell(silentSince(startAt - hourMs, startAt));
      assert.equal(heard().pushes[0]?.error, sentence);
    });
  }
});

describe("a ChargeHQ that refuses", () => {
  it("is asked rarely after three refusals of the key, and says how to mend it", async () => {
    const { clock, emulator, tell } = await bench();
    emulator.faults.set("expired-login");
    const outcomes = [];
    for (let times = 0; times < 3; times += 1) outcomes.push(await tell(sampleHomeState(clock.now())));
    assert.deepEqual(
      outcomes.map((error) => [error?.problem.kind, error?.problem.code]),
      Array(3).fill(["auth", "chargehq.key-refused"]),
    );
    assert.deepEqual(
      outcomes.map((error) => error?.problem.retryAt !== undefined),
      [false, false, true],
    );
    assert.equal(outcomes[2]?.problem.retryAt, clock.now() - minuteMs + 10 * minuteMs);
    emulator.faults.clear();
    assert.equal(await tell(sampleHomeState(clock.now())), undefined);
    emulator.faults.set("expired-login");
    assert.equal((await tell(sampleHomeState(clock.now())))?.problem.retryAt, undefined);
  });

  it("gets the pause that it asks for, and a longer one each time, up to five minutes", async () => {
    const { clock, emulator, tell } = await bench();
    emulator.faults.set("rate-limited", { retryAfterS: 45 });
    const pauses = [];
    for (let times = 0; times < 5; times += 1) {
      const askedAt = clock.now();
      pauses.push(((await tell(sampleHomeState(askedAt)))?.problem.retryAt ?? 0) - askedAt);
    }
    assert.deepEqual(
      pauses.map((pauseMs) => pauseMs / secondMs),
      [60, 120, 240, 300, 300],
    );
    emulator.faults.set("rate-limited", { retryAfterS: 900 });
    const askedAt = clock.now();
    assert.equal((await tell(sampleHomeState(askedAt)))?.problem.retryAt, askedAt + 900 * secondMs);
  });
});
