import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { fusionsolarCalls, limitsFor } from "./calls.ts";

function granted(plants: number, devices: readonly (readonly [number, number])[]) {
  const limits = limitsFor({ plants, devices: new Map(devices) });
  return (endpoint: string | undefined) => limits.find((limit) => limit.endpoint === endpoint)?.max;
}

describe("the maker's formula", () => {
  it("gives one home with three kinds of devices the least of everything", () => {
    const of = granted(1, [
      [38, 1],
      [39, 1],
      [47, 1],
      [62, 1],
    ]);
    assert.deepEqual(["stations", "getDevList", "getKpiStationDay"].map(of), [34, 25, 25]);
    assert.deepEqual(["getDevHistoryKpi", "getDevKpiDay"].map(of), [27, 27]);
    assert.deepEqual(["getDevRealKpi/38", "getDevRealKpi/41", "getStationRealKpi"].map(of), [1, 1, 1]);
    assert.equal(of(undefined), 3, "alarms");
  });

  it("gives an installer with 300 plants more, by started hundreds", () => {
    const of = granted(300, [
      [38, 401],
      [39, 100],
      [17, 101],
    ]);
    assert.deepEqual(["stations", "getDevList"].map(of), [54, 27]);
    assert.deepEqual(["getDevRealKpi/38", "getDevRealKpi/39", "getDevRealKpi/17"].map(of), [5, 1, 2]);
    assert.deepEqual(["getDevHistoryKpi", "getDevKpiYear"].map(of), [41 + 10 + 11 + 24, 5 + 1 + 2 + 24]);
  });
});

describe("a call", () => {
  const classified = (url: string, body?: string) =>
    fusionsolarCalls.classify({
      method: "POST",
      url: `https://cloud.test/thirdData/${url}`,
      timeoutMs: 1,
      ...(body === undefined ? {} : { body }),
    });

  it("for live data counts for its kind of device", () => {
    assert.deepEqual(classified("getDevRealKpi", '{"devIds":"1","devTypeId":47}'), {
      endpoint: "getDevRealKpi/47",
      callClass: "live",
    });
  });

  it("that takes the place of one that a dead login ended has a count of its own", () => {
    assert.equal(classified("getDevRealKpi#replay", '{"devIds":"1","devTypeId":47}').callClass, "replay");
  });

  it("of any other kind has its class, and unknown ones the strictest", () => {
    const classes = [
      "login",
      "logout",
      "stations",
      "getStationList",
      "getDevKpiDay",
      "getAlarmList",
      "getSomethingNew",
    ];
    assert.deepEqual(
      classes.map((method) => classified(method).callClass),
      ["login", "login", "daily", "daily", "daily", "alarms", "daily"],
    );
  });
});
