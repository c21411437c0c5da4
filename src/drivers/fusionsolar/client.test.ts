import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { dayMs, minuteMs, ProblemError, Secret, secondMs } from "#domain";
import { createVirtualClock, type HttpClient, type HttpRequest, type HttpResponse } from "#platform";
import { createFusionsolarClient } from "./client.ts";
import { createKioskClient } from "./kiosk.ts";
import { createLoginGuard } from "./login-guard.ts";
import { createOwnSessions } from "./session.ts";

const password = "Sun-2000-secret";

type Answer = Partial<HttpResponse>;

/** A cloud that logs everybody in and answers as told. */
function setUp(answer: (method: string, body: Record<string, unknown>, request: HttpRequest) => Answer | undefined) {
  const clock = createVirtualClock(1_700_000_000_000);
  const requests: HttpRequest[] = [];
  let logins = 0;
  const http: HttpClient = {
    request: async (request) => {
      requests.push(request);
      const method = methodOf(request);
      const given = answer(method, JSON.parse(request.body ?? "{}"), request);
      if (given === undefined && method === "login") logins += 1;
      const own = method === "login" ? { ...success(null), headers: { "xsrf-token": `token-${logins}` } } : success([]);
      return { status: 200, headers: {}, body: "", ...(given ?? own) };
    },
  };
  const options = { url: "https://cloud.test/", username: "u", password: new Secret(password), http, clock };
  const client = createFusionsolarClient(options);
  const methods = () => requests.map(methodOf);
  return { client, clock, requests, methods, options };
}

function methodOf({ url }: HttpRequest): string {
  return new URL(url).pathname.split("/").at(-1) ?? "";
}

function success(data: unknown): Answer {
  return { body: JSON.stringify({ success: true, failCode: 0, message: null, params: {}, data }) };
}

function failure(failCode: number, data: unknown = null): Answer {
  return { body: JSON.stringify({ success: false, failCode, message: null, params: null, data }) };
}

async function problemOf(work: Promise<unknown>) {
  try {
    await work;
  } catch (error) {
    assert.ok(error instanceof ProblemError, `not a problem: ${error}`);
    return error.problem;
  }
  return assert.fail("should have failed");
}

const row = (devId: number | string, dataItemMap: unknown) => ({ devId, dataItemMap });

describe("the login", () => {
  it("is made when first needed, and its token goes with every call", async () => {
    const { client, requests, methods } = setUp(() => undefined);
    await client.devices(["A"]);
    await client.devices(["A"]);
    assert.deepEqual(methods(), ["login", "getDevList", "getDevList"]);
    assert.deepEqual(JSON.parse(requests[0]?.body ?? ""), { userName: "u", systemCode: password });
    assert.equal(requests[0]?.url, "https://cloud.test/thirdData/login");
    assert.equal(requests[2]?.headers?.["xsrf-token"], "token-1");
  });

  const cookies: (string | string[])[] = [
    "XSRF-TOKEN=from-cookie; Path=/; Secure",
    ["locale=en; Path=/", "XSRF-TOKEN=from-cookie; Path=/"],
    "locale=en, xsrf-token=from-cookie; Path=/",
  ];
  for (const cookie of cookies)
    it(`takes the token from the cookie where there is no header: ${JSON.stringify(cookie)}`, async () => {
      const { client, requests } = setUp((method) =>
        method === "login" ? { ...success(null), headers: { "set-cookie": cookie } } : undefined,
      );
      await client.devices(["A"]);
      assert.equal(requests[1]?.headers?.["xsrf-token"], "from-cookie");
    });

  it("without a token is told as such", async () => {
    const { client } = setUp((method) => (method === "login" ? success(null) : undefined));
    assert.equal((await problemOf(client.devices(["A"]))).code, "fusionsolar.no-token");
  });

  it("is never made twice at once", async () => {
    const { client, methods } = setUp(() => undefined);
    await Promise.all([client.devices(["A"]), client.devices(["B"]), client.plantLive(["A"])]);
    assert.equal(methods().filter((method) => method === "login").length, 1);
  });

  it("that has ended is made anew once, and the call made again", async () => {
    let isDead = false;
    const { client, clock, methods } = setUp((method, _, { headers }) =>
      method === "getDevList" && isDead && headers?.["xsrf-token"] === "token-1"
        ? { body: JSON.stringify({ failCode: 305, immediately: true, message: "USER_MUST_RELOGIN" }) }
        : undefined,
    );
    await client.devices(["A"]);
    await clock.runFor(31 * minuteMs);
    isDead = true;
    assert.deepEqual(await client.devices(["A"]), []);
    assert.deepEqual(methods(), ["login", "getDevList", "getDevList", "login", "getDevList"]);
  });

  it("that ends at once is another program's doing: pause, twice as long each time", async () => {
    const { client, clock, methods } = setUp((method) => (method === "getDevList" ? failure(305) : undefined));
    const first = await problemOf(client.devices(["A"]));
    assert.deepEqual([first.code, first.kind], ["fusionsolar.used-elsewhere", "auth"]);
    assert.equal(first.retryAt, clock.now() + 2 * minuteMs);
    const calls = methods().length;
    await problemOf(client.devices(["A"]));
    assert.equal(methods().length, calls, "nothing is asked while the account is left alone");
    await clock.runFor(2 * minuteMs);
    await problemOf(client.devices(["A"]));
    assert.ok(methods().length > calls);
  });

  it("that was refused twice is not tried a third time", async () => {
    const { client, clock, methods } = setUp((method) => (method === "login" ? failure(20_400) : undefined));
    assert.equal((await problemOf(client.devices(["A"]))).code, "fusionsolar.20400");
    assert.equal((await problemOf(client.devices(["A"]))).code, "fusionsolar.20400");
    const stopped = await problemOf(client.devices(["A"]));
    assert.equal(stopped.code, "fusionsolar.login-stopped");
    assert.deepEqual(stopped.facts, { tries: 2, failCode: 20_400 });
    assert.equal(methods().length, 2);
    await clock.runFor(31 * minuteMs);
    assert.equal((await problemOf(client.devices(["A"]))).code, "fusionsolar.20400");
    assert.equal(methods().length, 3, "once in half an hour: a lock may have passed");
  });

  it("of a user that does not exist is not tried again at all", async () => {
    const { client, clock, methods } = setUp((method) => (method === "login" ? failure(20_001) : undefined));
    for (let time = 0; time < 5; time += 1) await problemOf(client.devices(["A"]));
    await clock.runFor(dayMs);
    const { code, isRetryable } = await problemOf(client.devices(["A"]));
    assert.deepEqual([code, isRetryable, methods().length], ["fusionsolar.login-stopped", false, 2]);
  });

  it("is no wrong one when the cloud is merely busy", async () => {
    const { client, methods } = setUp((method) => (method === "login" ? failure(20_200) : undefined));
    for (let time = 0; time < 4; time += 1)
      assert.equal((await problemOf(client.devices(["A"]))).code, "fusionsolar.20200");
    assert.equal(methods().length, 4);
  });

  it("is ended by a logout, and there is none without a login", async () => {
    const { client, requests, methods } = setUp(() => undefined);
    await client.logout();
    assert.deepEqual(methods(), []);
    await client.devices(["A"]);
    await client.logout();
    assert.deepEqual(JSON.parse(requests.at(-1)?.body ?? ""), { xsrfToken: "token-1" });
    await client.devices(["A"]);
    assert.deepEqual(methods().slice(-2), ["login", "getDevList"]);
  });

  it("tells of a rival that keeps ending it early", async () => {
    const clock = createVirtualClock(0);
    let told = 0;
    const guard = createLoginGuard({
      now: () => clock.now(),
      mark: "a user with a password",
      tellOfRival: () => {
        told += 1;
      },
    });
    for (let round = 0; round < 6; round += 1) {
      guard.loggedIn();
      await clock.runFor(5 * minuteMs);
      guard.ended();
    }
    assert.equal(told, 1);
    guard.loggedIn();
    await clock.runFor(30 * minuteMs);
    guard.ended();
    assert.equal(told, 1, "a login of full age is nobody's doing");
  });

  it("of programs without the house is shared by all who wait for it, also when it fails", async () => {
    const sessions = createOwnSessions();
    let tries = 0;
    const login = async () => {
      tries += 1;
      throw new Error("no");
    };
    const results = await Promise.allSettled([sessions.renew(undefined, login), sessions.renew(undefined, login)]);
    assert.deepEqual(
      results.map(({ status }) => status),
      ["rejected", "rejected"],
    );
    assert.equal(tries, 1);
  });
});

describe("answers", () => {
  const odd: [name: string, answer: Answer, code: string][] = [
    ["a maintenance page", { status: 503, body: "<html>System maintenance</html>" }, "fusionsolar.maintenance"],
    ["a page of somebody else", { body: "<html>Sign in</html>" }, "fusionsolar.unexpected-reply"],
    ["a pause", { status: 429, body: "slow down" }, "fusionsolar.http-429"],
    ["an error of the server", { status: 500, body: "" }, "fusionsolar.http-status"],
    ["another host", { status: 302, headers: { location: "https://new.example/x" }, body: "" }, "fusionsolar.moved"],
    ["JSON that is no answer", { body: '{"hello":1}' }, "fusionsolar.unexpected-reply"],
    ["half an answer", { body: '{"success":true,"failC' }, "fusionsolar.unexpected-reply"],
    ["data of another shape", success({ a: 1 }), "fusionsolar.unexpected-reply"],
    ["a refusal with a text as data", failure(407, "ACCESS_FREQUENCY_IS_TOO_HIGH"), "fusionsolar.407"],
    ["a refusal without a code", { body: '{"success":false,"data":null}' }, "fusionsolar.unknown-code"],
    ["an unknown code", failure(31_415), "fusionsolar.unknown-code"],
  ];
  for (const [name, answer, code] of odd)
    it(`${name} is ${code}`, async () => {
      const { client } = setUp((method) => (method === "getDevList" ? answer : undefined));
      const problem = await problemOf(client.devices(["A"]));
      assert.equal(problem.code, code);
      assert.ok(!JSON.stringify(problem).includes(password));
    });

  it("with a text beside a success, or a code as text, are successes", async () => {
    const told = { success: true, failCode: "0", message: "https://support.huawei.com/", data: [] };
    const { client } = setUp((method) => (method === "getDevList" ? { body: JSON.stringify(told) } : undefined));
    assert.deepEqual(await client.devices(["A"]), []);
  });

  it("that quote a secret do not bring it to people", async () => {
    const { client } = setUp((method) =>
      method === "getDevList"
        ? { body: JSON.stringify({ failCode: 1, message: `bad ${password} token-1` }) }
        : undefined,
    );
    assert.equal((await problemOf(client.devices(["A"]))).facts["detail"], "bad [secret] [secret]");
  });

  it("are waited for as long as told", async () => {
    const { options, requests } = setUp(() => undefined);
    await createFusionsolarClient({ ...options, timeoutMs: 7 * secondMs }).devices(["A"]);
    assert.equal(requests[0]?.timeoutMs, 7_000);
  });
});

describe("lists", () => {
  it("of plants come from all pages, each asked once", async () => {
    const pages = new Map([
      [1, ["A", "B"]],
      [2, ["C"]],
    ]);
    const { client, requests } = setUp((method, { pageNo }) =>
      method === "stations"
        ? success({
            ...{ pageCount: 2, pageNo, pageSize: 2, total: 3 },
            list: pages
              .get(Number(pageNo))
              ?.map((plantCode) => ({ plantCode, plantName: `Plant ${plantCode}`, capacity: "9.8" })),
          })
        : undefined,
    );
    const plants = await client.plants();
    assert.deepEqual(
      plants.map(({ code, capacityKw }) => [code, capacityKw]),
      [
        ["A", 9.8],
        ["B", 9.8],
        ["C", 9.8],
      ],
    );
    assert.deepEqual(
      requests.slice(1).map(({ body }) => JSON.parse(body ?? "").pageNo),
      [1, 2],
    );
  });

  it("that never end are given up", async () => {
    const list = [{ plantCode: "A" }];
    const { client, requests } = setUp((method) =>
      method === "stations" ? success({ pageCount: 1e9, list }) : undefined,
    );
    await client.plants();
    assert.ok(requests.length <= 101);
  });

  it("of an account from before come by the older interface, with megawatts as kilowatts, and it is remembered", async () => {
    const old = { stationCode: "A", stationName: "Old", capacity: 0.0098 };
    const { client, methods } = setUp((method) => {
      if (method === "stations") return failure(401);
      return method === "getStationList" ? success([old]) : undefined;
    });
    assert.deepEqual(await client.plants(), [{ code: "A", name: "Old", address: undefined, capacityKw: 9.8 }]);
    await client.plants();
    assert.deepEqual(methods(), ["login", "stations", "getStationList", "getStationList"]);
  });

  it("that neither interface gives fail with the right to be granted", async () => {
    const { client } = setUp((method) =>
      method.startsWith("getStation") || method === "stations" ? failure(401) : undefined,
    );
    assert.equal((await problemOf(client.plants())).code, "fusionsolar.401");
  });
});

describe("groups", () => {
  const ids = Array.from({ length: 250 }, (_, index) => `D${index}`);

  it("of a hundred devices or plants go into one call", async () => {
    const { client, requests } = setUp(() => undefined);
    await client.deviceLive(38, ids);
    await client.plantLive(ids);
    await client.devices(ids);
    const sizes = requests.slice(1).map(({ body }) => {
      const { devIds, stationCodes } = JSON.parse(body ?? "");
      return String(devIds ?? stationCodes).split(",").length;
    });
    assert.deepEqual(sizes, [100, 100, 50, 100, 100, 50, 100, 100, 50]);
  });

  it("of ten devices where it is about history", async () => {
    const { client, requests } = setUp(() => undefined);
    const span = { since: 0, until: dayMs };
    await client.deviceHistory(38, ids.slice(0, 12), span);
    await client.deviceFiveMinutes(38, ids.slice(0, 12), 0);
    assert.equal(requests.length, 1 + 2 + 2);
    assert.equal(
      (await problemOf(client.deviceHistory(38, ids, { since: 0, until: 4 * dayMs }))).code,
      "fusionsolar.history-span",
    );
    assert.equal((await problemOf(client.deviceHistory(38, ids, { since: 1, until: 1 }))).kind, "invalid");
  });

  it("keep what each interface tells", async () => {
    const { client, methods } = setUp((method) => {
      if (method === "getDevRealKpi") return success([row(-512_345_678_000_012, { active_power: "1.5", a: "N/A" })]);
      if (method.startsWith("getKpiStation"))
        return success([{ stationCode: "A", collectTime: 5, dataItemMap: { inverter_power: 1.25 } }]);
      if (method.startsWith("getDevKpi")) return success([{ devId: 7, collectTime: 6, dataItemMap: null }]);
      if (method === "getAlarmList") return success([{ stationCode: "A", alarmName: "Low insulation", raiseTime: 9 }]);
      return undefined;
    });
    const [live] = await client.deviceLive(38, ["x"]);
    assert.deepEqual([live?.deviceId, [...(live?.values ?? [])]], ["-512345678000012", [["active_power", 1.5]]]);
    for (const period of ["hour", "day", "month", "year"] as const)
      assert.deepEqual(await client.plantKpis(["A"], period, 5), [
        { plantCode: "A", at: 5, values: new Map([["inverter_power", 1.25]]) },
      ]);
    assert.deepEqual(await client.deviceKpis(38, ["7"], "day", 6), [{ deviceId: "7", at: 6, values: new Map() }]);
    const [alarm] = await client.alarms(["A"], { since: 0, until: 1 });
    assert.deepEqual([alarm?.alarmName, alarm?.raiseTime], ["Low insulation", 9]);
    const kpis = methods().filter((method) => method.startsWith("getKpiStation"));
    assert.deepEqual(kpis, ["getKpiStationHour", "getKpiStationDay", "getKpiStationMonth", "getKpiStationYear"]);
  });
});

describe("the kiosk page", () => {
  const url = "https://eu5.test/pvmswebsite/nologin/assets/build/cloud.html#/kiosk?kk=abc123";
  const read = (answer: Answer) => {
    const requests: HttpRequest[] = [];
    const http: HttpClient = {
      request: async (request) => {
        requests.push(request);
        return { status: 200, headers: {}, body: "", ...answer };
      },
    };
    return { requests, values: createKioskClient({ url, http, timeoutMs: 1_000 }).values() };
  };

  it("is read from its JSON in HTML, numbers as text or not", async () => {
    const realKpi = {
      realTimePower: 4.2,
      dailyEnergy: "11.30",
      monthEnergy: 200,
      yearEnergy: "N/A",
      cumulativeEnergy: "18234.5",
    };
    const data = JSON.stringify({ realKpi, name: "A & B" }).replaceAll("&", "&amp;").replaceAll('"', "&quot;");
    const { requests, values } = read(success(data));
    assert.deepEqual(await values, {
      powerKw: 4.2,
      dayKWh: 11.3,
      monthKWh: 200,
      yearKWh: undefined,
      totalKWh: 18_234.5,
    });
    assert.equal(requests[0]?.url, "https://eu5.test/rest/pvms/web/kiosk/v1/station-kiosk-file?kk=abc123");
  });

  it("that has ended says so", async () => {
    const { values } = read({ body: '{"success":false,"data":"neteco.pvms.systemSetting.notExists"}' });
    assert.equal((await problemOf(values)).code, "fusionsolar.kiosk-ended");
  });

  it("that shows something else makes no sense", async () => {
    for (const answer of [success("{"), success("{}"), { body: "<html>" }])
      assert.equal((await problemOf(read(answer).values)).code, "fusionsolar.unexpected-reply");
  });
});
