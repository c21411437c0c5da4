import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { ProblemError, type ProblemKind } from "#domain";
import { type StartedCloud, startCloud } from "../testing/start-cloud.ts";
import { storedPile } from "./pile.ts";
import { createPortalSurface } from "./portal-surface.ts";

function open(cloud: StartedCloud, password = cloud.login.password) {
  const { clock, http, url, login } = cloud;
  return createPortalSurface({ ...login, password, http, clock, url });
}

function start() {
  const cloud = startCloud("portal");
  return { ...cloud, surface: open(cloud) };
}

async function rejected(work: Promise<unknown>): Promise<{ readonly kind: ProblemKind; readonly code: string }> {
  const error = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  assert.ok(error instanceof ProblemError, `a problem was expected, not ${String(error)}`);
  return { kind: error.problem.kind, code: error.problem.code };
}

describe("the portal: logins", () => {
  it("signs in by the steps of the page, once for many calls", async () => {
    const { surface, serial, finish, newPaths, requests } = start();
    await finish(Promise.all([surface.systems(), surface.live(serial), surface.chargers(serial)]));
    assert.deepEqual(newPaths().slice(0, 3), [
      "/login",
      "/api/usercenter/cloud/user/pilot",
      "/api/usercenter/cloud/user/login",
    ]);
    assert.equal(requests.length, 6);
    assert.ok(
      requests.every(({ body = "" }) => !body.includes("emulated-password")),
      "the password stays encrypted",
    );
  });

  it("a wrong password is said to be one", async () => {
    const cloud = startCloud("portal");
    const wrong = { kind: "auth", code: "alphaess.wrong-login" };
    assert.deepEqual(await rejected(cloud.finish(open(cloud, "nonsense").systems())), wrong);
  });

  for (const quirk of [undefined, "portal-expiry-in-body", "portal-no-expiry"])
    it(`signs in anew when the login has ended${quirk === undefined ? "" : ` (${quirk})`}`, async () => {
      const { surface, serial, finish, newPaths, clock, emulator } = start();
      if (quirk !== undefined) emulator.quirks.set(quirk, true);
      await finish(surface.chargers(serial));
      await clock.runFor(1_000);
      emulator.faults.set("expired-login");
      newPaths();
      assert.equal((await finish(surface.chargers(serial))).length, 1);
      assert.equal(newPaths().filter((path) => path === "/login").length, 1);
    });

  for (const [status, body] of [
    [401, "no"],
    [401, '{"code":401,"msg":"Unauthorized"}'],
    [200, '{"code":401,"msg":"Unauthorized"}'],
    [403, '{"code":403,"msg":"Forbidden"}'],
    [200, '{"code":403,"msg":"Forbidden"}'],
    [200, '{"code":4001,"msg":"words"}'],
    [200, '{"code":6070,"msg":"words"}'],
    [200, '{"code":1,"msg":"Your sign-in status has expired"}'],
  ] as const)
    it(`takes HTTP ${status} with ${body} as the end of the login, and asks once more`, async () => {
      const { clock, url, login, serial, http, finish } = startCloud("portal");
      const asked: string[] = [];
      const surface = createPortalSurface({
        ...{ ...login, clock, url },
        http: {
          request: (request) => {
            const { pathname } = new URL(request.url);
            const isFirst = pathname.endsWith("/getNewEvBySn") && !asked.includes(pathname);
            asked.push(pathname);
            return isFirst ? Promise.resolve({ status, headers: {}, body }) : http.request(request);
          },
        },
      });
      assert.equal((await finish(surface.chargers(serial))).length, 1);
      assert.equal(asked.filter((path) => path === "/login").length, 2);
      assert.equal(asked.filter((path) => path.endsWith("/getNewEvBySn")).length, 2);
    });

  it("does not ask within a login that has run out", async () => {
    const { surface, serial, finish, clock, emulator } = start();
    for (const quirk of [false, true]) {
      emulator.quirks.set("portal-no-expiry", quirk);
      await finish(surface.chargers(serial));
      await clock.runFor(31 * 60_000);
      await finish(surface.chargers(serial));
    }
    assert.ok(emulator.calls().every(({ result }) => result === "ok"));
  });

  it("looks like its own page, with the token in both places", async () => {
    const { surface, serial, finish, requests } = start();
    await finish(surface.chargers(serial));
    for (const { headers = {} } of requests) {
      assert.deepEqual(
        [headers["client-end"], headers["system"], headers["platform"], headers["x-requested-with"]],
        ["Web", "alphacloud", "AK9D8H", "XMLHttpRequest"],
      );
      assert.match(headers["operationdate"] ?? "", /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/);
      assert.ok(headers["language"] !== undefined && headers["user-agent"] !== undefined);
    }
    const { authorization, token } = requests.at(-1)?.headers ?? {};
    assert.ok(token !== undefined && authorization === `Bearer ${token}`);
    assert.equal(requests[0]?.headers?.["token"], undefined);
  });

  it("keeps the cookies that the page gets", async () => {
    const { clock, url, login, serial, http, finish } = startCloud("portal");
    const sent: (string | undefined)[] = [];
    const surface = createPortalSurface({
      ...{ ...login, clock, url },
      http: {
        request: async (request) => {
          sent.push(request.headers?.["cookie"]);
          const response = await http.request(request);
          if (!request.url.endsWith("/login")) return response;
          return { ...response, headers: { ...response.headers, "set-cookie": ["a=1; Path=/", "b=2; HttpOnly"] } };
        },
      },
    });
    await finish(surface.chargers(serial));
    assert.deepEqual([sent[0], sent.at(-1)], [undefined, "a=1; b=2"]);
  });

  it("a portal that calls every login ended is left alone after the second", async () => {
    const { clock, login, serial, finish } = startCloud("portal");
    const asked: string[] = [];
    const http = {
      request: async ({ url }: { readonly url: string }) => {
        const { pathname } = new URL(url);
        asked.push(pathname);
        const isLogin = /\/(login|pilot)$/.test(pathname);
        const body = isLogin ? { code: 200, data: { token: `t${asked.length}` } } : { code: 401, msg: "expired" };
        return { status: isLogin ? 200 : 401, headers: {}, body: JSON.stringify(body) };
      },
    };
    const surface = createPortalSurface({ ...login, clock, http });
    const problem = await rejected(finish(surface.chargers(serial)));
    assert.deepEqual(problem, { kind: "auth", code: "alphaess.http-denied" });
    assert.equal(asked.filter((path) => path.endsWith("/getNewEvBySn")).length, 2);
    assert.equal(asked.filter((path) => path === "/login").length, 2);
  });

  for (const [status, calls] of [
    [403, 3],
    [429, 1],
  ] as const)
    it(`is left alone for five minutes after HTTP ${status}, whoever asks`, async () => {
      const { clock, login, serial, finish } = startCloud("portal");
      let asked = 0;
      const http = {
        request: async () => {
          asked += 1;
          return { status, headers: {}, body: "no" };
        },
      };
      const surface = createPortalSurface({ ...login, clock, http });
      const refused = async (work: Promise<unknown>) => {
        const error = await finish(work).catch((thrown: unknown) => thrown);
        assert.ok(error instanceof ProblemError);
        return error.problem.retryAt ?? 0;
      };
      const until = await refused(surface.chargers(serial));
      assert.ok(until - clock.now() > 299_000);
      await clock.runFor(4 * 60_000);
      assert.equal(await refused(surface.live(serial)), until);
      assert.equal(await refused(surface.startCharging(serial, "EV1")), until);
      assert.equal(asked, calls);
      await clock.runFor(61_000);
      await refused(surface.live(serial));
      assert.equal(asked, 2 * calls);
    });
});

describe("the portal: the wallbox", () => {
  it("tells mode, current and phases", async () => {
    const { surface, serial, finish, emulator } = start();
    const expected = [{ id: "EV1", serial: "ALP000000000001", maxCurrentA: 16, mode: 1, phases: 3, currentA: 16 }];
    assert.deepEqual(await finish(surface.chargers(serial)), expected);
    emulator.quirks.set("portal-flat-pile", true);
    assert.deepEqual(await finish(surface.chargers(serial)), expected, "also where its fields stand at the top");
  });

  it("keeps every field that it does not know, and the house's limit", async () => {
    const { surface, serial, finish, requests } = start();
    await finish(surface.changeChargerMode(serial, "EV1", 4));
    await finish(surface.changeChargerCurrent(serial, "EV1", 10));
    await finish(surface.changeChargerPhases(serial, "EV1", 1));
    const writes = requests.filter(({ url }) => url.endsWith("/setNewEv")).map(({ body = "" }) => JSON.parse(body));
    assert.equal(writes.length, 3);
    for (const { oldPileData, currentsetting, sysSn } of writes) {
      assert.deepEqual([currentsetting, sysSn, oldPileData.timeChargeS1], [32, serial, "13:00"]);
      assert.deepEqual(Object.keys(oldPileData).toSorted(), Object.keys(writes[0].oldPileData).toSorted());
    }
    const [charger] = await finish(surface.chargers(serial));
    assert.deepEqual([charger?.mode, charger?.currentA, charger?.phases], [4, 10, 1]);
  });

  it("loses nothing that is changed in the app after we had looked", async () => {
    const cloud = startCloud("portal");
    const { finish, serial, clock, url, login } = cloud;
    const app = open(cloud);
    let calls = 0;
    const http = {
      request: async (request: Parameters<typeof cloud.http.request>[0]) => {
        if (calls === 4) await app.changeChargerPhases(serial, "EV1", 1);
        calls += 1;
        return cloud.http.request(request);
      },
    };
    const ours = createPortalSurface({ ...login, http, clock, url });
    await finish(ours.chargers(serial));
    await finish(ours.changeChargerMode(serial, "EV1", 2));
    const [charger] = await finish(app.chargers(serial));
    assert.deepEqual([charger?.mode, charger?.phases], [2, 1]);
  });

  it("writes nothing where nothing would change", async () => {
    const { surface, serial, finish, newPaths } = start();
    await finish(surface.changeChargerMode(serial, "EV1", 1));
    await finish(surface.changeChargerPhases(serial, "EV1", 3));
    assert.ok(!newPaths().some((path) => path.endsWith("/setNewEv")));
  });

  it("starts, charges at the set current and stops", async () => {
    const { surface, serial, finish, clock, home } = start();
    await finish(surface.changeChargerMode(serial, "EV1", 4));
    await finish(surface.changeChargerCurrent(serial, "EV1", 7));
    await finish(surface.startCharging(serial, "EV1"));
    await clock.runFor(6 * 60_000);
    assert.equal(await finish(surface.chargerStatus(serial, "EV1")), 3);
    assert.ok(home.wallbox().currentA.every((current) => Math.abs(current - 7) < 0.5));
    await finish(surface.stopCharging(serial, "EV1"));
    await clock.runFor(6 * 60_000);
    assert.equal(await finish(surface.chargerStatus(serial, "EV1")), 6);
  });

  it("changes phases while the car charges by stopping it for a moment", async () => {
    const { surface, serial, finish, clock, home, newPaths } = start();
    await finish(surface.changeChargerMode(serial, "EV1", 4));
    await finish(surface.startCharging(serial, "EV1"));
    await clock.runFor(6 * 60_000);
    newPaths();
    await finish(surface.changeChargerPhases(serial, "EV1", 1));
    const orders = newPaths().filter((path) => /setNewEv|Charging$/.test(path));
    assert.deepEqual(
      orders.map((path) => path.split("/").at(-1)),
      ["stopCharging", "setNewEv", "startCharging"],
    );
    await clock.runFor(6 * 60_000);
    home.advance();
    const drawing = home.wallbox().currentA.filter((current) => current > 1);
    assert.equal(drawing.length, 1);
  });

  it("a change of phases that fails lets the car go on charging", async () => {
    const { surface, serial, finish, clock, emulator, home } = start();
    await finish(surface.changeChargerMode(serial, "EV1", 4));
    await finish(surface.startCharging(serial, "EV1"));
    await clock.runFor(6 * 60_000);
    emulator.faults.set("unavailable", { path: "/api/iterate/newEv/setNewEv" });
    assert.equal((await rejected(finish(surface.changeChargerPhases(serial, "EV1", 1)))).code, "alphaess.http-status");
    await clock.runFor(6 * 60_000);
    home.advance();
    assert.ok(home.wallbox().powerW > 1_000);
  });

  it("says so when a change is taken and not kept", async () => {
    const { surface, serial, finish, emulator } = start();
    emulator.faults.set("ignored-writes");
    const problem = await rejected(finish(surface.changeChargerMode(serial, "EV1", 4)));
    assert.deepEqual(problem, { kind: "refused", code: "alphaess.not-taken" });
  });

  for (const [name, currentA, code] of [
    ["below 6 A", 5, "alphaess.charger-current"],
    ["above 16 A", 17, "alphaess.charger-current"],
    ["in a mode that ignores it", 10, "alphaess.current-ignored"],
  ] as const)
    it(`does not write a current ${name}`, async () => {
      const { surface, serial, finish, newPaths } = start();
      assert.equal((await rejected(finish(surface.changeChargerCurrent(serial, "EV1", currentA)))).code, code);
      assert.ok(!newPaths().some((path) => path.endsWith("/setNewEv")));
    });
});

/** As it comes over the wire; the one name that no object of ours can hold is left out. */
function asTold(value: unknown) {
  return JSON.parse(JSON.stringify(value).replaceAll("__proto__", "proto"));
}

describe("the portal: reading what it stores of a wallbox", () => {
  it("never fails on what it does not know, and gives all of it back", () => {
    const pile = { chargingpileId: "EV1", chargingpileSn: "ALP1", chargingpileKey: "7" };
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), fc.boolean(), (extra, isNested) => {
        const fields = { ...asTold(extra), ...pile };
        const told = isNested ? { currentsetting: 32, oldPileData: fields } : fields;
        const stored = storedPile.parse(told);
        assert.equal(stored?.key, "7");
        for (const [key, value] of Object.entries(fields)) if (isNested) assert.deepEqual(stored?.fields[key], value);
      }),
    );
  });

  it("takes anything that is no wallbox as none", () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string({ maxLength: 4 }), fc.jsonValue()), (anything) => {
        assert.equal(storedPile.parse(asTold(anything)), undefined);
      }),
    );
  });
});
