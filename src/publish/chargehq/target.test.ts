import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { z } from "zod";
import {
  createProblem,
  type DeviceOverview,
  type HomeState,
  hourMs,
  type Instant,
  minuteMs,
  ProblemError,
  secondMs,
} from "#domain";
import { attachEmulator, createAccounts, createEmulator } from "#driver-kit";
import { emptyHomeState, sampleHomeState } from "#driver-kit/testing";
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

describe("what is why there are no values", () => {
  const broken = (since: Instant): DeviceOverview => ({
    ...{ id: "roof", driver: "toy", state: "failing", since, label: "Toy", capabilities: [], usage: [] },
    problem: createProblem("auth", "toy.wrong-password"),
  });

  it("is told with it", async () => {
    const { tell, heard } = await bench();
    await tell({ ...silentSince(startAt - hourMs, startAt), devices: [broken(startAt - hourMs)] });
    assert.equal(heard().pushes[0]?.error, "No readings of the house since 10:59 (roof: login)");
  });

  it("is told also where there have never been any, but not in the first two minutes", async () => {
    const { clock, tell, heard } = await bench({ language: "de" });
    for (let minute = 0; minute < 14; minute += 1)
      await tell({ ...emptyHomeState(clock.now()), devices: [broken(startAt)] });
    assert.deepEqual(
      heard().pushes.map(({ at, error }) => [(at - startAt) / minuteMs, error]),
      [
        [2, "Noch keine Messwerte des Hauses (roof: Anmeldung)"],
        [12, "Noch keine Messwerte des Hauses (roof: Anmeldung)"],
      ],
    );
  });
});

describe("a sun that is said to have gone out", () => {
  it("is told when it has lasted two minutes, and not when it was a slip", async () => {
    const { clock, tell, heard } = await bench();
    const sun = (solarW: number) => {
      const state = sampleHomeState(clock.now());
      const { solarW: sample } = state.house;
      return tell(
        sample === undefined ? state : { ...state, house: { ...state.house, solarW: { ...sample, value: solarW } } },
      );
    };
    for (const solarW of [3_000, 0, 2_900, 0, 0, 0, 0]) await sun(solarW);
    const productions = z.array(z.looseObject({ siteMeters: z.looseObject({ production_kw: z.number() }) }));
    assert.deepEqual(
      productions.parse(heard().pushes).map(({ siteMeters }) => siteMeters.production_kw),
      [3, 2.9, 0, 0],
    );
  });
});

describe("how often ChargeHQ is told", () => {
  it("is its owner's choice, from twice a minute on", async () => {
    const apiKey = "11111111-2222-4333-8444-555555555555";
    assert.ok(chargehqTarget.config.safeParse({ apiKey, everyS: 30 }).success);
    const tooOften = chargehqTarget.config.safeParse({ apiKey, everyS: 20 });
    assert.match(tooOften.error?.issues[0]?.message ?? "", /every 30 seconds/);
  });
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
