import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { createSimulatedHome } from "#simulator";
import { typeCommand } from "../../../test/support/type-command.ts";
import { ecoKeys } from "./eco-checklist.ts";
import { observe } from "./observations.ts";
import { type StartedCharger, startCharger } from "./testing/start-charger.ts";

async function start(profile: string, ...sets: readonly string[]): Promise<StartedCharger> {
  const car = { capacityWh: 60_000, startDelayS: [8, 8] as [number, number] };
  const charger = startCharger((clock) => createSimulatedHome({ name: "test", wallboxes: [{ car }] }, { clock }), {
    profile,
  });
  for (const query of sets) await charger.set(query);
  await charger.after(2);
  return charger;
}

const writes = ({ requests }: StartedCharger) => requests.filter(({ url }) => url.includes("/api/set"));
const inTheWay = ["lmo=3", "fup=false", "acp=false", "frc=2", "amp=8", "psm=1", "sua=true"];

describe("sunsteer goe surplus --check", () => {
  it("shows what is right, what is to set, each with its reason, and changes nothing", async () => {
    const charger = await start("v4-22kw", ...inTheWay);
    const { code, out, err } = await typeCommand(charger, "surplus --check");
    assert.equal(code, 0, err);
    assert.match(out, /^to set +lmo +3 \(Basic\) → 4 \(Eco.*\) +Only in eco mode/m);
    assert.match(out, /^to set +fup +no → yes +\w/m);
    assert.match(out, /^to set +acp +no → yes +Without pauses/m);
    assert.match(out, /^to set +frc +2 \(On\) → 0 \(Neutral\) +A forced state/m);
    assert.match(out, /^to set +amp +8 A → \d+ A +This current is the ceiling/m);
    assert.match(out, /^to set +sua +yes → no +\w/m);
    assert.match(out, /nothing has been changed\. `sunsteer goe surplus --check --apply` sets them\.$/);
    assert.equal(writes(charger).length, 0);
  });

  it("sets them when told to, says what may need a restart, and has nothing left to set then", async () => {
    const charger = await start("v4-22kw", ...inTheWay);
    const { code, err } = await typeCommand(charger, "surplus --check --apply");
    assert.equal(code, 0, err);
    assert.match(err, /take effect only with the next restart/);
    const { lmo, fup, acp, frc, amp, sua } = await charger.after(1);
    assert.deepEqual({ lmo, fup, acp, frc, sua }, { lmo: 4, fup: true, acp: true, frc: 0, sua: false });
    assert.ok(Number(amp) >= 16);
    const order = writes(charger).map(({ url }) => /\?(\w+)=/.exec(url)?.[1]);
    assert.equal(order.at(-1), "lmo", "the mode comes last");
    const again = await typeCommand(charger, "surplus --check");
    assert.match(again.out, /Nothing is left to set\.$/);
    assert.doesNotMatch(again.out, /^to set/m);
  });

  it("speaks three languages, and JSON to programs", async () => {
    const charger = await start("v4-22kw", "lmo=3");
    for (const [language, said] of [
      ["de", /^zu setzen +lmo .*Nur im Eco-Modus/m],
      ["fr", /^à régler +lmo .*en mode éco/m],
    ] as const) {
      const { out } = await typeCommand(charger, "surplus --check", { environment: { LANG: language } });
      assert.match(out, said);
    }
    const { items, isApplied } = JSON.parse((await typeCommand(charger, "surplus --check --json")).out);
    const lmo = items.find(({ key }: { key: string }) => key === "lmo");
    assert.deepEqual([lmo.found, lmo.wanted, lmo.isDone, isApplied], [3, 4, false, false]);
  });

  it("works on every model, of which some lack keys", async () => {
    for (const profile of ["v3-11kw", "core", "beta"]) {
      const { code, err } = await typeCommand(await start(profile), "surplus --check --apply");
      assert.equal(code, 0, err);
    }
    assert.ok(ecoKeys.includes("acs"));
  });

  it("tells of OCPP and Modbus that steer as well", async () => {
    const { out } = await typeCommand(await start("v4-22kw", "ocppe=true", "men=true"), "surplus --check");
    assert.match(out, /^! OCPP is on: let only one of the two steer/m);
    assert.match(out, /^! Modbus is on: a current that is set there as passing is stored/m);
  });
});

describe("what is noticed beside the settings", () => {
  const codes = (values: Parameters<typeof observe>[0]) => observe(values).map(({ code }) => code);

  it("a charge without sun, an endless pause, and a car that is allowed to charge and does not", () => {
    assert.deepEqual(codes({ modelStatus: 20 }), ["charges-without-sun"]);
    assert.deepEqual(codes({ modelStatus: 24, sua: true }), ["endless-pause"]);
    assert.deepEqual(codes({ modelStatus: 24, sua: false }), []);
    assert.deepEqual(codes({ car: 4, alw: true, su: false }), ["allowed-but-idle"]);
    assert.deepEqual(codes({ car: 2, alw: true, su: false }), []);
  });

  it("powers that do not fit each other, but never where one of them is missing", () => {
    assert.deepEqual(codes({ pgrid: -3_000, ppv: 0, pakku: 0 }), ["powers-do-not-fit"]);
    assert.deepEqual(codes({ pgrid: -3_000, ppv: 1_000, pakku: 500 }), ["powers-do-not-fit"]);
    assert.deepEqual(codes({ pgrid: -3_000, ppv: 4_000, pakku: -500 }), []);
    assert.deepEqual(codes({ pgrid: -3_000, ppv: 1_000, pakku: 2_100 }), []);
    assert.deepEqual(codes({ pgrid: -3_000, ppv: null }), []);
    assert.deepEqual(codes({ pgrid: null, ppv: 0 }), []);
  });

  it("is said in three languages", () => {
    const all = observe({ modelStatus: 20, car: 4, alw: true, pgrid: -3_000, ppv: 0, ocppe: true, men: true });
    assert.equal(all.length, 5);
    for (const { text } of all) assert.equal(new Set([text.en, text.de, text.fr]).size, 3);
  });
});

describe("sunsteer goe limit", () => {
  it("shows what would come down to 16 A before it does so, and never touches load groups", async () => {
    const charger = await start("v4-22kw", "amp=32", "ama=32", 'lot={"amp":32,"dyn":32,"sta":32,"ts":0}');
    const shown = await typeCommand(charger, "limit");
    assert.equal(shown.code, 0, shown.err);
    assert.match(shown.out, /^to set +amp +32 A → 16 A/m);
    assert.match(shown.out, /^to set +ama +32 A → 16 A/m);
    assert.doesNotMatch(shown.out, /^to set +lo/m);
    assert.equal(writes(charger).length, 0);
    const before = await charger.after(1);
    assert.equal((await typeCommand(charger, "limit --apply")).code, 0);
    const { amp, ama, mca, lot, lof } = await charger.after(1);
    assert.deepEqual({ amp, ama, mca }, { amp: 16, ama: 16, mca: before["mca"] });
    assert.deepEqual([lot, lof], [before["lot"], before["lof"]]);
  });

  it("never raises what is lower", async () => {
    const charger = await start("v4-22kw", "amp=8", "ama=10");
    const { out } = await typeCommand(charger, "limit --apply");
    assert.equal(out, "Nothing is left to set.");
    assert.equal(writes(charger).length, 0);
  });
});

describe("settings that wait for a restart", () => {
  it("are told as such when they are set", async () => {
    const charger = await start("v4-22kw");
    const { code, err } = await typeCommand(charger, "set nmo=true --confirm-danger");
    assert.equal(code, 0);
    assert.match(err, /takes effect with the next restart/);
  });
});

describe("sunsteer goe stop --for beside a running Sunsteer", () => {
  const yaml = (url: string) => `version: 1\ndevices:\n  - { id: wallbox, driver: goe, url: "${url}" }\n`;

  /** The network with a hub in it that answers as the real one does. */
  function withHub(charger: StartedCharger, reply: { readonly status: number; readonly body: object }) {
    const asked: { readonly url: string; readonly body?: string }[] = [];
    const http: StartedCharger["http"] = {
      request: async (request) => {
        if (!request.url.startsWith("http://127.0.0.1:7171")) return charger.http.request(request);
        const isHealth = request.url.endsWith("/healthz");
        if (!isHealth) asked.push({ url: request.url, ...(request.body === undefined ? {} : { body: request.body }) });
        const { status, body } = isHealth ? { status: 200, body: { isAlive: true } } : reply;
        return { status, headers: { "content-type": "application/json" }, body: JSON.stringify(body) };
      },
    };
    return { asked, charger: { ...charger, http } };
  }

  it("leaves the time to it, says so, and ends at once", async () => {
    const started = await start("v4-22kw");
    const { asked, charger } = withHub(started, { status: 200, body: { answers: [{ effect: "stop-set" }] } });
    const options = { yaml: yaml(started.url), environment: { GOE_URL: "" } };
    const { code, out, err } = await typeCommand(charger, "stop --for 12h", options);
    // Had it waited itself, its time would not be over yet.
    assert.equal(code, 0, err);
    assert.match(out, /stopped for 12h\. The running Sunsteer keeps the time: it outlives restarts/);
    assert.deepEqual(asked, [{ url: "http://127.0.0.1:7171/api/chargers/wallbox/stop", body: '{"forS":43200}' }]);
    assert.equal(writes(started).length, 0);
    const json = await typeCommand(charger, "stop --for 90 --json", options);
    assert.deepEqual(JSON.parse(json.out), { isStopped: true, isKeptByHub: true, forS: 90 });
  });

  it("tells what it says is wrong", async () => {
    const started = await start("v4-22kw");
    const { charger } = withHub(started, { status: 200, body: { answers: [{ effect: "unknown-device" }] } });
    const options = { yaml: yaml(started.url), environment: { GOE_URL: "" } };
    const { code, out, err } = await typeCommand(charger, "stop --for 5m", options);
    assert.notEqual(code, 0);
    assert.equal(out, "");
    assert.match(err, /did not confirm the stop/);
    assert.equal(writes(started).length, 0);
  });

  it("does what it can alone where none runs, and says what that is worth", async () => {
    const charger = await start("v4-22kw");
    const options = { yaml: yaml(charger.url), environment: { GOE_URL: "" } };
    const http: StartedCharger["http"] = {
      request: (request) =>
        request.url.includes(":7171") ? Promise.reject(new Error("nobody there")) : charger.http.request(request),
    };
    const { code, err } = await typeCommand({ ...charger, http }, "stop --for 1m", options);
    assert.equal(code, 0, err);
    assert.match(err, /No running Sunsteer keeps the time, only this command/);
    assert.equal((await charger.after(1))["frc"], 0);
  });
});
