import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { type Problem, ProblemError } from "#domain";
import type { HttpClient, HttpRequest } from "#platform";
import { codeMeanings } from "../codes.ts";
import { ampsOfWatts } from "../limits.ts";
import { createPortalSurface } from "../portal/portal-surface.ts";
import { startCloud } from "../testing/start-cloud.ts";
import { alphaessText } from "../text.ts";
import { createLegacySurface } from "./legacy-surface.ts";
import { livePowers } from "./live.ts";
import { chargersIn } from "./piles.ts";
import { settingsOfTimetable, timetableIn } from "./timetable.ts";
import { totalsReply } from "./totals.ts";

function start() {
  const cloud = startCloud("legacy");
  const { clock, http, url, login } = cloud;
  return { ...cloud, surface: createLegacySurface({ ...login, http, clock, url }) };
}

async function problemOf(work: Promise<unknown>): Promise<Problem> {
  const error = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  assert.ok(error instanceof ProblemError, `a problem was expected, not ${String(error)}`);
  return error.problem;
}

/** Answers everything with one text, whatever was asked. */
function answering(body: string, status = 200): HttpClient {
  return { request: async () => ({ status, headers: {}, body }) };
}

const login = { username: "a b@example.com", password: "p" };
const clock = { now: () => 1_700_000_000_000, sleep: async () => {} };

describe("what befell users of the old interface", () => {
  it("a key for renewing that is dead as well leads to one full login and no loop", async () => {
    const { surface, finish, newPaths, clock, emulator } = start();
    await finish(surface.systems());
    emulator.quirks.set("legacy-refresh-dead", true);
    await clock.runFor(10_300_000);
    newPaths();
    await finish(surface.systems());
    assert.deepEqual(newPaths(), [
      "/api/Account/RefreshToken",
      "/api/Account/Login",
      "/api/Account/GetCustomUseESSList",
    ]);
  });

  it("a login that ends before its time is replaced without a word", async () => {
    const { surface, serial, finish, emulator, clock } = start();
    await finish(surface.systems());
    await clock.runFor(1_000);
    emulator.faults.set("expired-login");
    assert.equal((await finish(surface.chargers(serial))).length, 1);
  });

  it("a server that calls every login dead is left alone after the second", async () => {
    const asked: string[] = [];
    const surface = createLegacySurface({
      ...{ ...login, clock },
      http: {
        request: async ({ url }) => {
          asked.push(url);
          const data = { AccessToken: `t${asked.length}`, ExpiresIn: 10_800, RefreshTokenKey: "k" };
          const isLogin = url.endsWith("/Login");
          const body = isLogin ? { code: 200, info: "Success", data } : { code: 102, info: "Token is Expire" };
          return { status: 200, headers: {}, body: JSON.stringify(body) };
        },
      },
    });
    const problem = await problemOf(surface.systems());
    assert.deepEqual([problem.kind, problem.code, problem.retryAt], ["auth", "alphaess.102", clock.now() + 300_000]);
    assert.equal(asked.length, 4, "login, call, login, call");
  });

  it("the move of the service is told as one, whichever way the address says it", async () => {
    const { surface, finish, emulator } = start();
    emulator.quirks.set("legacy-moved", true);
    assert.equal((await problemOf(finish(surface.systems()))).code, "alphaess.moved");
    for (const [body, status] of [
      ['{"code":6026,"msg":"404 NOT_FOUND"}', 200],
      ["<html>404</html>", 404],
    ] as const) {
      const gone = createLegacySurface({ ...login, clock, http: answering(body, status) });
      assert.equal((await problemOf(gone.systems())).code, "alphaess.moved");
    }
  });

  it("a way of signing that changes overnight is said to be a matter of access, and nothing is tried again and again", async () => {
    const { surface, finish, emulator, newPaths } = start();
    emulator.quirks.set("legacy-signature-changed", true);
    const problem = await problemOf(finish(surface.systems()));
    assert.deepEqual([problem.kind, problem.code], ["auth", "alphaess.9006"]);
    assert.equal(newPaths().length, 1);
    assert.match(alphaessText.problems["alphaess.9006"]?.remedy.en ?? "", /use api: open/);
  });

  it("a wrong clock, which makes wrong signatures, is corrected by the cloud's own", async () => {
    const { surface, finish, emulator, newPaths } = start();
    emulator.faults.set("clock-skew");
    assert.equal((await finish(surface.systems())).length, 1);
    const path = "/api/Account/GetCustomUseESSList";
    assert.deepEqual(newPaths(), ["/api/Account/Login", "/api/Account/Login", path], "one call more, once");
    await finish(surface.systems());
    assert.deepEqual(newPaths(), [path]);
  });

  it("a user's name with a blank signs in", async () => {
    const bodies: string[] = [];
    const surface = createLegacySurface({
      ...{ ...login, clock },
      http: {
        request: async ({ body = "" }) => {
          bodies.push(body);
          return { status: 200, headers: {}, body: '{"code":200,"info":"Success","data":{"AccessToken":"t"}}' };
        },
      },
    });
    await surface.live("ALB 1");
    assert.equal(JSON.parse(bodies[0] ?? "").username, "a b@example.com");
  });

  it("each address is asked with the verb it wants", async () => {
    const { surface, serial, finish, requests } = start();
    await finish(surface.chargerStatus(serial, "EV1"));
    await finish(surface.live(serial));
    await finish(surface.totals(serial));
    await finish(surface.changeChargerMode(serial, "EV1", 3));
    const verbs = requests.map(({ method, url }) => `${method} ${new URL(url).pathname.split("/").at(-1)}`);
    assert.deepEqual([...new Set(verbs)].toSorted(), [
      "GET GetCustomUseESSList",
      "GET GetCustomUseESSSetting",
      "GET GetLastPowerDataBySN",
      "GET SticsSummeryDataForCustomer",
      "POST CustomUseESSSetting",
      "POST GetChargPileStatusByPileSn",
      "POST Login",
    ]);
  });

  it("a refusal with HTTP 200 is a refusal", async () => {
    const surface = createLegacySurface({
      ...login,
      clock,
      http: answering('{"code":200,"info":"Success","data":null}'),
    });
    assert.equal((await problemOf(surface.systems())).code, "alphaess.no-token", "a login without a token");
    const refused = '{"code":5,"info":"Incorrect User Name or Password","data":null}';
    const wrong = createLegacySurface({ ...login, clock, http: answering(refused) });
    assert.equal((await problemOf(wrong.systems())).code, "alphaess.wrong-login");
  });

  it("a wallbox that does not tell its highest current has 16 A", () => {
    const pile = { chargingpile_sn: "ALP1", chargingpile_id: "EV1", max_current: "13.0" };
    assert.deepEqual(chargersIn({ charging_pile_list: [pile], chargingmode: "4" }), [
      { id: "EV1", serial: "ALP1", maxCurrentA: 16, mode: 4, currentA: 13 },
    ]);
  });

  it("the household's limit is never taken for the wallbox's current", async () => {
    const { surface, serial, finish, requests } = start();
    await finish(surface.changeChargerMode(serial, "EV1", 4));
    await finish(surface.changeChargerCurrent(serial, "EV1", 9));
    const written = requests.filter(({ url }) => url.endsWith("/CustomUseESSSetting")).at(-1);
    assert.equal(JSON.parse(written?.body ?? "{}").currentsetting, 32);
  });

  it("the part of the roof behind another inverter counts", () => {
    assert.equal(livePowers.parse({ ppv1: 100, ppv2: 200, ppv3: null, pmeter_dc: 700 }).solarW, 1_000);
  });

  it("start without effect is seen in the state, not in the answer", async () => {
    const { surface, serial, finish, emulator, clock } = start();
    emulator.quirks.set("start-ignored", true);
    await finish(surface.startCharging(serial, "EV1"));
    await clock.runFor(60_000);
    assert.equal(await finish(surface.chargerStatus(serial, "EV1")), 2);
  });

  it("values that are gone are missing, not zero", () => {
    for (const nothing of [null, undefined, {}, { ppv1: null, soc: null, pbat: "", pmeter_l1: "--" }]) {
      const { chargerW, ...rest } = livePowers.parse(nothing);
      assert.deepEqual(rest, {});
      assert.ok(chargerW.every((power) => power === undefined));
    }
  });

  it("the service's trouble and the network's are told apart", async () => {
    const busy = answering('{"code":6026,"info":"network is busy"}');
    const down = answering("Bad Gateway", 502);
    assert.equal(
      (await problemOf(createLegacySurface({ ...login, clock, http: busy }).systems())).code,
      "alphaess.6026",
    );
    assert.equal(
      (await problemOf(createLegacySurface({ ...login, clock, http: down }).systems())).code,
      "alphaess.http-status",
    );
  });
});

describe("each code of the vendor, on both interfaces", () => {
  const answeringAfterLogin = (code: number): HttpClient => ({
    request: async ({ url }: HttpRequest) => {
      const data = { token: "t", AccessToken: "t", ExpiresIn: 10_800 };
      const body = /\/(login|pilot)$/i.test(url) ? { code: 200, data } : { code, msg: "words", info: "words" };
      return { status: 200, headers: {}, body: JSON.stringify(body) };
    },
  });
  for (const { code, kind, waitMs } of codeMeanings)
    it(`${code} is ${kind}`, async () => {
      const http = answeringAfterLogin(code);
      const surfaces = [createLegacySurface({ ...login, clock, http }), createPortalSurface({ ...login, clock, http })];
      for (const surface of surfaces) {
        const problem = await problemOf(surface.systems());
        assert.deepEqual([problem.kind, problem.code, problem.facts["api"]], [kind, `alphaess.${code}`, surface.api]);
        if (waitMs !== undefined) assert.equal(problem.retryAt, clock.now() + waitMs);
      }
    });

  it("an unknown code is shown with the maker's words", async () => {
    const http = answeringAfterLogin(4711);
    const { code, facts } = await problemOf(createLegacySurface({ ...login, clock, http }).systems());
    assert.deepEqual([code, facts["code"], facts["detail"]], ["alphaess.unknown-code", 4711, "words"]);
  });
});

describe("readers of the old interface", () => {
  const anything = fc.dictionary(
    fc.constantFrom("ppv1", "pbat", "soc", "pmeter_l1", "ev1_power", "Epvtoday", "charging_pile_list", "x"),
    fc.jsonValue(),
  );

  it("never fail, and never give a number that is none", () => {
    fc.assert(
      fc.property(anything, (told) => {
        const copy = JSON.parse(JSON.stringify(told).replaceAll("__proto__", "proto"));
        const { chargerW, gridPhasesW = [], ...rest } = livePowers.parse(copy);
        const numbers = [...chargerW, ...gridPhasesW, ...Object.values(rest)].filter((value) => value !== undefined);
        assert.ok(numbers.every(Number.isFinite));
        for (const value of Object.values(totalsReply.parse(copy))) assert.ok(value !== null);
        for (const charger of chargersIn(copy)) assert.ok(charger.id !== "" && charger.serial !== "");
      }),
    );
  });

  it("a timetable that is written is the one that is read", () => {
    const quarter = fc.integer({ min: 0, max: 46 });
    fc.assert(
      fc.property(quarter, quarter, fc.boolean(), fc.integer({ min: 4, max: 50 }), (from, length, isOn, min) => {
        const fromMinute = from * 15;
        const slot = { fromMinute, untilMinute: fromMinute + 15 + length * 15 };
        const timetable = {
          ...{ isChargeOn: isOn, chargeSlots: [slot], chargeStopPercent: 100 },
          ...{ isDischargeOn: !isOn, dischargeSlots: [], dischargeCutOffPercent: min },
        };
        assert.deepEqual(timetableIn(settingsOfTimetable(timetable)), timetable);
      }),
    );
  });

  it("watts become amperes of three phases, rounded down", () => {
    assert.deepEqual([4_139, 4_140, 7_400, 11_040].map(ampsOfWatts), [5, 6, 10, 16]);
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 22_000 }), (watts) => {
        const amps = ampsOfWatts(watts);
        assert.ok(Number.isInteger(amps) && amps * 690 <= watts && (amps + 1) * 690 > watts);
      }),
    );
  });
});
