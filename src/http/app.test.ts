import assert from "node:assert/strict";
import { test } from "node:test";
import type { z } from "zod";
import { Secret } from "#domain";
import { createTexts } from "#text";
import {
  adviceView,
  decisionsView,
  devicesView,
  deviceValuesView,
  historyView,
  homesView,
  problemDocument,
  readinessView,
  requestView,
  stateView,
} from "./schemas/view-schemas.ts";
import { withEverything, withFailingRoof } from "./testing/fake-home.ts";
import { createTestApp, noon } from "./testing/test-app.ts";

/** Fails when the answer has a member that the schema (and so the OpenAPI document) does not know. */
function parseAll<T>(schema: z.ZodType<T>, body: unknown): T {
  const parsed = schema.parse(body);
  assert.deepEqual(parsed, body);
  return parsed;
}

test("the state comes with sentences in the reader's language, exactly as documented", async () => {
  const { app, hub } = createTestApp();
  hub.show(withFailingRoof);
  hub.show(withEverything);
  const answer = await app.inject({ url: "/api/state", headers: { "accept-language": "de-DE" } });
  assert.equal(answer.statusCode, 200);
  assert.equal(answer.headers["cache-control"], "no-store");
  const state = parseAll(stateView, answer.json());
  assert.equal(state.language, "de");
  assert.equal(state.at, noon);
  assert.equal(state.chargers[0]?.label, "go-e");
  assert.equal(state.chargers[0]?.reason?.sentence, "de: solar.charging.");
  assert.equal(state.devices[0]?.problem?.remedy, "de: remedy of unreachable.timeout.");
  const inFrench = await app.inject("/api/state?lang=fr");
  assert.equal(parseAll(stateView, inFrench.json()).reasons[0]?.sentence, "fr: solar.charging.");
});

test("the state stays small: raw values are counted, not listed", async () => {
  const { app } = createTestApp();
  const { body } = await app.inject("/api/state");
  assert.ok(body.length < 10_000, `${body.length} bytes`);
  assert.ok(!body.includes("Requested current"));
});

test("a mode set over HTTP reaches the hub as a request and brings its reason back", async () => {
  const { app, hub } = createTestApp();
  const answer = await app.inject({ method: "PATCH", url: "/api/chargers/wallbox", payload: { mode: "fast" } });
  assert.equal(answer.statusCode, 200);
  assert.equal(parseAll(requestView, answer.json()).answers[0]?.sentence, "en: request.mode-set.");
  assert.deepEqual(hub.requests, [{ body: { kind: "chargerMode", charger: "wallbox", mode: "fast" }, by: "api" }]);
});

test("several wishes at once become several requests, a goal in the home's own time", async () => {
  const { app, hub } = createTestApp();
  const payload = { minCurrentA: 8, phases: 3, goal: { energyKWh: 10, by: "07:00" } };
  const headers = { "sec-fetch-site": "same-origin" };
  const answer = await app.inject({ method: "PATCH", url: "/api/chargers/wallbox", payload, headers });
  assert.equal(parseAll(requestView, answer.json()).answers.length, 3);
  const by = Date.UTC(2025, 5, 22, 5);
  assert.deepEqual(
    hub.requests.map((request) => request.body),
    [
      { kind: "chargerLimits", charger: "wallbox", minCurrentA: 8 },
      { kind: "chargerPhases", charger: "wallbox", phases: 3 },
      { kind: "chargerGoal", charger: "wallbox", goal: { energyWh: 10_000, by } },
    ],
  );
  assert.equal(hub.requests[0]?.by, "page");
  await app.inject({ method: "PATCH", url: "/api/chargers/wallbox", payload: { goal: null } });
  assert.deepEqual(hub.requests.at(-1)?.body, { kind: "chargerGoal", charger: "wallbox" });
});

test("stopping needs no body and lasts five minutes unless told", async () => {
  const { app, hub } = createTestApp();
  assert.equal((await app.inject({ method: "POST", url: "/api/chargers/wallbox/stop" })).statusCode, 200);
  await app.inject({ method: "POST", url: "/api/chargers/wallbox/stop", payload: { forS: 60 } });
  assert.deepEqual(
    hub.requests.map((request) => request.body),
    [
      { kind: "chargerStop", charger: "wallbox", forS: 300 },
      { kind: "chargerStop", charger: "wallbox", forS: 60 },
    ],
  );
});

test("a raw value is set by its key, with the yes that some of them need", async () => {
  const { app, hub } = createTestApp();
  const put = (key: string, payload: object) =>
    app.inject({ method: "PUT", url: `/api/devices/wallbox/values/${key}`, payload });
  const answer = await put("amp", { value: 10 });
  assert.equal(answer.statusCode, 200);
  assert.equal(parseAll(requestView, answer.json()).answers[0]?.effect, "value-set");
  assert.equal((await put("rst", { value: true, isConfirmed: true })).statusCode, 200);
  assert.equal((await put("dwo", { value: null })).statusCode, 200);
  assert.equal((await put("amp", { value: [6] })).statusCode, 400);
  assert.equal((await put("amp", {})).statusCode, 400);
  assert.deepEqual(
    hub.requests.map((request) => request.body),
    [
      { kind: "value", device: "wallbox", key: "amp", value: 10 },
      { kind: "value", device: "wallbox", key: "rst", value: true, isConfirmed: true },
      { kind: "value", device: "wallbox", key: "dwo", value: null },
    ],
  );
  const { paths } = (await app.inject("/api/openapi.json")).json();
  assert.ok(paths["/api/devices/{id}/values/{key}"]?.put);
});

test("who regulates a charger can be chosen, and a script can feed its regulation once", async () => {
  const { app, hub } = createTestApp();
  const send = (method: "PATCH" | "POST", path: string, payload: object) =>
    app.inject({ method, url: `/api/chargers/wallbox${path}`, payload });
  assert.equal((await send("PATCH", "", { regulation: "charger" })).statusCode, 200);
  assert.equal((await send("PATCH", "", { regulation: "nobody" })).statusCode, 400);
  assert.equal((await send("POST", "/surplus", { gridW: -900, pvW: 2_000, batteryW: -100 })).statusCode, 200);
  assert.equal((await send("POST", "/surplus", { gridW: 40 })).statusCode, 200);
  for (const wrong of [{}, { pvW: 2_000 }, { gridW: "40" }, { gridW: 60_000 }, { gridW: 0, pvW: -1 }]) {
    assert.equal((await send("POST", "/surplus", wrong)).statusCode, 400, JSON.stringify(wrong));
  }
  assert.deepEqual(
    hub.requests.map((request) => request.body),
    [
      { kind: "chargerRegulation", charger: "wallbox", regulation: "charger" },
      { kind: "surplus", charger: "wallbox", gridW: -900, batteryW: -100, solarW: 2_000 },
      { kind: "surplus", charger: "wallbox", gridW: 40 },
    ],
  );
});

test("a device is read again on request, and what it answers instead is told", async () => {
  const { app, hub } = createTestApp();
  const post = (id: string) => app.inject({ method: "POST", url: `/api/devices/${id}/refresh` });
  assert.equal((await post("wallbox")).statusCode, 200);
  assert.equal((await post("roof")).json().code, "device.not-connected");
  assert.equal((await post("nobody")).statusCode, 404);
  assert.deepEqual(hub.refreshed, ["wallbox", "roof"]);
});

test("advice is shown with its reasons, and what is left of a plan is set in one go", async () => {
  const { app, hub } = createTestApp();
  const shown = await app.inject("/api/devices/wallbox/advice?lang=de");
  const { items, notes } = parseAll(adviceView, shown.json());
  assert.deepEqual(notes, [{ code: "ocpp-steers-too", text: "Für die Sonne." }]);
  assert.deepEqual(
    items.map(({ key, label, isDone, reason }) => [key, label, isDone, reason]),
    [
      ["lmo", "lmo", false, "Für die Sonne."],
      ["amp", "Gewünschter Strom", true, "Für die Sonne."],
    ],
  );
  assert.deepEqual((await app.inject("/api/devices/roof/advice")).json().items, []);
  assert.equal((await app.inject("/api/devices/nobody/advice")).statusCode, 404);
  const follow = (plan: string) =>
    app.inject({ method: "POST", url: "/api/devices/wallbox/advice", payload: { plan } });
  assert.equal((await follow("nonsense")).statusCode, 404);
  assert.equal(hub.requests.length, 0);
  assert.equal((await follow("surplus")).statusCode, 200);
  assert.deepEqual(
    hub.requests.map((request) => request.body),
    [{ kind: "value", device: "wallbox", key: "lmo", value: 4 }],
  );
});

test("a battery takes an intent and can be given back", async () => {
  const { app, hub } = createTestApp();
  const patch = (payload: object) => app.inject({ method: "PATCH", url: "/api/batteries/roof", payload });
  assert.equal((await patch({ intent: { kind: "reserve", percent: 30 } })).statusCode, 200);
  assert.equal(
    (await patch({ intent: { kind: "charge", toPercent: 90, by: "2025-06-21T16:00:00Z" } })).statusCode,
    200,
  );
  assert.equal((await patch({ intent: null })).statusCode, 200);
  assert.equal((await patch({ resume: true })).statusCode, 200);
  assert.equal((await patch({ share: "share", shareW: 1_500 })).statusCode, 200);
  assert.equal((await patch({ share: null })).statusCode, 200);
  assert.equal((await patch({ share: "nobody" })).statusCode, 400);
  assert.equal((await patch({ share: "car-first", shareW: 1_500 })).statusCode, 400);
  assert.equal((await patch({})).statusCode, 400);
  assert.deepEqual(
    hub.requests.map((request) => request.body),
    [
      { kind: "batteryIntent", battery: "roof", intent: { kind: "reserve", percent: 30 } },
      {
        kind: "batteryIntent",
        battery: "roof",
        intent: { kind: "charge", toPercent: 90, by: Date.UTC(2025, 5, 21, 16) },
      },
      { kind: "batteryIntent", battery: "roof" },
      { kind: "resume", device: "roof" },
      { kind: "batterySharing", battery: "roof", share: "share", shareW: 1_500 },
      { kind: "batterySharing", battery: "roof" },
    ],
  );
});

test("watts for a battery that make no sense are told as a sentence, and nothing is asked of the hub", async () => {
  const { app, hub } = createTestApp({
    sentences: { en: createTexts("en"), de: createTexts("de"), fr: createTexts("fr") },
  });
  const mistakes: readonly [object, string, string][] = [
    [
      { share: "share", shareW: 0 },
      "de",
      "0 Watt gehen nicht als Anteil der Batterie. Möglich sind mehr als 0 Watt und höchstens 100 kW.",
    ],
    [
      { shareW: -2_000 },
      "en",
      "The battery's share cannot be -2,000 watts. It takes more than 0 watts and at most 100 kW.",
    ],
    [
      { shareW: 2_000_000 },
      "fr",
      "La part de la batterie ne peut pas être de 2 000 000 watts. Il faut plus de 0 watt et au plus 100 kW.",
    ],
    [
      { share: "battery-first", shareW: 2_000 },
      "en",
      "Watts for the battery make no sense with share “battery-first”: 2 kW. Leave out shareW, or ask for “share”.",
    ],
  ];
  for (const [payload, language, detail] of mistakes) {
    const headers = { "accept-language": language };
    const answer = await app.inject({ method: "PATCH", url: "/api/batteries/roof", payload, headers });
    assert.deepEqual([answer.statusCode, answer.json().kind, answer.json().detail], [400, "invalid", detail]);
    assert.match(String(answer.headers["content-type"]), /^application\/problem\+json/);
  }
  for (const shareW of ["2000", null, true])
    assert.equal(
      (await app.inject({ method: "PATCH", url: "/api/batteries/roof", payload: { shareW } })).statusCode,
      400,
    );
  assert.deepEqual(hub.requests, []);
});

test("what the decision refuses is told as a refusal, with the answers to the other wishes", async () => {
  const { app } = createTestApp();
  const payload = { mode: "solar", minCurrentA: 2 };
  const answer = await app.inject({ method: "PATCH", url: "/api/chargers/wallbox", payload });
  assert.equal(answer.statusCode, 422);
  assert.match(String(answer.headers["content-type"]), /^application\/problem\+json/);
  const problem = parseAll(problemDocument, answer.json());
  assert.equal(problem.kind, "refused");
  assert.deepEqual(
    problem.answers?.map((one) => one.effect),
    ["mode-set", "limits-refused"],
  );
});

test("wrong wishes are refused with the place of each mistake, and nothing reaches the hub", async () => {
  const { app, hub } = createTestApp();
  const send = (payload: object | string, type = "application/json") =>
    app.inject({ method: "PATCH", url: "/api/chargers/wallbox", payload, headers: { "content-type": type } });
  const wrongMode = await send({ mode: "turbo" });
  assert.equal(wrongMode.statusCode, 400);
  const problem = parseAll(problemDocument, wrongMode.json());
  assert.equal(problem.code, "http.bad-request");
  assert.equal(problem.mistakes?.[0]?.path, "/mode");
  assert.equal((await send({})).statusCode, 400);
  assert.equal((await send({ mod: "off" })).statusCode, 400);
  assert.equal((await send({ goal: { by: "25:00" } })).statusCode, 400);
  assert.equal((await send("{")).statusCode, 400);
  assert.equal((await send("mode=off", "text/plain")).statusCode, 415);
  assert.equal((await send(`{"mode":"${"x".repeat(70_000)}"}`)).statusCode, 413);
  const unknown = await app.inject({ method: "PATCH", url: "/api/chargers/garage", payload: { mode: "off" } });
  assert.equal(unknown.statusCode, 404);
  assert.equal(hub.requests.length, 0);
});

test("devices and their raw values are told, also keys that nobody described", async () => {
  const { app } = createTestApp();
  const devices = await app.inject("/api/devices");
  assert.equal(parseAll(devicesView, devices.json()).devices[0]?.usage[0]?.max, 1_440);
  const answer = await app.inject("/api/devices/wallbox/values?lang=de");
  const { values } = parseAll(deviceValuesView, answer.json());
  assert.deepEqual(
    values.map(({ key, label, value }) => [key, label, value]),
    [
      ["amp", "Gewünschter Strom", 16],
      ["zzz", "zzz", 1],
    ],
  );
  assert.equal((await app.inject("/api/devices/nobody/values")).statusCode, 404);
});

test("raw values that are older than the rest say so", async () => {
  const { app, hub } = createTestApp();
  const at = 1_750_000_000_000;
  const stamp = { source: "wallbox", at, receivedAt: at, quality: "measured" } as const;
  hub.values = () => ({ ...stamp, kind: "values", values: { amp: 16, zzz: 1 }, olderAt: { amp: at - 60_000 } });
  const told = parseAll(deviceValuesView, (await app.inject("/api/devices/wallbox/values")).json());
  assert.equal(told.at, at);
  assert.deepEqual(
    told.values.map((value) => [value.key, value.at]),
    [
      ["amp", at - 60_000],
      ["zzz", undefined],
    ],
  );
});

test("past reasons and values can be asked for within bounds", async () => {
  const { app, hub } = createTestApp();
  await app.inject({ method: "PATCH", url: "/api/chargers/wallbox", payload: { mode: "off" } });
  const decisions = await app.inject("/api/decisions?limit=10&since=2025-06-01T00:00:00Z");
  assert.equal(parseAll(decisionsView, decisions.json()).reasons[0]?.effect, "mode-set");
  const names = parseAll(historyView, (await app.inject("/api/history")).json());
  assert.deepEqual(names.series, [{ name: "roof/solar.powerW", points: [] }]);
  const day = await app.inject("/api/history?series=roof/solar.powerW&resolutionS=300");
  assert.equal(parseAll(historyView, day.json()).series[0]?.points.length, 1);
  assert.deepEqual(hub.seriesQueries, [{ from: noon - 86_400_000, to: noon, resolutionMs: 300_000 }]);
  assert.equal((await app.inject("/api/history?series=x&resolutionS=1")).json().code, "http.too-much-history");
  assert.equal((await app.inject(`/api/history?series=x&from=${noon + 1}`)).json().code, "http.empty-range");
});

test("short paths mean the only home; with several, each has its own paths", async () => {
  const { app, homes } = createTestApp({ homeIds: ["north", "south"] });
  assert.equal((await app.inject("/api/state")).json().code, "http.home-needed");
  assert.equal((await app.inject("/api/homes/west/state")).statusCode, 404);
  const south = await app.inject("/api/homes/south/state");
  assert.equal(parseAll(stateView, south.json()).home.id, "south");
  await app.inject({ method: "PATCH", url: "/api/homes/north/chargers/wallbox", payload: { mode: "off" } });
  assert.deepEqual(
    homes.map((home) => home.requests.length),
    [1, 0],
  );
  const list = parseAll(homesView, (await app.inject("/api/homes")).json());
  assert.deepEqual(
    list.homes.map((home) => home.id),
    ["north", "south"],
  );
});

test("alive is not yet ready", async () => {
  const { app, hub } = createTestApp();
  hub.setReady(false);
  assert.equal((await app.inject("/healthz")).statusCode, 200);
  const unready = await app.inject("/readyz");
  assert.equal(unready.statusCode, 503);
  assert.equal(parseAll(readinessView, unready.json()).isReady, false);
  hub.setReady(true);
  assert.equal((await app.inject("/readyz")).statusCode, 200);
});

test("metrics tell the house, its devices, calls and reasons", async () => {
  const { app, hub } = createTestApp();
  await app.ready();
  hub.show(withFailingRoof);
  const { body } = await app.inject("/metrics");
  for (const line of [
    'sunsteer_power_watts{home="home",flow="solar",source="roof"} 6840',
    'sunsteer_value_age_seconds{home="home",flow="solar",source="roof"} 840',
    'sunsteer_value_fresh{home="home",flow="solar",source="roof"} 0',
    'sunsteer_charger_power_watts{home="home",charger="wallbox"} 3680',
    'sunsteer_device_state{home="home",device="roof",driver="foxess",state="failing"} 1',
    'sunsteer_calls_used{home="home",device="roof",rule="day"} 412',
    'sunsteer_reason_changes_total{home="home",subject="wallbox",rule="solar",effect="charging"} 1',
  ]) {
    assert.ok(body.includes(`${line}\n`), line);
  }
  assert.ok(!body.includes('state="ok",device="roof"'));
  await app.close();
  assert.equal(hub.subscribers(), 0);
});

test("the OpenAPI document describes every path, short and long", async () => {
  const { app } = createTestApp();
  const document = (await app.inject("/api/openapi.json")).json();
  const paths = Object.keys(document.paths);
  for (const path of ["/state", "/events", "/chargers/{id}", "/chargers/{id}/stop", "/batteries/{id}", "/devices"]) {
    assert.ok(paths.includes(`/api${path}`), path);
    assert.ok(paths.includes(`/api/homes/{home}${path}`), path);
  }
  const modes =
    document.paths["/api/chargers/{id}"].patch.requestBody.content["application/json"].schema.properties.mode;
  assert.deepEqual(modes.enum, ["off", "solar", "solar+min", "fast"]);
});

test("a page that reached us by DNS rebinding gets nothing", async () => {
  const { app, hub } = createTestApp();
  const headers = { host: "rebound.evil.example:7171" };
  for (const url of ["/", "/api/state", "/api/events", "/metrics", "/nowhere"]) {
    const answer = await app.inject({ url, headers });
    assert.equal(answer.statusCode, 403, url);
    assert.equal(answer.json().code, "http.host-refused", url);
  }
  const patch = { method: "PATCH" as const, url: "/api/chargers/wallbox", payload: { mode: "off" } };
  assert.equal((await app.inject({ ...patch, headers })).statusCode, 403);
  assert.equal((await app.inject({ ...patch, headers: { origin: "http://evil.example" } })).statusCode, 403);
  assert.equal(hub.requests.length, 0);
});

test("with a password everything but health and page asks for it", async () => {
  const { app } = createTestApp({ password: new Secret("sesame") });
  for (const url of ["/api/state", "/api/events", "/api/homes", "/api/homes/home/state", "/api/devices", "/metrics"]) {
    const answer = await app.inject(url);
    assert.equal(answer.statusCode, 401, url);
    assert.equal(answer.json().code, "http.login-needed", url);
  }
  assert.equal((await app.inject("/healthz")).statusCode, 200);
  const wrong = await app.inject({ method: "POST", url: "/api/login", payload: { password: "open" } });
  assert.equal(wrong.statusCode, 401);
  assert.equal(wrong.json().code, "http.login-wrong");

  const opened = await app.inject({ method: "POST", url: "/api/login", payload: { password: "sesame" } });
  const cookie = String(opened.headers["set-cookie"]);
  assert.match(cookie, /; HttpOnly; SameSite=Strict/);
  const pair = cookie.split(";")[0] ?? "";
  assert.equal((await app.inject({ url: "/api/state", headers: { cookie: pair } })).statusCode, 200);
  const authorization = `Bearer ${opened.json().token}`;
  assert.equal((await app.inject({ url: "/metrics", headers: { authorization } })).statusCode, 200);
  await app.inject({ method: "POST", url: "/api/logout", headers: { authorization } });
  assert.equal((await app.inject({ url: "/api/state", headers: { cookie: pair } })).statusCode, 401);
});

test("after failures the answer says when to try again", async () => {
  const { app } = createTestApp({ password: new Secret("sesame") });
  const attempt = () => app.inject({ method: "POST", url: "/api/login", payload: { password: "open" } });
  for (let guess = 0; guess < 3; guess += 1) await attempt();
  const slowed = await attempt();
  assert.equal(slowed.statusCode, 429);
  assert.equal(slowed.headers["retry-after"], "1");
});

test("what does not exist is said so in the reader's language", async () => {
  const { app } = createTestApp();
  const answer = await app.inject({ url: "/api/nothing?lang=fr" });
  assert.equal(answer.statusCode, 404);
  assert.equal(parseAll(problemDocument, answer.json()).what, "fr: http.unknown-path.");
});

test("a bug is logged and told without its inside", async () => {
  const { app, hub, log } = createTestApp();
  hub.values = () => {
    throw new Error("boom");
  };
  const answer = await app.inject("/api/devices/wallbox/values");
  assert.equal(answer.statusCode, 500);
  assert.ok(!answer.body.includes("boom"));
  assert.equal(log.lines.filter((line) => line.level === "error").length, 1);
});
