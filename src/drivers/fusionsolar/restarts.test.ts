import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, describe, it } from "node:test";
import { dayMs, hourMs, type Json, minuteMs } from "#domain";
import { createAccounts } from "#driver-kit";
import { createRandom } from "#platform";
import { fusionsolarDriver } from "./driver.ts";
import { byName, origin, startAccount } from "./testing/start-account.ts";

const folder = mkdtempSync(join(tmpdir(), "sunsteer-fusionsolar-restarts-"));
let folders = 0;
after(() => rmSync(folder, { recursive: true, force: true }));

/** A home whose program is started again and again, with its files in place. */
function openHome() {
  const account = startAccount();
  const { clock, network, log, emulator, during } = account;
  folders += 1;
  const directory = join(folder, String(folders));
  const { driver: _, ...entry } = emulator.deviceEntry;
  const start = async (more: Readonly<Record<string, Json>> = {}) => {
    const accounts = createAccounts({ directory, clock, http: network.http, log });
    const bound = fusionsolarDriver.bind({ ...entry, url: origin, ...more });
    const opened = accounts.open({ driver: "fusionsolar", identity: bound.identity, rules: fusionsolarDriver.calls });
    const { http, session, reportRemaining, shared } = opened;
    const context = { deviceId: "roof", http, session, reportRemaining, shared, clock, log };
    const stop = () => during(opened.close());
    try {
      const connection = await during(bound.connect({ ...context, random: createRandom(3) }));
      return { connection, stop };
    } catch (error) {
      await stop();
      throw error;
    }
  };
  const lists = () => account.countOf("stations") + account.countOf("getDevList");
  return { ...account, start, lists };
}

describe("a program that is started again and again", () => {
  it("asks for plants and devices once a day, not with every start", async () => {
    const home = openHome();
    for (let round = 0; round < 30; round += 1) {
      const { connection, stop } = await home.start();
      assert.deepEqual(Object.keys(byName(await home.poll(connection))), ["grid", "solar", "battery"]);
      await stop();
      await home.later(20 * minuteMs);
    }
    assert.equal(home.lists(), 2);
    await home.later(dayMs);
    await (await home.start()).stop();
    assert.equal(home.lists(), 4);
  });

  it("has values at once, with their age, when it was started in the middle of a round", async () => {
    const home = openHome();
    const first = await home.start();
    const before = byName(await home.poll(first.connection));
    await first.stop();
    await home.later(2 * minuteMs);
    const { connection, stop } = await home.start();
    assert.deepEqual(byName(await home.poll(connection)), before);
    assert.equal(home.countOf("getDevRealKpi"), 3);
    await home.later(4 * minuteMs);
    assert.ok((byName(await home.poll(connection))["grid"]?.at ?? 0) > (before["grid"]?.at ?? 0));
    await stop();
  });

  it("looks anew when the plant is not in the lists, since its owner may just have changed that", async () => {
    const home = openHome();
    await (await home.start()).stop();
    await home.later(5 * minuteMs);
    assert.equal((await home.problemOf(home.start({ plant: "Nobody" }))).code, "fusionsolar.unknown-plant");
    assert.equal(home.lists(), 4);
  });

  it("looks anew when the cloud no longer knows a plant or a device", async () => {
    const home = openHome();
    const first = await home.start();
    await home.poll(first.connection);
    await first.stop();
    await home.later(10 * minuteMs);
    const { connection, stop } = await home.start();
    home.emulator.quirks.set("unknown-devices", true);
    assert.equal((await home.problemOf(home.poll(connection))).code, "fusionsolar.20006");
    home.emulator.quirks.set("unknown-devices", false);
    await home.later(6 * minuteMs);
    await home.poll(connection);
    assert.equal(home.lists(), 4);
    await stop();
  });

  it("does not send a wrong password more than twice in ten minutes", async () => {
    const home = openHome();
    const codes = [];
    for (let round = 0; round < 8; round += 1) {
      codes.push((await home.problemOf(home.start({ password: "wrong" }))).code);
      await home.later(minuteMs);
    }
    assert.deepEqual(codes.slice(0, 3), ["fusionsolar.20400", "fusionsolar.20400", "fusionsolar.login-stopped"]);
    assert.equal(home.countOf("login"), 2);
    await (await home.start()).stop();
    assert.equal(home.countOf("login", "ok"), 1, "another password is tried at once");
  });

  it("goes on with lists that are a day old when there are no newer ones", async () => {
    const home = openHome();
    await (await home.start()).stop();
    await home.later(dayMs + hourMs);
    home.emulator.faults.set("rate-limited", { path: "/thirdData/stations" });
    const { connection, stop } = await home.start();
    assert.deepEqual(Object.keys(byName(await home.poll(connection))), ["grid", "solar", "battery"]);
    await stop();
  });
});
