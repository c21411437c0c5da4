import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { hourMs, ProblemError, type ProblemKind, Secret } from "#domain";
import type { CallOptions, HttpClient, HttpRequest, HttpResponse } from "#platform";
import { createFoxessClient, type FoxessClient } from "./client.ts";

const apiKey = "00000000-1111-2222-3333-444444444444";
const serial = "60KE80200000001";

function setUp(answer: Partial<HttpResponse> | ((request: HttpRequest) => Partial<HttpResponse>)) {
  const requests: HttpRequest[] = [];
  const http: HttpClient = {
    request: async (request) => {
      requests.push(request);
      return { status: 200, headers: {}, body: "", ...(typeof answer === "function" ? answer(request) : answer) };
    },
  };
  const clock = { now: () => 1_700_000_000_000.4 };
  const client = createFoxessClient({ apiKey: new Secret(apiKey), url: "https://cloud.test/", http, clock });
  return { client, requests };
}

function success(result: unknown): Partial<HttpResponse> {
  return { body: JSON.stringify({ errno: 0, msg: "Operation successful", result }) };
}

async function problemOf(promise: Promise<unknown>) {
  try {
    await promise;
  } catch (error) {
    assert.ok(error instanceof ProblemError, `not a problem: ${error}`);
    return error.problem;
  }
  return assert.fail("should have failed");
}

const night = { fromMinute: 0, untilMinute: 300 };
const day = { since: 1_700_000_000_000, until: 1_700_000_000_000 + hourMs };
const report = { variables: ["feedin"], dimension: "month", year: 2026, month: 6 } as const;
const heating = { isEnabled: true, startTemperatureC: 5, endTemperatureC: 15, times: [{ ...night, isEnabled: true }] };
const noon = { year: 2026, month: 6, day: 17, hour: 12, minute: 0, second: 5 };
const forced = { ...night, workMode: "ForceCharge", isEnabled: true, targetSocPercent: 90, powerW: 3_000 };

/** Every method, with the path of the call that it is about. */
const methods: readonly (readonly [
  name: keyof FoxessClient,
  path: string,
  ask: (client: FoxessClient, call?: CallOptions) => Promise<unknown>,
])[] = [
  ["listDevices", "/op/v0/device/list", (client, call) => client.listDevices(call)],
  ["deviceDetail", "/op/v1/device/detail", (client, call) => client.deviceDetail(serial, call)],
  ["deviceDetailV0", "/op/v0/device/detail", (client, call) => client.deviceDetailV0(serial, call)],
  ["listPlants", "/op/v0/plant/list", (client, call) => client.listPlants(call)],
  ["plantDetail", "/op/v0/plant/detail", (client, call) => client.plantDetail("id", call)],
  ["listModules", "/op/v0/module/list", (client, call) => client.listModules(call)],
  ["moduleSignalDbm", "/op/v0/module/getSignal", (client, call) => client.moduleSignalDbm("609W", call)],
  ["accessCount", "/op/v0/user/getAccessCount", (client, call) => client.accessCount(call)],
  ["realTime", "/op/v1/device/real/query", (client, call) => client.realTime([serial], ["SoC"], call)],
  ["realTimeV0", "/op/v0/device/real/query", (client, call) => client.realTimeV0(serial, undefined, call)],
  ["history", "/op/v0/device/history/query", (client, call) => client.history(serial, day, call)],
  ["report", "/op/v0/device/report/query", (client, call) => client.report(serial, report, call)],
  ["generation", "/op/v0/device/generation", (client, call) => client.generation(serial, call)],
  ["variables", "/op/v0/device/variable/get", (client, call) => client.variables(call)],
  ["faultTexts", "/op/v0/device/fault/get", (client, call) => client.faultTexts(call)],
  ["setting", "/op/v0/device/setting/get", (client, call) => client.setting(serial, "WorkMode", call)],
  ["writeSetting", "/op/v0/device/setting/set", (client, call) => client.writeSetting(serial, "MinSoc", "10", call)],
  ["changeSetting", "/op/v0/device/setting/set", (client, call) => client.changeSetting(serial, "MinSoc", "10", call)],
  ["socLimits", "/op/v0/device/battery/soc/get", (client, call) => client.socLimits(serial, call)],
  [
    "writeSocLimits",
    "/op/v0/device/battery/soc/set",
    (client, call) => client.writeSocLimits(serial, { minSoc: 10, minSocOnGrid: 20 }, call),
  ],
  ["peakShaving", "/op/v0/device/peakShaving/get", (client, call) => client.peakShaving(serial, call)],
  [
    "writePeakShaving",
    "/op/v0/device/peakShaving/set",
    (client, call) => client.writePeakShaving(serial, { importLimitW: 5_000, socPercent: 50 }, call),
  ],
  ["chargeTimes", "/op/v0/device/battery/forceChargeTime/get", (client, call) => client.chargeTimes(serial, call)],
  [
    "writeChargeTimes",
    "/op/v0/device/battery/forceChargeTime/set",
    (client, call) => client.writeChargeTimes(serial, [{ ...night, kind: "charge" }], call),
  ],
  ["schedulerFlag", "/op/v1/device/scheduler/get/flag", (client, call) => client.schedulerFlag(serial, call)],
  [
    "writeSchedulerFlag",
    "/op/v1/device/scheduler/set/flag",
    (client, call) => client.writeSchedulerFlag(serial, false, call),
  ],
  ["schedule", "/op/v3/device/scheduler/get", (client, call) => client.schedule(serial, call)],
  [
    "editSchedule",
    "/op/v3/device/scheduler/enable",
    (client, call) => client.editSchedule(serial, () => [forced], call),
  ],
  ["writeSchedule", "/op/v3/device/scheduler/enable", (client, call) => client.writeSchedule(serial, [forced], call)],
  ["batteryHeating", "/op/v0/device/batteryHeating/get", (client, call) => client.batteryHeating(serial, call)],
  [
    "writeBatteryHeating",
    "/op/v0/device/batteryHeating/set",
    (client, call) => client.writeBatteryHeating(serial, heating, call),
  ],
  ["deviceTime", "/op/v0/device/time/get", (client, call) => client.deviceTime(serial, call)],
  ["writeDeviceTime", "/op/v0/device/time/set", (client, call) => client.writeDeviceTime(serial, noon, call)],
];
describe("a call to the cloud", () => {
  it("is signed over its path with the clock's milliseconds", async () => {
    const { client, requests } = setUp(success({ total: 0, data: [] }));
    await client.listDevices();
    assert.deepEqual(requests[0]?.headers, {
      "content-type": "application/json",
      "user-agent": "Sunsteer",
      lang: "en",
      token: apiKey,
      timestamp: "1700000000000",
      signature: "4ba74a7428c83d87d1503eb6e78806e5",
    });
    assert.equal(requests[0]?.url, "https://cloud.test/op/v0/device/list");
    assert.equal(requests[0]?.method, "POST");
  });

  it("leaves the query out of the signature", async () => {
    const { client, requests } = setUp(success({ minSoc: 10, minSocOnGrid: 20 }));
    await client.socLimits("A");
    await client.socLimits("B");
    assert.equal(requests[0]?.url, "https://cloud.test/op/v0/device/battery/soc/get?sn=A");
    assert.equal(requests[0]?.headers?.["signature"], requests[1]?.headers?.["signature"]);
  });

  for (const [name, path, ask] of methods) {
    it(`of ${name} goes to its own interface, with whose wish it serves and how to stop it`, async () => {
      const { signal } = new AbortController();
      const isOfList = /fault\/get|variable\/get|real|history|report/.test(path);
      const { client, requests } = setUp(success(isOfList ? [] : { deviceSN: serial }));
      // A list where an object is told in full is the cloud's to explain; only the calls count here.
      await ask(client, { signal, purpose: "guard" }).catch(() => undefined);
      assert.equal(new URL(requests.at(-1)?.url ?? "").pathname, path);
      for (const { purpose, signal: passed } of requests) assert.ok(purpose === "guard" && passed === signal);
    });
  }

  it("exists for everything the client offers", () => {
    const offered = Object.keys(setUp({}).client).sort();
    assert.deepEqual(offered, methods.map(([name]) => name).sort());
  });

  it("names the serial as each interface wants it", async () => {
    const { client, requests } = setUp(success(null));
    await client.writeSetting(serial, "MinSocOnGrid", "40");
    await client.writeSchedulerFlag(serial, true);
    await client.writeSocLimits(serial, { minSoc: 10, minSocOnGrid: 20 });
    assert.deepEqual(
      requests.map(({ body = "" }) => JSON.parse(body)),
      [
        { sn: serial, key: "MinSocOnGrid", value: "40" },
        { deviceSN: serial, enable: 1 },
        { sn: serial, minSoc: 10, minSocOnGrid: 20 },
      ],
    );
  });
});

describe("an answer of the cloud", () => {
  it("may come in pages", async () => {
    const { client } = setUp(({ body = "" }) => {
      const { currentPage } = JSON.parse(body);
      return success({ total: 2, data: [{ deviceSN: `S${currentPage}`, hasPV: true, hasBattery: false }] });
    });
    assert.deepEqual(
      (await client.listDevices()).map(({ deviceSN }) => deviceSN),
      ["S1", "S2"],
    );
  });

  it("may write its flags as numbers or words, and its counts as text", async () => {
    for (const enable of [1, true]) {
      const { client } = setUp(success({ support: 1, enable }));
      assert.deepEqual(await client.schedulerFlag(serial), { isSupported: true, isEnabled: true });
    }
    assert.deepEqual(await setUp(success(null)).client.schedulerFlag(serial), { isSupported: false, isEnabled: false });
    const { client } = setUp(success({ total: "1440", remaining: "979" }));
    assert.deepEqual(await client.accessCount(), { total: 1440, remaining: 979 });
  });

  it("may describe a setting by choices or by a range", async () => {
    const choices = setUp(success({ enumList: ["Feedin", "SelfUse"], unit: "", precision: 1, value: "SelfUse" }));
    const mode = await choices.client.setting(serial, "WorkMode");
    assert.deepEqual([mode.value, mode.enumList, mode.range], ["SelfUse", ["Feedin", "SelfUse"], undefined]);
    const ranged = setUp(success({ value: 10, unit: "%", precision: 1, range: { min: 10, max: 100 } }));
    const level = await ranged.client.setting(serial, "MinSoc");
    assert.deepEqual([level.value, level.unit, level.range], ["10", "%", { min: 10, max: 100 }]);
  });

  const rows: { name: string; answer: Partial<HttpResponse>; kind: ProblemKind; code: string; isRetryable: boolean }[] =
    [
      {
        name: "an error number",
        answer: { body: '{"errno":41935,"msg":"offline"}' },
        ...{ kind: "unreachable", code: "foxess.41935", isRetryable: true },
      },
      {
        name: "an error number without text",
        answer: { body: '{"errno":42015,"msg":null}' },
        ...{ kind: "refused", code: "foxess.42015", isRetryable: false },
      },
      {
        name: "a sign-in page",
        answer: { body: "<html>" },
        ...{ kind: "unreachable", code: "foxess.not-json", isRetryable: true },
      },
      { name: "nothing", answer: {}, kind: "unreachable", code: "foxess.not-json", isRetryable: true },
      {
        name: "JSON of somebody else",
        answer: { body: "[1]" },
        ...{ kind: "unreachable", code: "foxess.unexpected-reply", isRetryable: true },
      },
      {
        name: "an outage's plain text",
        answer: { status: 503, body: "upstream connect error" },
        ...{ kind: "unreachable", code: "foxess.http-status", isRetryable: true },
      },
      {
        name: "HTTP 429",
        answer: { status: 429, headers: { "retry-after": "120" } },
        ...{ kind: "rate-limited", code: "foxess.http-429", isRetryable: true },
      },
      {
        name: "HTTP 403",
        answer: { status: 403, body: "Forbidden" },
        ...{ kind: "auth", code: "foxess.http-denied", isRetryable: true },
      },
      {
        name: "a result of another shape",
        answer: success("surprise"),
        ...{ kind: "unreachable", code: "foxess.unexpected-reply", isRetryable: true },
      },
    ];
  for (const { name, answer, kind, code, isRetryable } of rows) {
    it(`that is ${name} is a problem of kind ${kind}`, async () => {
      const problem = await problemOf(setUp(answer).client.deviceDetail(serial));
      assert.deepEqual([problem.kind, problem.code, problem.isRetryable], [kind, code, isRetryable]);
    });
  }

  it("that asks for a pause is given it", async () => {
    const asked = await problemOf(setUp({ status: 429, headers: { "retry-after": "120" } }).client.accessCount());
    assert.equal(asked.retryAt, 1_700_000_000_000.4 + 120_000);
    const unasked = await problemOf(setUp({ status: 429 }).client.accessCount());
    assert.equal(unasked.retryAt, 1_700_000_000_000.4 + 60_000);
  });

  it("never shows the key, even when the cloud quotes it", async () => {
    const { client } = setUp({ body: JSON.stringify({ errno: 40256, msg: `illegal token ${apiKey}` }) });
    const error: unknown = await client.accessCount().catch((thrown) => thrown);
    assert.ok(error instanceof ProblemError);
    assert.doesNotMatch(`${error.message} ${JSON.stringify(error.problem)} ${error.stack}`, new RegExp(apiKey));
  });
});

describe("whatever comes back", () => {
  const bodies = fc.oneof(
    fc.json(),
    fc.string(),
    fc.json().map((result) => `{"errno":0,"msg":"success","result":${result}}`),
    fc.integer().map((errno) => JSON.stringify({ errno, msg: "no" })),
  );
  for (const [name, , ask] of methods) {
    it(`${name} answers or says what the problem is`, async () => {
      await fc.assert(
        fc.asyncProperty(bodies, fc.constantFrom(200, 200, 200, 401, 429, 500, 503), async (body, status) => {
          try {
            await ask(setUp({ body, status }).client);
          } catch (error) {
            assert.ok(error instanceof ProblemError, String(error));
          }
        }),
      );
    });
  }
});
