import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { inspect } from "node:util";
import fc from "fast-check";
import { ProblemError } from "#domain";
import { createEmulator } from "#driver-kit";
import { createRandom, createVirtualClock, type HttpClient } from "#platform";
import { createMemoryWebSockets, type WebSocketLink } from "#platform/websocket";
import { createSimulatedHome } from "#simulator";
import { createGoeClient } from "./client.ts";
import { createWebSocketWays } from "./testing/memory-ways.ts";
import { passTimeUntil } from "./testing/pass-time.ts";

const noHttp: HttpClient = { request: () => Promise.reject(new Error("no HTTP here")) };
const host = "goe.emulator";
const startAt = Date.UTC(2026, 5, 17, 8, 30);

function start(profile: string, password = "emulated-password") {
  const clock = createVirtualClock(startAt);
  const home = createSimulatedHome(
    { name: "test", wallboxes: [{ car: { capacityWh: 60_000, isHome: false } }] },
    { clock },
  );
  const ways = createWebSocketWays(host);
  const emulator = createEmulator(ways.emulator, { home, clock, random: createRandom(7), profile });
  const { openWebSocket, openLinks } = ways;
  const client = createGoeClient({ host, password, http: noHttp, clock, openWebSocket });
  return { clock, home, emulator, client, openLinks, finish: <T>(work: Promise<T>) => passTimeUntil(clock, work) };
}

const problem = (code: string) => (error: unknown) => error instanceof ProblemError && error.problem.code === code;

describe("a charger's websocket", () => {
  const profiles: readonly [string, string][] = [
    ["v4-22kw", "with PBKDF2 and signed orders"],
    ["v3-11kw", "with PBKDF2 and plain orders"],
    ["core", "with bcrypt, which it does not name"],
  ];
  for (const [profile, name] of profiles) {
    it(`lets in ${name}, tells and takes`, async () => {
      const { client, finish } = start(profile);
      assert.deepEqual(await finish(client.status(["car", "amp"])), { car: 1, amp: 16 });
      await finish(client.setAndConfirm({ amp: 12, fna: "Garage", dwo: null }));
      assert.deepEqual(await finish(client.status(["amp", "fna", "dwo"])), { amp: 12, fna: "Garage", dwo: null });
      await client.close();
    });
  }

  it("tells what changes without being asked again", async () => {
    const { client, finish, home, clock } = start("core");
    assert.deepEqual(await finish(client.status(["car"])), { car: 1 });
    home.change({ carConnected: true });
    await clock.runFor(3_000);
    assert.notDeepEqual(await client.status(["car"]), { car: 1 });
  });

  it("refuses a wrong password once, and is then left alone for a minute", async () => {
    const { client, finish, openLinks, clock } = start("core", "wrong-password");
    await assert.rejects(finish(client.status(["car"])), (error) => {
      assert.ok(problem("goe.password-refused")(error));
      assert.doesNotMatch(inspect(error, { depth: 9, showHidden: true }), /wrong-password/);
      return true;
    });
    assert.equal(openLinks(), 0);
    await assert.rejects(client.status(["car"]), problem("goe.password-refused"));
    assert.deepEqual([openLinks(), clock.pendingTimers()], [0, 0]);
  });

  it("answers a refused value in its own words", async () => {
    const { client, finish } = start("core");
    await assert.rejects(finish(client.set({ trx: 1 })), (error) => {
      assert.ok(error instanceof ProblemError);
      assert.equal(error.problem.facts["answer"], "trx: failed: starting transaction for 1 is not allowed (1)");
      return true;
    });
  });

  it("is opened anew when it has been silent for 50 s", async () => {
    const { client, finish, emulator, openLinks, clock } = start("core");
    await finish(client.status(["car"]));
    emulator.faults.set("hang");
    await clock.runFor(49_000);
    assert.equal(openLinks(), 1);
    await clock.runFor(5_000);
    assert.equal(openLinks(), 0);
    emulator.faults.clear();
    assert.deepEqual(await finish(client.status(["car"])), { car: 1 });
    assert.equal(openLinks(), 1);
  });

  it("is opened anew when the charger has restarted", async () => {
    const { client, finish, clock } = start("core");
    await finish(client.set({ rst: true }, { isConfirmed: true }));
    await clock.runFor(2_000);
    await assert.rejects(finish(client.status(["rbc"])), ProblemError);
    await clock.runFor(40_000);
    assert.deepEqual(await finish(client.status(["rbc"])), { rbc: 8 });
  });

  it("leaves no link and no timer behind when the client is closed", async () => {
    const { client, finish, openLinks, clock } = start("core");
    await finish(client.status(["car"]));
    await client.close();
    assert.deepEqual([openLinks(), clock.pendingTimers()], [0, 0]);
  });

  it("never brings anything but values or a problem, and never gets an order, whatever it says", async () => {
    const text = fc.oneof(
      fc.string(),
      fc.json(),
      fc.constantFrom(...sound).chain((whole) => cutOrWhole(whole)),
    );
    const frame = fc.oneof(text, fc.uint8Array({ maxLength: 100 }));
    await fc.assert(
      fc.asyncProperty(fc.array(frame, { maxLength: 12 }), async (frames) => {
        const heard: (string | Uint8Array)[] = [];
        const clock = createVirtualClock(startAt);
        const sockets = createMemoryWebSockets();
        sockets.attach(host, (_path, link) => sayAll(link, frames, heard));
        const openWebSocket = sockets.open;
        const client = createGoeClient({ host, password: "p", http: noHttp, clock, openWebSocket, timeoutMs: 1_000 });
        try {
          const values = await passTimeUntil(clock, client.status(["car"]));
          assert.equal(typeof values, "object");
        } catch (error) {
          assert.ok(error instanceof ProblemError, String(error));
        }
        assert.ok(heard.every((one) => typeof one === "string" && JSON.parse(one).type === "auth"));
        await client.close();
        assert.equal(clock.pendingTimers(), 0);
      }),
      { numRuns: 60 },
    );
  });
});

const sound = [
  '{"type":"hello","serial":"012345","devicetype":"go-eCharger_Phoenix","secured":true}',
  '{"type":"authRequired","token1":"a","token2":"b","hash":"bcrypt"}',
  '{"type":"authSuccess"}',
  '{"type":"fullStatus","partial":false,"status":{"car":"word","nrg":{"no":1}}}',
  '{"type":"deltaStatus","status":[1,2]}',
];

function cutOrWhole(whole: string) {
  return fc.integer({ min: 1, max: whole.length }).map((length) => whole.slice(0, length * 2));
}

function sayAll(link: WebSocketLink, frames: readonly (string | Uint8Array)[], heard: (string | Uint8Array)[]) {
  for (const frame of frames) link.send(frame);
  return { onFrame: (frame: string | Uint8Array) => heard.push(frame), onClose: () => {} };
}
