import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, describe, it } from "node:test";
import { minuteMs } from "#domain";
import { type TypeOptions, typeIn } from "../../../test/support/type-command.ts";
import { origin, type StartOptions, startCloud } from "./testing/start-cloud.ts";

/** Where calls are counted, so that commands one after the other keep the limits. */
const directory = mkdtempSync(join(tmpdir(), "sunsteer-growatt-"));
let clouds = 0;
after(() => rmSync(directory, { recursive: true, force: true }));

function start(options?: StartOptions) {
  const cloud = startCloud(options);
  const { clock, http, emulator } = cloud;
  const { token = "", username = "", password = "" } = emulator.credentials;
  clouds += 1;
  const environment = {
    ...{ GROWATT_URL: origin, GROWATT_TOKEN: token, GROWATT_USERNAME: username, GROWATT_PASSWORD: password },
    SUNSTEER_STATE: join(directory, String(clouds)),
  };
  const type = (words: string, given?: TypeOptions) => typeIn({ clock, http, environment }, `growatt ${words}`, given);
  return { ...cloud, type };
}

describe("sunsteer growatt plants", () => {
  for (const profile of ["sph", "portal-mix"])
    it(`lists numbers and names (${profile})`, async () => {
      const { type, emulator } = start({ profile });
      emulator.quirks.set("two-plants", true);
      const { out, code } = await type("plants");
      assert.equal(code, 0);
      assert.match(out, /7654321\s+Holiday Home\s+1234567\s+Sunny Side/);
    });

  it("does not make the values wait, although both are of few calls", async () => {
    const { type } = start();
    assert.equal((await type("plants")).code, 0);
    assert.equal((await type("plants")).code, 0);
    const { code, err } = await type("live");
    assert.equal(code, 0, err);
  });

  it("gives programs a list", async () => {
    const { type } = start();
    assert.deepEqual(JSON.parse((await type("plants --json")).out), [{ id: "1234567", name: "Sunny Side" }]);
  });

  it("an account without plants is no error", async () => {
    const { type, emulator } = start();
    emulator.quirks.set("no-plants", true);
    const { code, out, err } = await type("plants");
    assert.deepEqual([code, out, err], [0, "", "The account has no plant."]);
  });
});

describe("sunsteer growatt live", () => {
  it("tells powers, directions and level in three languages", async () => {
    const said: string[] = [];
    for (const LANG of ["en", "de", "fr"]) {
      const { type, change } = start();
      await change({ pvW: 0, loadW: 2_000, batterySocPercent: 50 });
      said.push((await type("live", { environment: { LANG } })).out);
    }
    assert.match(said[0] ?? "", /Sun\s+0 W\s+Battery\s+\d+ W \(discharging\)\s+Level\s+\d+ %/);
    assert.match(said[1] ?? "", /Batterie\s+\d+ W \(entlädt\)/);
    assert.match(said[2] ?? "", /Batterie\s+\d+ W \(en décharge\)/);
  });

  it("gives programs one document", async () => {
    const { type, change, home } = start({ profile: "portal-mix" });
    await change({ pvW: 4_000, loadW: 600, batterySocPercent: 100 });
    const { pvW, gridW, batterySocPercent, at } = JSON.parse((await type("live --json")).out);
    assert.equal(pvW, 4_000);
    assert.ok(Math.abs(gridW - home.meter.powerW) < 60);
    assert.ok(batterySocPercent > 90);
    assert.match(at, /^2026-06-17T/);
  });

  it("the same question within five minutes is not sent: it shows what was told, and when that was", async () => {
    const { type, emulator, clock } = start();
    const first = await type("live --plant 1234567");
    const before = emulator.calls().length;
    await clock.runFor(2 * minuteMs);
    const again = await type("live --plant 1234567");
    assert.deepEqual([again.code, again.out, again.err], [0, first.out, first.err]);
    assert.match(again.err, /Measured at/);
    assert.equal(emulator.calls().length, before);
    await clock.runFor(4 * minuteMs);
    await type("live --plant 1234567");
    assert.equal(emulator.calls().length, before + 1);
  });

  it("a plant that is not there is told with those that are, as the caller's mistake", async () => {
    const { type, emulator } = start();
    emulator.quirks.set("two-plants", true);
    const { code, out, err } = await type("live --plant Nowhere");
    assert.deepEqual([code, out], [2, ""]);
    assert.match(err, /no plant "Nowhere"; it has: Holiday Home \(7654321\), Sunny Side \(1234567\)/);
  });

  it("a wrong password is told once, and after two the third is not sent", async () => {
    const { type, clock, paths } = start({ profile: "portal-mix" });
    const environment = { GROWATT_PASSWORD: "wrong-word" };
    const said: string[] = [];
    for (let tries = 0; tries < 4; tries += 1) {
      const { code, err } = await type("live", { environment });
      assert.equal(code, 1);
      assert.doesNotMatch(err, /wrong-word/);
      said.push(err);
      await clock.runFor(20 * minuteMs);
    }
    assert.match(said[0] ?? "", /does not accept the password of "sunny"/);
    assert.match(said[3] ?? "", /refused twice and is not sent again/);
    assert.equal(paths().filter((path) => path === "/login").length, 2);
  });

  it("finds a device of the configuration by its id", async () => {
    const { type, emulator } = start();
    const yaml = `version: 1\ndevices:\n  - { id: roof, driver: growatt, token: ${emulator.credentials["token"]}, url: "${origin}" }\n`;
    assert.equal((await type("live --device roof", { yaml })).code, 0);
    const wrong = await type("live --device cellar", { yaml });
    assert.deepEqual([wrong.code, wrong.out], [2, ""]);
    assert.match(wrong.err, /no device “cellar” of this kind[\s\S]*roof/);
  });

  const none = { GROWATT_TOKEN: "", GROWATT_USERNAME: "", GROWATT_PASSWORD: "" };
  for (const [words, environment, sentence] of [
    ["live", none, /neither a token nor a login/],
    ["live", { ...none, GROWATT_USERNAME: "sunny" }, /neither a token nor a login/],
    ["live --url nowhere", {}, /address of the Growatt cloud is none/],
    ["live --region mars", {}, /value for region is empty or impossible/],
  ] as const)
    it(`${words} with ${JSON.stringify(environment)} is the caller's mistake`, async () => {
      const { type } = start();
      const { code, out, err } = await type(words, { environment });
      assert.deepEqual([code, out], [2, ""]);
      assert.match(err, sentence);
    });
});
