import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { ProblemError } from "#domain";
import type { HttpClient } from "#platform";
import { choosePlant } from "./choose-plant.ts";
import { createGrowattClient, type GrowattClient } from "./client.ts";
import { growattConfig } from "./config.ts";
import { deviceKinds } from "./devices.ts";
import { codeMeanings, problemOfCode } from "./error-codes.ts";
import { createGridWatch } from "./grid-watch.ts";
import { createCounterFilter, toReadings } from "./house.ts";
import { toReport } from "./mapping.ts";
import { offsetOf } from "./open-api/replies.ts";
import { createPlantClock } from "./plant-clock.ts";
import { cookiesOf } from "./portal/login.ts";
import { numberOf } from "./reply-values.ts";
import { growattText } from "./text.ts";

const clock = { now: () => Date.UTC(2026, 5, 17, 10) };

function answering(body: string, status = 200): HttpClient {
  const headers = { "set-cookie": ["JSESSIONID=abc; Path=/"] };
  const isLogin = (url: string) => url.endsWith("/login");
  return {
    request: async ({ url }) =>
      isLogin(url) ? { status: 200, headers, body: '{"result":1}' } : { status, headers, body },
  };
}

function clients(body: string, status?: number): readonly GrowattClient[] {
  const way = { url: "http://growatt.test", http: answering(body, status), clock };
  return [
    createGrowattClient({ ...way, token: "abcdef" }),
    createGrowattClient({ ...way, username: "sunny", password: "pw" }),
  ];
}

const sound =
  '{"error_code":0,"error_msg":"","data":{"plants":[{"plant_id":1,"name":"A"}],"devices":[{"device_sn":"X","type":5}],"ppv":1}}';
const soundPage = '{"result":1,"obj":{"pages":1,"datas":[{"sn":"X","deviceTypeName":"mix","pac":"1"}]}}';

/** Good answers that lost their end, sound envelopes around anything, any JSON, any text. */
const bodies = fc.oneof(
  fc.nat(sound.length).map((length) => sound.slice(0, length)),
  fc.nat(soundPage.length).map((length) => soundPage.slice(0, length)),
  fc.jsonValue().map((data) => JSON.stringify({ error_code: 0, error_msg: "", data })),
  fc.jsonValue().map((obj) => JSON.stringify({ result: 1, obj })),
  fc.array(fc.jsonValue()).map((datas) => JSON.stringify({ result: 1, obj: { datas } })),
  fc.integer().map((code) => JSON.stringify({ error_code: code, error_msg: null })),
  fc.json(),
  fc.string(),
);

async function isHonest(work: Promise<unknown>): Promise<boolean> {
  try {
    await work;
    return true;
  } catch (error) {
    if (!(error instanceof ProblemError) || error.problem.kind === "bug") return false;
    return error.problem.code in growattText.problems;
  }
}

describe("whatever the cloud answers", () => {
  it("becomes an answer or a problem with sentences, never a crash", async () => {
    await fc.assert(
      fc.asyncProperty(bodies, fc.constantFrom(200, 302, 403, 404, 429, 500), async (body, status) => {
        for (const client of clients(body, status)) {
          assert.ok(await isHonest(client.plants()));
          assert.ok(await isHonest(client.plant("1")));
          assert.ok(await isHonest(client.devices("1")));
          const devices = deviceKinds.map((kind) => ({ serial: "X", kind, type: "5" }));
          assert.ok(await isHonest(client.values("1", devices)));
          assert.ok(await isHonest(client.values("1", [...devices, ...devices])));
        }
      }),
      { numRuns: 150 },
    );
  });

  it("strange entries of a list do not spoil the others", async () => {
    const data = {
      plants: [null, 7, { name: "no number" }, { plant_id: 1, name: null }, { plant_id: "2", name: "B" }],
    };
    const [client] = clients(JSON.stringify({ error_code: "0", error_msg: "", data }));
    assert.deepEqual(await client?.plants(), [
      { id: "1", name: "1" },
      { id: "2", name: "B" },
    ]);
  });

  it("the token never stands in a problem, also where the cloud quotes it", async () => {
    const [client] = clients('{"error_code":10011,"error_msg":"token abcdef is bad"}');
    await assert.rejects(client?.plants() ?? Promise.resolve(), (error: unknown) => {
      assert.ok(error instanceof ProblemError && !JSON.stringify(error.problem).includes("abcdef"));
      return true;
    });
  });
});

describe("whatever a device tells", () => {
  const names = ["ppv", "pac", "pcharge1", "pdischarge1", "pacToUserR", "pacToGridR", "plocalLoadR", "bmsSOC", "SOC"];
  const more = ["pactouser", "pactogrid", "chargePower", "pdisCharge1", "eTotal", "epvTotal", "time", "etoUserTotal"];
  const cell = fc.oneof(fc.double({ noNaN: true, noDefaultInfinity: true }), fc.string(), fc.boolean());
  const values = fc.dictionary(fc.constantFrom(...names, ...more), cell);

  it("becomes sound readings or none", () => {
    fc.assert(
      fc.property(values, fc.constantFrom(...deviceKinds), fc.constantFrom("token", "login"), (told, kind, by) => {
        const report = toReport(
          { serial: "X", kind, values: told },
          { by: by === "token" ? "token" : "login", useBattery: true },
        );
        const time = typeof told["time"] === "string" ? told["time"] : undefined;
        const at = createPlantClock(1).toInstant("X", time, clock.now());
        const readings = toReadings([{ ...report, at }], new Set(["X"]), createGridWatch(), createCounterFilter());
        for (const reading of readings) {
          assert.ok(reading.at <= clock.now());
          assert.ok("powerW" in reading && Number.isFinite(reading.powerW));
          if (reading.kind === "solar") assert.ok(reading.powerW >= 0);
          if (reading.kind === "battery" && reading.socPercent !== undefined)
            assert.ok(reading.socPercent >= 0 && reading.socPercent <= 100);
        }
      }),
    );
  });

  it("numbers come as numbers, as texts and with units; words are none", () => {
    assert.deepEqual([5, "5", " -5.5 ", "84%", "93.5 W", "1e3"].map(numberOf), [5, 5, -5.5, 84, 93.5, 1000]);
    assert.deepEqual(
      ["", "N/A", "--", "5,5", "0x10", "12 apples", true, undefined].map(numberOf),
      Array(8).fill(undefined),
    );
  });
});

describe("what the published samples say", () => {
  const options = { by: "token", useBattery: true } as const;

  it("a hybrid that draws from grid and battery", () => {
    const values = {
      ...{ ppv: 245.4, pcharge1: 0, pdischarge1: 605.1, pacToUserR: 67.3, pacToUserTotal: 67.3 },
      ...{ pacToGridR: 0, pacToGridTotal: 0, plocalLoadR: 949.8, plocalLoadTotal: 949.8, bmsSOC: 84, socText: "84%" },
    };
    assert.deepEqual(toReport({ serial: "X", kind: "sph", values }, options), {
      ...{ serial: "X", solarW: 245.4, batteryW: 605.1, socPercent: 84 },
      grid: { power: 67.3, load: 949.8 },
    });
  });

  it("an inverter without meter and battery, all of whose values about them are zero", () => {
    const values = {
      ...{ ppv: 2558.7, pac: 2503.8, pacToUserTotal: 0, pacToGridTotal: 0, pacToLocalLoad: 0, bmsSoc: 0 },
      ...{
        bdc1ChargePower: 0,
        bdc1DischargePower: 0,
        echargeTotal: 0,
        edischargeTotal: 0,
        etoUserTotal: 0,
        epvTotal: 1833,
      },
    };
    assert.deepEqual(toReport({ serial: "X", kind: "min", values }, options), {
      ...{ serial: "X", solarW: 2558.7, solarWh: 1_833_000 },
    });
  });

  it("the portal's hybrid in kilowatts, with some numbers as texts", () => {
    const values = {
      ...{ ppv: 1.18, pLocalLoad: 0.84, pactouser: 0, pactogrid: 0.34, chargePower: 0, pdisCharge1: 0 },
      ...{ SOC: "95", wBatteryType: "1", eTotal: "1500.5" },
    };
    assert.deepEqual(toReport({ serial: "X", kind: "sph", values }, { ...options, by: "login" }), {
      ...{ serial: "X", solarW: 1_180, solarWh: 1_500_500, batteryW: 0, socPercent: 95 },
      grid: { power: -0.34, load: 0.84 },
    });
  });

  it("a storage inverter that draws from the grid", () => {
    const values = {
      ...{ ppv: 1075.4, ppv2: 991.7, pCharge: 0, pDischarge: 0, pCharge2: 0, pDischarge2: 0, capacity: 52 },
      ...{ pacToGrid: 0, pacToUser: 1922.9, eToUserTotal: 24137119.8, epvTotal: 539.6, epvTotal2: 511.5 },
    };
    assert.deepEqual(toReport({ serial: "X", kind: "storage", values }, options), {
      ...{ serial: "X", solarW: 2067.1, solarWh: 1_051_100, batteryW: 0, socPercent: 52 },
      grid: { power: 1922.9 },
    });
  });
});

describe("error numbers", () => {
  for (const { code, kind } of codeMeanings)
    it(`${code} is ${kind}, has its sentences, and says when to try again`, () => {
      const problem = problemOfCode(code, "detail", clock.now());
      assert.equal(problem.kind, kind);
      assert.ok(problem.code in growattText.problems);
      assert.ok((problem.retryAt ?? 0) > clock.now());
    });

  it("an unknown one is told with its number", () => {
    const { code, facts } = problemOfCode(4711, "oh", clock.now());
    assert.deepEqual([code, facts], ["growatt.unknown-code", { errorCode: 4711, detail: "oh" }]);
  });
});

describe("small things that come as text", () => {
  it("zones", () => {
    assert.deepEqual(["GMT+8", "GMT-3", "1", "-5", "UTC+5:30", "GMT+9.5"].map(offsetOf), [8, -3, 1, -5, 5.5, 9.5]);
    assert.deepEqual(["", "Berlin", "GMT+99", undefined].map(offsetOf), Array(4).fill(undefined));
  });

  it("cookies go back with name and value alone, the last of each name", () => {
    const lines = ["a=1; Path=/; HttpOnly", "b=x|y", "a=2; Max-Age=5", "nonsense"];
    assert.equal(cookiesOf({ headers: { "set-cookie": lines } }), "a=2; b=x|y");
    assert.equal(cookiesOf({ headers: {} }), "");
  });

  it("plants by number, by name in any case, and never by chance", () => {
    const plants = [
      { id: "1", name: "Home" },
      { id: "2", name: "home" },
      { id: "3", name: "Barn" },
    ];
    assert.equal(choosePlant(plants, "2").id, "2");
    assert.equal(choosePlant(plants, "BARN ").id, "3");
    assert.throws(() => choosePlant(plants, "home"), /plant-not-unique/);
    assert.throws(() => choosePlant(plants, undefined), /which-plant/);
    assert.equal(choosePlant(plants.slice(2), undefined).id, "3");
  });
});

describe("an entry of the configuration", () => {
  it("prefers the token, which can lock nobody out", () => {
    const { access } = growattConfig.parse({ token: "t", username: "u", password: "p" });
    assert.equal(access.by, "token");
  });

  const wrong: readonly (readonly [string, object])[] = [
    ["growatt.no-access", {}],
    ["growatt.no-access", { username: "u" }],
    ["growatt.empty-token", { token: " " }],
    ["growatt.empty-password", { username: "u", password: "" }],
  ];
  for (const [code, entry] of wrong)
    it(`${JSON.stringify(entry)} is refused as ${code}`, () => {
      assert.equal(growattConfig.safeParse(entry).error?.issues[0]?.message, code);
    });
});
