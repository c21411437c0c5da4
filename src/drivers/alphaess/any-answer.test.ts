import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { ProblemError } from "#domain";
import type { HttpClient, HttpRequest } from "#platform";
import { createLegacySurface } from "./legacy/legacy-surface.ts";
import { createPortalSurface } from "./portal/portal-surface.ts";
import type { AlphaessSurface } from "./surface.ts";

const login = { username: "u", password: "surely-secret" };
const clock = { now: () => 1_700_000_000_000, sleep: async () => {} };
const writePath = /\/(?:CustomUseESSSetting|setNewEv|(?:start|stop|Start|Stop)Charging)$/;

/** Lets everybody in and then answers each call with the same, but for what is said of single paths. */
function surfacesAnswering(body: string, ofPath: Readonly<Record<string, string>> = {}) {
  const requests: HttpRequest[] = [];
  const http: HttpClient = {
    request: async (request) => {
      requests.push(request);
      const data = { token: "t", AccessToken: "t", ExpiresIn: 10_800 };
      const path = new URL(request.url).pathname.split("/").at(-1) ?? "";
      const isLogin = /^(?:login|pilot)$/i.test(path);
      return { status: 200, headers: {}, body: isLogin ? JSON.stringify({ code: 200, data }) : (ofPath[path] ?? body) };
    },
  };
  const surfaces = [createLegacySurface({ ...login, clock, http }), createPortalSurface({ ...login, clock, http })];
  const writes = () => requests.filter(({ url }) => writePath.test(new URL(url).pathname));
  return { surfaces, writes };
}

const names = [
  ...["sys_sn", "sysSn", "system_id", "popv", "minv", "bakbox_ver", "ppv", "ppv1", "pmeter_dc", "pmeter_l1", "soc"],
  ...["pbat", "pgrid", "pload", "pev", "ev1_power", "uploadtime", "bat_use_cap", "bat_high_cap", "grid_charge"],
  ...["time_chaf1a", "time_chae1a", "chargingmode", "charging_pile_list", "chargingpile_sn", "chargingpile_id"],
  ...["max_current", "max_current_manual", "chargingpile_phase", "oldPileData", "currentsetting", "chargingpileId"],
  ...["chargingpileSn", "chargingpileKey", "maxCurrent", "chargingpilePhase", "mode", "Epvtoday", "money_type"],
];
const leaf = fc.oneof(
  fc.jsonValue({ maxDepth: 2 }),
  fc.constantFrom("NaN", "07:30", "", "S", "EV1", 1.7e308, "1e400", -1, true, null),
);
const record = fc.dictionary(fc.constantFrom(...names), leaf);
const nested = fc.dictionary(fc.constantFrom(...names), fc.oneof(leaf, record, fc.array(record, { maxLength: 3 })));
const data = fc.oneof(fc.jsonValue(), nested, fc.array(nested, { maxLength: 4 }));

const reading = (surface: AlphaessSurface): readonly (() => Promise<unknown>)[] => [
  () => surface.systems(),
  () => surface.live("S"),
  () => surface.settings("S"),
  () => surface.socWindow("S"),
  () => surface.timetable("S"),
  () => surface.chargers("S"),
  () => surface.chargerStatus("S", "EV1"),
  () => surface.totals("S"),
];

const changing = (surface: AlphaessSurface): readonly (() => Promise<unknown>)[] => [
  () => surface.changeSocWindow("S", { minPercent: 30, maxPercent: 90 }),
  () => surface.changeChargerMode("S", "EV1", 4),
  () => surface.changeChargerCurrent("S", "EV1", 10),
  () => surface.changeChargerPhases("S", "EV1", 1),
];

/** A typed problem, or a value in which no number is none. */
async function assertHonest(call: () => Promise<unknown>): Promise<void> {
  try {
    assertSound(await call());
  } catch (error) {
    assert.ok(error instanceof ProblemError && error.problem.kind !== "bug", String(error));
  }
}

function assertSound(value: unknown): void {
  if (typeof value === "number") assert.ok(Number.isFinite(value), "a number that is none");
  else if (typeof value === "object" && value !== null) for (const member of Object.values(value)) assertSound(member);
}

/** As it comes over the wire; the one name that no object of ours can hold is left out. */
const told = (value: unknown) => JSON.stringify({ code: 200, data: value }).replaceAll("__proto__", "proto");

describe("answers of the two interfaces with logins, whatever they are", () => {
  it("give values or a problem, never a crash and never a write", () =>
    fc.assert(
      fc.asyncProperty(data, fc.nat(400), fc.boolean(), async (value, length, isCut) => {
        const body = isCut ? told(value).slice(0, length) : told(value);
        const { surfaces, writes } = surfacesAnswering(body);
        for (const surface of surfaces) for (const call of reading(surface)) await assertHonest(call);
        assert.equal(writes().length, 0);
      }),
      { numRuns: 300 },
    ));

  it("are written back whole, whatever else they hold", async () => {
    let written = 0;
    await fc.assert(
      fc.asyncProperty(record, async (others) => {
        const pile = { ...others, chargingpile_sn: "P", chargingpile_id: "EV1", max_current: 16 };
        const whole = { ...others, bat_use_cap: "20", bat_high_cap: 100, chargingmode: 4, charging_pile_list: [pile] };
        const webPile = {
          ...others,
          chargingpileId: "EV1",
          chargingpileSn: "P",
          chargingpileKey: "7",
          chargingmode: 4,
        };
        const { surfaces, writes } = surfacesAnswering(told(null), {
          GetCustomUseESSList: told([{ system_id: "7", sys_sn: "S" }]),
          GetCustomUseESSSetting: told(whole),
          getNewEvBySn: told({ currentsetting: 32, oldPileData: webPile }),
          getChargPileStatusByPileSn: told({ mode: 2 }),
        });
        for (const surface of surfaces) for (const call of changing(surface)) await assertHonest(call);
        for (const { url, body = "{}" } of writes()) {
          const sent = JSON.parse(body);
          const [source, kept] = url.endsWith("/setNewEv") ? [webPile, sent.oldPileData] : [whole, sent];
          for (const key of Object.keys(JSON.parse(told(source)).data)) assert.ok(key in kept, `${key} is lost`);
          written += 1;
        }
      }),
      { numRuns: 200 },
    );
    assert.ok(written >= 500, String(written));
  });
});
