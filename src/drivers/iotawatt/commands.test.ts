import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { type TypeOptions, typeIn } from "../../../test/support/type-command.ts";
import { origin, startDevice } from "./testing/start-device.ts";

function start(profile?: string) {
  const device = startDevice(profile);
  const { clock, http } = device;
  const type = (words: string, options?: TypeOptions) =>
    typeIn({ clock, http, environment: { IOTAWATT_URL: origin } }, `iotawatt ${words}`, options);
  return { ...device, type };
}

describe("sunsteer iotawatt live", () => {
  it("tells the powers and their directions in three languages", async () => {
    const { type, change } = start();
    await change({ pvW: 4_000, loadW: 600 });
    const said = [];
    for (const LANG of ["en", "de", "fr"]) said.push((await type("live", { environment: { LANG } })).out);
    assert.match(said[0] ?? "", /Grid\s+3\d\d\d W \(fed into it\)\s+House\s+\d+ W\s+Sun\s+3\d\d\d W/);
    assert.match(said[1] ?? "", /Netz\s+3\d\d\d W \(Einspeisung\)/);
    assert.match(said[2] ?? "", /Réseau\s+3\d\d\d W \(injection\)/);
  });

  it("gives programs one document", async () => {
    const { type, change, home } = start();
    await change({ pvW: 0, loadW: 2_000 });
    const { gridW, pvW, loadW, at } = JSON.parse((await type("live --json")).out);
    assert.ok(Math.abs(gridW - home.meter.powerW) < 60 && pvW === 0 && Math.abs(loadW - gridW) < 1);
    assert.match(at, /^2026-06-17T/);
  });

  it("shows every series with --all", async () => {
    const { type } = start();
    assert.match((await type("live --all")).out, /voltage\s+23\d(\.\d)? Volts[\s\S]*HeatPump\s+[\d.]+ Watts/);
    assert.equal(typeof JSON.parse((await type("live --all --json")).out).series.voltage, "number");
  });

  it("logs in with what the environment or the address says", async () => {
    const { type } = start("login");
    const environment = { IOTAWATT_USERNAME: "user", IOTAWATT_PASSWORD: "iota-4711-watt" };
    assert.equal((await type("live", { environment })).code, 0);
    assert.equal((await type("live --url http://user:iota-4711-watt@iotawatt.emulator")).code, 0);
    const without = await type("live --json");
    assert.equal(without.code, 1);
    assert.equal(JSON.parse(without.err).error.kind, "auth");
    const wrong = await type("live", { environment: { ...environment, IOTAWATT_PASSWORD: "wrong-word" } });
    assert.equal(wrong.code, 1);
    assert.match(wrong.err, /does not accept the password of "user"/);
    assert.doesNotMatch(wrong.err, /wrong-word/);
  });

  it("finds a device of the configuration by its id, and lists them where the id is wrong", async () => {
    const { type } = start();
    const yaml = `version: 1\ndevices:\n  - { id: meter, driver: iotawatt, url: "${origin}", series: { pv: Solar } }\n`;
    assert.match((await type("live --device meter", { yaml })).out, /^Sun/);
    const wrong = await type("live --device roof", { yaml });
    assert.deepEqual([wrong.code, wrong.out], [2, ""]);
    assert.match(wrong.err, /no device “roof” of this kind[\s\S]*meter/);
  });

  for (const [words, url, sentence] of [
    ["live", "", /not said where the IoTaWatt is/],
    ["live --url ftp://meter", origin, /address of the IoTaWatt is none/],
    ["live --url http://user@meter", origin, /no password/],
  ] as const)
    it(`${words} with IOTAWATT_URL=${url} is the caller's mistake`, async () => {
      const { type } = start();
      const { code, out, err } = await type(words, { environment: { IOTAWATT_URL: url } });
      assert.deepEqual([code, out], [2, ""]);
      assert.match(err, sentence);
    });

  it("a device that is not there is told, with exit code 1", async () => {
    const { type, emulator } = start();
    emulator.faults.set("dead");
    const { code, err } = await type("live --json");
    assert.equal(code, 1);
    assert.equal(JSON.parse(err).error.kind, "unreachable");
  });
});
