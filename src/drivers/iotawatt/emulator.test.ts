import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { hourMs, secondMs } from "#domain";
import { startDevice } from "./testing/start-device.ts";

const live = "begin=s-1m&end=s&group=all";

function bodyOf({ body }: { readonly body: string }) {
  return JSON.parse(body);
}

describe("the emulated IoTaWatt", () => {
  it("lists inputs before outputs, with one voltage", async () => {
    const { get } = startDevice();
    assert.deepEqual(bodyOf(await get("/query?show=series")), {
      series: [
        { name: "voltage", unit: "Volts" },
        { name: "Mains", unit: "Watts" },
        { name: "Solar", unit: "Watts" },
        { name: "HeatPump", unit: "Watts" },
        { name: "Consumption", unit: "Watts" },
      ],
    });
  });

  it("answers with a bare table, or with labels and range around it", async () => {
    const { get, change, clock } = startDevice();
    await change({ pvW: 4_000, loadW: 600 });
    const bare = bodyOf(await get(`/query?select=%5BMains.watts,Solar,Consumption%5D&${live}&header=no`));
    assert.equal(bare.length, 1);
    const [mains, solar, consumption] = bare[0];
    assert.ok(mains < -3_000 && solar > 3_800 && Math.abs(mains + solar - consumption) < 1);
    const headed = bodyOf(await get(`/query?select=[Mains,Solar.wh]&${live}&header=yes`));
    assert.deepEqual(headed.labels, ["Mains", "Solar"]);
    assert.equal(headed.range[1] - headed.range[0], 60);
    assert.ok(headed.range[1] * secondMs <= clock.now());
    assert.ok(Math.abs(headed.data[0][1] - solar / 60) < 1, "watts over a minute are a sixtieth of that in watt hours");
  });

  const refused: readonly (readonly [string, string])[] = [
    ["select=[Slar]&begin=d&end=s&group=all", "Invalid series: Slar"],
    ["select=[mains]&begin=d&end=s&group=all", "Invalid series: mains"],
    ["select=[Mains.volts]&begin=d&end=s&group=all", "Invalid series method: volts"],
    ["select=[Mains.joules]&begin=d&end=s&group=all", "Invalid series method: joules"],
    ["select=[Mains]&begin=d&end=s", "Missing begin, end or group."],
    ["select=[Mains]&begin=d&group=all", "Missing begin, end or group."],
    ["select=Mains&begin=d&end=s&group=all", "select not an array []"],
    ["select=[Mains]&begin=d&end=s&group=7", "Invalid group"],
    ["select=[Mains]&begin=d&end=s&group=1m&limit=0", "Invalid limit"],
    ["select=[Mains]&begin=d&end=s&group=1m&format=xml", "Invalid format"],
    ["select=[Mains]&begin=d&end=s&group=1m&resolution=best", "Invalid resolution"],
    ["begin=d&end=s&group=all", "unspecified"],
  ];
  for (const [query, reason] of refused)
    it(`refuses ${query}: ${reason}`, async () => {
      const { get } = startDevice();
      const reply = await get(`/query?${query}`);
      assert.equal(reply.status, 400);
      assert.equal(reply.headers["content-type"], "text/plain");
      assert.deepEqual(bodyOf(reply), { error: `invalid query. ${reason}` });
    });

  it("refuses an end before the beginning", async () => {
    const { get } = startDevice();
    assert.equal((await get("/query?select=[Mains]&begin=s&end=s-1h&group=all")).status, 400);
  });

  it("knows days and weeks of the house's own time", async () => {
    const { get, clock } = startDevice();
    await clock.runFor(hourMs);
    const rows = async (query: string) => bodyOf(await get(`/query?select=[time.utc.unix,Solar]&${query}`));
    const midnight = Date.UTC(2026, 5, 16, 22) / 1_000;
    assert.equal((await rows("begin=d&end=s&group=all"))[0][0], midnight);
    assert.equal((await rows("begin=2026-06-17&end=s&group=all"))[0][0], midnight);
    assert.equal((await rows("begin=w&end=s&group=all"))[0][0], Date.UTC(2026, 5, 13, 22) / 1_000);
    assert.equal((await rows("begin=2026-06-17T10:00:00Z&end=2026-06-17T11:00:00Z&group=30m")).length, 2);
    assert.equal((await rows("begin=s-1h%2B30m&end=s&group=10m")).length, 3);
  });

  it("cuts a long table and says where it goes on, only with a header", async () => {
    const { get, clock } = startDevice();
    await clock.runFor(hourMs);
    const reply = bodyOf(await get("/query?select=[Mains]&begin=s-30m&end=s&group=1m&limit=10&header=yes"));
    assert.equal(reply.data.length, 10);
    assert.equal(reply.limit - reply.range[0], 600);
  });

  it("leaves a value out, or makes it nothing or zero, as asked", async () => {
    const { get, emulator } = startDevice();
    emulator.quirks.set("no-data-for-solar", true);
    const ask = async (missing: string) => bodyOf(await get(`/query?select=[Solar]&${live}&missing=${missing}`));
    assert.deepEqual([await ask("null"), await ask("skip"), await ask("zero")], [[[null]], [], [[0]]]);
  });

  it("writes tables with commas too", async () => {
    const { get } = startDevice();
    const { body, headers } = await get(`/query?select=[voltage,voltage.hz]&${live}&format=csv&header=yes`);
    assert.equal(headers["content-type"], "text/csv");
    assert.match(body, /^voltage,voltage\r\n2[23]\d(\.\d)?,50$/);
  });

  it("tells live watts as texts in its status", async () => {
    const { get } = startDevice();
    const { inputs, outputs } = bodyOf(await get("/status?inputs=yes&outputs=yes"));
    assert.equal(typeof inputs[1].Watts, "string");
    assert.equal(outputs[0].name, "Consumption");
  });

  it("answers one after the other", async () => {
    const { clock, emulator } = startDevice();
    const ask = () =>
      emulator.handler({ method: "GET", path: "/query?show=series", headers: {}, body: "" }).delayMs ?? 0;
    const [first, second] = [ask(), ask()];
    assert.equal(second, 2 * first);
    await clock.runFor(secondMs);
    assert.equal(ask(), first);
  });

  it("asks for a digest and takes no other proof", async () => {
    const { get } = startDevice("login");
    const basic = `Basic ${Buffer.from("user:iota-4711-watt").toString("base64")}`;
    for (const headers of [{}, { authorization: basic }, { authorization: 'Digest nonce="made-up"' }]) {
      const reply = await get("/query?show=series", headers);
      assert.equal(reply.status, 401);
      assert.match(String(reply.headers["www-authenticate"]), /^Digest realm="\w+",qop="auth",nonce="\w+"$/);
    }
  });

  it("does not take the same proof twice", async () => {
    const { client, during, get, requests } = startDevice("login");
    await during(client.series());
    const authorization = requests.at(-1)?.headers?.["authorization"] ?? "";
    assert.equal((await get("/query?show=series", { authorization })).status, 401);
  });
});
