import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { ProblemError } from "#domain";
import { createEmulator } from "#driver-kit";
import { createRandom, createVirtualClock, type HttpClient } from "#platform";
import { createSimulatedHome } from "#simulator";
import { typeCommand } from "../../../test/support/type-command.ts";
import { toCards } from "./cards.ts";
import { createGoeClient } from "./client.ts";
import { brokerUrl, createMqttWays } from "./testing/memory-ways.ts";
import { passTimeUntil } from "./testing/pass-time.ts";
import { type StartedCharger, startCharger } from "./testing/start-charger.ts";

function start(profile: string) {
  const charger = startCharger((clock) => createSimulatedHome({ name: "test", wallboxes: [{}] }, { clock }), {
    profile,
  });
  const { url, http, clock } = charger;
  const client = createGoeClient({ url, http, clock });
  const finish = <T>(work: Promise<T>) => passTimeUntil(clock, work);
  return { ...charger, client, finish };
}

const writes = ({ requests }: StartedCharger) => requests.filter(({ url }) => url.includes("/api/set"));
const problem = (code: string) => (error: unknown) => error instanceof ProblemError && error.problem.code === code;

describe("the cards of a charger", () => {
  for (const profile of ["v4-22kw", "v3-11kw", "core", "beta"]) {
    it(`of ${profile} are ten, however its firmware keeps them`, async () => {
      const { client, finish } = start(profile);
      const cards = await finish(client.cards.list());
      assert.deepEqual(
        cards.map(({ place }) => place),
        [1, 2, 3, 4, 5, 6, 7, 8, 9, 10],
      );
      for (const { name } of cards) assert.notEqual(name, "n/a", "nobody gave that name");
    });

    it(`of ${profile} are learned and cleared one by one`, async () => {
      const { client, finish } = start(profile);
      const others = (await finish(client.cards.list())).filter(({ place }) => place !== 4);
      assert.equal((await finish(client.cards.learn(4))).isLearned, true);
      await assert.rejects(finish(client.cards.clear(4)), problem("goe.needs-confirmation"));
      const cleared = await finish(client.cards.clear(4, { isConfirmed: true }));
      assert.deepEqual([cleared.isLearned, cleared.energyWh, cleared.name], [false, 0, undefined]);
      const after = (await finish(client.cards.list())).filter(({ place }) => place !== 4);
      assert.deepEqual(after, others);
    });
  }

  for (const profile of ["core", "beta"]) {
    it(`of ${profile} are renamed by a short key of their own`, async () => {
      const charger = start(profile);
      const { client, finish } = charger;
      assert.equal((await finish(client.cards.rename(3, "Anna & Co"))).name, "Anna & Co");
      assert.equal(writes(charger).length, 1);
      assert.match(writes(charger)[0]?.url ?? "", /c2n=/);
      const listed = (await finish(client.cards.list())).map(({ name }) => name);
      assert.equal(listed[2], "Anna & Co");
    });
  }

  it("of old firmware are too long together for one HTTP request, which is said before anything is sent", async () => {
    const charger = start("v3-11kw");
    await assert.rejects(charger.finish(charger.client.cards.rename(3, "Anna")), problem("goe.cards-too-long"));
    assert.equal(writes(charger).length, 0);
  });

  it("of old firmware are renamed over MQTT, where nothing is too long", async () => {
    const clock = createVirtualClock(Date.UTC(2026, 5, 17, 8, 30));
    const home = createSimulatedHome({ name: "test", wallboxes: [{}] }, { clock });
    const ways = createMqttWays();
    createEmulator(ways.emulator, { home, clock, random: createRandom(7), profile: "v3-11kw" });
    const noHttp: HttpClient = { request: () => Promise.reject(new Error("no HTTP here")) };
    const client = createGoeClient({ url: brokerUrl, http: noHttp, clock, openMqtt: ways.openMqtt });
    const before = await passTimeUntil(clock, client.cards.list());
    assert.equal((await passTimeUntil(clock, client.cards.rename(3, "Anna"))).name, "Anna");
    const after = await passTimeUntil(clock, client.cards.list());
    assert.deepEqual(
      after.filter(({ place }) => place !== 3),
      before.filter(({ place }) => place !== 3),
    );
    await client.close();
  });

  it("that are not learned although told to are a refusal", async () => {
    const { client, finish, emulator } = start("v4-22kw");
    const free = (await finish(client.cards.list())).find(({ isLearned }) => !isLearned)?.place ?? 0;
    emulator.faults.set("ignored-writes");
    await assert.rejects(finish(client.cards.learn(free)), problem("goe.card-not-lrn"));
  });

  it("have no place 0 or 11", async () => {
    const charger = start("v4-22kw");
    for (const place of [0, 11, 1.5, Number.NaN]) {
      await assert.rejects(charger.finish(charger.client.cards.rename(place, "x")), problem("goe.no-such-card"));
      await assert.rejects(charger.finish(charger.client.cards.learn(place)), problem("goe.no-such-card"));
    }
    assert.equal(charger.requests.length, 0);
  });

  it("are none where a charger tells nothing of them", () => {
    assert.deepEqual(toCards({ cards: null }), []);
    assert.deepEqual(toCards({ cards: [5, "x", null, { name: 3 }] }), []);
  });
});

describe("sunsteer goe cards", () => {
  it("lists them with name and energy, and as JSON", async () => {
    const charger = start("core");
    for (const query of ["lrn=0", "c0n=%22Anna%22", "c0e=12340"]) await charger.set(query);
    await charger.after(2);
    const { code, out } = await typeCommand(charger, "cards");
    assert.equal(code, 0);
    assert.equal(out.split("\n").length, 10);
    assert.match(out, /^1 +learned +Anna +12\.3 kWh$/m);
    assert.match(out, /^10 +empty +– +0\.0 kWh$/m);
    const german = await typeCommand(start("core"), "cards", { environment: { LANG: "de" } });
    assert.match(german.out, /^10 +leer/m);
    assert.equal(JSON.parse((await typeCommand(start("core"), "cards --json")).out).length, 10);
  });

  it("renames, learns and clears one card, and shows it", async () => {
    const charger = start("core");
    assert.match((await typeCommand(charger, "cards rename 3 Anna Berta")).out, /^3 .*Anna Berta/);
    assert.match((await typeCommand(charger, "cards learn 3")).out, /^3 +learned/);
    const asked = await typeCommand(charger, "cards clear 3");
    assert.equal(asked.code, 2);
    assert.match(asked.err, /--confirm-danger|confirm/);
    const cleared = await typeCommand(charger, "cards clear 3 --confirm-danger");
    assert.deepEqual([cleared.code, /^3 +empty +–/.test(cleared.out)], [0, true], cleared.err);
  });

  it("says why old firmware cannot be renamed over HTTP", async () => {
    const charger = start("v3-11kw");
    const { code, out, err } = await typeCommand(charger, "cards rename 3 Anna");
    assert.deepEqual([code, out], [1, ""]);
    assert.match(err, /too long for one HTTP request/);
    assert.equal(writes(charger).length, 0);
  });

  for (const words of [
    "cards rename 3",
    "cards rename Anna",
    "cards learn",
    "cards learn 11",
    "cards burn 3",
    "cards list 3",
  ]) {
    it(`refuses "${words}" before anything is asked`, async () => {
      const charger = start("core");
      const { code, out, err } = await typeCommand(charger, words);
      assert.deepEqual([code, out], [2, ""], err);
      assert.equal(err.split("\n").length, 2);
      assert.equal(charger.requests.length, 0);
    });
  }
});
