import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { hourMs, minuteMs, secondMs, type ValuesReading } from "#domain";
import type { Hub } from "#hub";
import type { HttpClient } from "#platform";
import type { Scenario } from "#simulator";
import { type CountedHttp, countTraffic } from "../../src/drivers/goe/testing/count-traffic.ts";
import { type ChargerWay, chargerWays, type FastHome, openFastHome } from "./support/fast-home.ts";

const start = "2026-06-17T00:00:00+02:00";
const scenario: Scenario = {
  name: "hibernation",
  startAt: start,
  inverters: [{ id: "roof", ratedW: 9_000, arrays: [{ peakW: 9_800, tiltDegrees: 35, azimuthDegrees: 180 }] }],
  wallboxes: [{ id: "wallbox", car: { capacityWh: 90_000, socPercent: 20, startDelayS: [8, 8] } }],
};
const dayMs = 24 * hourMs;
const naivePerDay = dayMs / (5 * secondMs);
const minimal = ["car", "alw", "err", "modelStatus", "nrg", "rbt"];

interface Question {
  readonly atMs: number;
  readonly keys: readonly string[];
}

/** A hub in a house whose charger has no car yet, and every question that it asks the charger. */
class Watched {
  readonly house: FastHome;
  readonly hub: Hub;
  readonly questions: Question[] = [];
  counted: CountedHttp | undefined;

  constructor(options: { via?: ChargerWay; charger?: object; entry?: object; startAt?: string } = {}) {
    const { via = "local", charger = { mode: "solar" }, entry = {}, startAt = start } = options;
    this.house = openFastHome({
      ...{
        scenario: { ...scenario, startAt },
        startAt: Date.parse(startAt),
        chargers: { wallbox: charger },
        entry,
        via,
      },
      throughHttp: (http) => this.#count(http),
    });
    this.house.home.change({ carConnected: false });
    this.hub = this.house.start();
  }

  #count(http: HttpClient): HttpClient {
    const counted = countTraffic(http);
    this.counted = counted;
    return {
      request: (request) => {
        const { searchParams } = new URL(request.url);
        const keys = searchParams.get("filter")?.split(",");
        if (keys !== undefined) this.questions.push({ atMs: this.house.clock.now(), keys });
        return counted.request(request);
      },
    };
  }

  /** When a question held this key. */
  asked(key: string): readonly number[] {
    return this.questions.filter(({ keys }) => keys.includes(key)).map(({ atMs }) => atMs);
  }

  askedMinimal(): readonly Question[] {
    return this.questions.filter(({ keys }) => keys.join() === minimal.join());
  }

  charger() {
    const [charger] = this.hub.state().chargers;
    assert.ok(charger?.reading);
    return charger.reading;
  }

  values(): ValuesReading {
    const values = this.hub.values("wallbox");
    assert.ok(values);
    return values;
  }

  ageMs(key: string): number {
    const { at, olderAt } = this.values();
    return this.house.clock.now() - (olderAt?.[key] ?? at);
  }
}

describe("a charger without a car", () => {
  let watched: Watched;

  before(async () => {
    watched = new Watched();
    await watched.house.clock.runFor(dayMs);
  });

  after(() => watched.house.close());

  it("costs a day at most a twentieth of asking for everything every 5 s", async (test) => {
    const traffic = watched.counted?.traffic();
    assert.ok(traffic);
    const naive = countTraffic({
      request: async () => ({ status: 200, headers: {}, body: JSON.stringify(await watched.house.keys()) }),
    });
    await naive.request({ method: "GET", url: "http://wallbox.emulator/api/status", timeoutMs: 5_000 });
    const share = traffic.bytes / (naive.traffic().bytes * naivePerDay);
    test.diagnostic(`${traffic.calls} calls, ${traffic.bytes} bytes, ${(100 * share).toFixed(2)} % of naive polling`);
    assert.ok(share < 0.05, `${share}`);
    assert.ok(traffic.calls < naivePerDay * 0.6, `${traffic.calls} calls`);
  });

  it("is asked for six keys every 15 s, and never goes stale", () => {
    const count = watched.askedMinimal().length;
    assert.ok(Math.abs(count - dayMs / (15 * secondMs)) < 60, `${count}`);
    const { reading, goodUntil = 0 } = watched.hub.state().chargers[0] ?? {};
    assert.deepEqual([reading?.status, reading?.powerW], ["A", 0]);
    assert.ok(goodUntil > watched.house.clock.now());
    assert.ok(reading?.totalWh !== undefined, "what cannot change meanwhile is still told");
  });

  it("is asked for what changes by itself every 5 min, and for its settings at the start and after the only write", () => {
    const status = watched.asked("rssi").length;
    assert.ok(Math.abs(status - dayMs / (5 * minuteMs)) < 5, `${status}`);
    assert.equal(watched.house.asked.filter((url) => url.includes("/set?")).length, 1);
    assert.equal(watched.asked("fna").length, 2);
  });

  it("is not asked every time for keys that its model lacks", async () => {
    const has = Object.keys(await watched.house.keys());
    const lastHour = watched.questions.filter(({ atMs }) => atMs > watched.house.clock.now() - hourMs);
    const lacking = lastHour.flatMap(({ keys }) => keys).filter((key) => !has.includes(key));
    assert.deepEqual(lacking, []);
  });

  it("has its settings read again after a day", async () => {
    await watched.house.clock.runFor(10 * minuteMs);
    assert.equal(watched.asked("fna").length, 3);
    assert.ok(watched.ageMs("fna") < 10 * minuteMs);
  });
});

describe("values of different age", () => {
  let watched: Watched;

  before(async () => {
    watched = new Watched({ entry: { configurationEvery: "1h" } });
    await watched.house.clock.runFor(50 * minuteMs);
  });

  after(() => watched.house.close());

  it("tell their own age, and no setting looks fresher than it is", () => {
    assert.ok(watched.ageMs("rssi") < 6 * minuteMs);
    const ageMs = watched.ageMs("fna");
    assert.ok(ageMs > 44 * minuteMs && ageMs < 51 * minuteMs, `${ageMs}`);
  });

  it("come as often as the owner wants", async () => {
    const before = watched.asked("fna").length;
    await watched.house.clock.runFor(3 * hourMs);
    assert.equal(watched.asked("fna").length, before + 3);
  });

  it("are all kept through failed reads, grow older, and are renewed afterwards", async () => {
    const before = watched.values();
    watched.house.charger.faults.set("unavailable", {});
    await watched.house.clock.runFor(hourMs);
    assert.deepEqual(watched.values(), before);
    assert.ok(watched.ageMs("rssi") > hourMs - minuteMs);
    assert.equal(watched.hub.state().devices.find(({ id }) => id === "wallbox")?.state, "failing");
    watched.house.charger.faults.clear();
    await watched.house.clock.runFor(8 * minuteMs);
    assert.ok(watched.ageMs("rssi") < 6 * minuteMs);
    assert.ok(watched.ageMs("fna") < 8 * minuteMs, `${watched.ageMs("fna")}`);
    assert.deepEqual(Object.keys(watched.values().values).sort(), Object.keys(before.values).sort());
  });

  it("of which the charger loses some keep the last one with its age", async () => {
    const before = Object.keys(watched.values().values).length;
    watched.house.charger.faults.set("nulls", {});
    await watched.house.clock.runFor(30 * minuteMs);
    assert.equal(Object.keys(watched.values().values).length, before);
    assert.ok(watched.ageMs("rssi") > 29 * minuteMs);
    watched.house.charger.faults.clear();
  });
});

describe("waking", () => {
  it("comes with the car, within one interval, and brings everything that changes", async () => {
    const watched = new Watched({ startAt: "2026-06-17T11:00:00+02:00" });
    const { clock, home } = watched.house;
    await clock.runFor(hourMs + 7 * secondMs);
    const known = watched.asked("rssi").length;
    home.change({ carConnected: true });
    await clock.runFor(18 * secondMs);
    assert.notEqual(watched.charger().status, "A");
    assert.equal(watched.asked("rssi").length, known + 1);
    const asked = watched.questions.length;
    await clock.runFor(minuteMs);
    assert.equal(watched.questions.slice(asked).filter(({ keys }) => keys.join() === minimal.join()).length, 0);
    const looks = watched.questions.slice(asked).filter(({ keys }) => keys.includes("tpa") && keys.includes("cll"));
    assert.ok(looks.length >= 11, `${looks.length} looks in a minute`);
    assert.equal(watched.asked("fna").length <= 3, true, "the settings are not read with it");
    await watched.house.close();
  });

  it("comes at once where the charger tells by itself, without any question", async () => {
    for (const via of ["websocket", "mqtt"] as const) {
      const watched = new Watched({ via });
      const { clock, home } = watched.house;
      await clock.runFor(hourMs + 7 * secondMs);
      home.change({ carConnected: true });
      await clock.runFor(3 * secondMs);
      assert.notEqual(watched.charger().status, "A", via);
      assert.equal(watched.counted?.traffic().calls, 0, via);
      assert.ok(watched.ageMs("fna") <= minuteMs, via);
      await watched.house.close();
    }
  });

  it("comes over the cloud with the next half minute, which had six keys before", async () => {
    const watched = new Watched({ via: "cloud" });
    const { clock, home } = watched.house;
    await clock.runFor(hourMs);
    const asked = watched.askedMinimal().length;
    assert.ok(asked > 110 && asked <= 121, `${asked}`);
    home.change({ carConnected: true });
    await clock.runFor(45 * secondMs);
    assert.notEqual(watched.charger().status, "A");
    await watched.house.close();
  });

  it("ends when a car is full: it is left alone as well until something happens", async () => {
    const watched = new Watched({ charger: { mode: "fast" } });
    const { clock, home } = watched.house;
    await clock.runFor(minuteMs);
    home.change({ carConnected: true, carSocPercent: 99.8 });
    await clock.runFor(20 * minuteMs);
    assert.deepEqual([watched.charger().status, watched.charger().isFull], ["B", true]);
    const before = watched.askedMinimal().length;
    await clock.runFor(10 * minuteMs);
    assert.ok(watched.askedMinimal().length - before >= 38);
    assert.equal(watched.charger().isFull, true);
    home.change({ carSocPercent: 50 });
    await clock.runFor(2 * minuteMs);
    assert.equal(watched.charger().status, "C");
    await watched.house.close();
  });

  it("lasts while the charger is fed: its state is never older than one short interval", async () => {
    const watched = new Watched({
      ...{ startAt: "2026-06-17T10:00:00+02:00", charger: { mode: "solar", regulation: "charger" } },
    });
    const { clock, home } = watched.house;
    await clock.runFor(minuteMs);
    home.change({ carConnected: true });
    await clock.runFor(20 * minuteMs);
    assert.equal(watched.hub.state().chargers[0]?.reason?.effect, "charger-regulates");
    // Clouds: the charger pauses by itself and is fed on.
    home.change({ pvW: 0 });
    for (let minute = 0; minute < 8; minute += 1) {
      await clock.runFor(minuteMs);
      assert.ok(clock.now() - watched.charger().at <= 6 * secondMs, `minute ${minute}`);
    }
    await watched.house.close();
  });
});

describe("beside a car that charges", () => {
  it("a charger without one is looked at as closely: both share the fuse", async () => {
    const looks: number[] = [];
    const startAt = "2026-06-17T11:00:00+02:00";
    const house = openFastHome({
      scenario: {
        ...{ name: "two", startAt },
        wallboxes: [{ id: "left", car: { capacityWh: 90_000, socPercent: 20 } }, { id: "right" }],
      },
      ...{ startAt: Date.parse(startAt), chargers: { left: { mode: "fast" }, right: { mode: "fast" } } },
      throughHttp: (http) => ({
        request: (request) => {
          const isLook = request.url.startsWith("http://right.") && request.url.includes(minimal.join());
          if (isLook) looks.push(house.clock.now());
          return http.request(request);
        },
      }),
    });
    house.home.change({ carConnected: true, id: "left" });
    const hub = house.start();
    await house.clock.runFor(5 * minuteMs);
    assert.deepEqual(
      hub.state().chargers.map(({ id, reading }) => [id, reading?.status]),
      [
        ["left", "C"],
        ["right", "A"],
      ],
    );
    const before = looks.length;
    await house.clock.runFor(5 * minuteMs);
    assert.ok(looks.length - before >= 55, `${looks.length - before} looks in 5 min`);
    await house.close();
  });
});

describe("after a change from here", () => {
  for (const via of chargerWays) {
    it(`the settings are known anew within seconds (${via})`, async () => {
      const watched = new Watched({ via, charger: { mode: "off" } });
      const { clock } = watched.house;
      await clock.runFor(20 * minuteMs);
      const wish = watched.hub.request({ kind: "value", device: "wallbox", key: "fna", value: "Garage" }, "test");
      await watched.house.finish(wish);
      await clock.runFor(40 * secondMs);
      assert.equal(watched.values().values["fna"], "Garage");
      assert.ok(watched.ageMs("cch") < minuteMs, "what it may have changed beside it");
      await watched.house.close();
    });
  }

  it("a restart of the charger brings them too: it may have come back with another firmware", async () => {
    const watched = new Watched();
    const { clock } = watched.house;
    await clock.runFor(20 * minuteMs);
    const before = watched.asked("fna").length;
    await watched.house.set("rst=true");
    await clock.runFor(3 * minuteMs);
    assert.equal(watched.asked("fna").length, before + 1);
    assert.ok(watched.ageMs("fna") < 3 * minuteMs);
    await watched.house.close();
  });

  it("steering a charge does not bring all settings each time", async () => {
    const watched = new Watched({ startAt: "2026-06-17T10:00:00+02:00" });
    watched.house.home.change({ carConnected: true });
    await watched.house.clock.runFor(2 * hourMs);
    const writes = watched.house.asked.filter((url) => /\/set\?(frc|amp|psm)=/.test(url)).length;
    const reads = watched.asked("cch").length;
    assert.ok(writes > 24 && reads > 3 && reads <= 25, `${writes} writes, ${reads} reads`);
    assert.ok(watched.ageMs("amp") < 2 * minuteMs, "what was written is known all the same");
    await watched.house.close();
  });
});
