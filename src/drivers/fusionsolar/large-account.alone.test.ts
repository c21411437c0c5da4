import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { dayMs, minuteMs } from "#domain";
import { liveWindowMs } from "./calls.ts";
import { beatMs } from "./sample-times.ts";
import { byName, powerOf, startAccount } from "./testing/start-account.ts";

const plants = 300;

/** What the maker grants such an account: inverters, power sensors and batteries, 300 of each. */
const granted: Readonly<Record<string, number>> = {
  login: (5 * dayMs) / (10 * minuteMs),
  stations: 3 * 10 + 24,
  getDevList: 3 + 24,
  getDevRealKpi: (3 + 3 + 3) * (dayMs / (5 * minuteMs)),
  getDevHistoryKpi: 30 + 30 + 30 + 24,
};

describe("an installer's account with 300 plants, all in one process, for a day", () => {
  it("stays within the formula on every interface, is never refused, and every plant has its values", async () => {
    const account = startAccount({ plants });
    const { clock, emulator, home } = account;
    const names = Array.from({ length: plants }, (_, index) =>
      index === 100 ? "Sunny Lane 4" : `Sunny Lane 4${index}`,
    );
    const connections = await Promise.all(names.map(async (plant) => (await account.connect({ plant })).connection));

    const calls: { readonly method: string; readonly at: number; readonly result: string }[] = [];
    let seen = 0;
    let [fresh, asked] = [0, 0];
    const look = async (index: number) => {
      const live = connections[index]?.polls[0];
      assert.ok(live);
      const readings = await live.read({ purpose: "poll" });
      asked += 1;
      const oldest = Math.min(...readings.map(({ at }) => at));
      if (readings.length === 3 && clock.now() - oldest <= liveWindowMs + minuteMs + beatMs) fresh += 1;
    };
    for (let round = 0; round < dayMs / minuteMs; round += 1) {
      // Each home looks every five minutes, at a minute of its own.
      const looks = connections.flatMap((_, index) => (index % 5 === round % 5 ? [look(index)] : []));
      await clock.runFor(minuteMs);
      await Promise.all(looks);
      const total = emulator.calls();
      for (const { path, at, result } of total.slice(Math.min(seen, total.length)))
        calls.push({ method: path.split("/").at(-1) ?? "", at, result });
      seen = total.length;
    }

    const refused = calls.filter(({ result }) => result !== "ok" && result !== "failCode-305");
    assert.deepEqual(refused, []);
    const counts = Object.groupBy(calls, ({ method }) => method);
    for (const [method, made = []] of Object.entries(counts)) {
      const most = granted[method];
      assert.ok(most !== undefined && made.length <= most, `${made.length} calls of ${method}, granted ${most}`);
    }
    assert.ok((counts["getDevRealKpi"]?.length ?? 0) > 0.8 * (granted["getDevRealKpi"] ?? 0), "the grant is used");
    assert.ok(fresh / asked > 0.99, `${fresh} of ${asked} looks had all values, received not longer ago than a round`);

    home.change({ pvW: 4_000, loadW: 900, batterySocPercent: 100 });
    await account.later(11 * minuteMs);
    const own = connections[100];
    assert.ok(own);
    const solarW = powerOf(byName(await account.poll(own))["solar"]) ?? 0;
    assert.ok(Math.abs(solarW - home.inverter().solarW) < 100, "and each has its own");
  });

  it("spreads its calls over the round", async () => {
    const account = startAccount({ plants });
    const first = await account.connect({ plant: "Sunny Lane 40" });
    const last = await account.connect({ plant: "Sunny Lane 4299" });
    for (let minute = 0; minute < 40; minute += 1) {
      await account.poll(first.connection);
      await account.poll(last.connection);
      await account.later(20_000);
    }
    const times = account.emulator.calls().filter(({ path }) => path.endsWith("getDevRealKpi"));
    const late = times.filter(({ at }) => at > account.clock.now() - liveWindowMs).map(({ at }) => at);
    assert.ok(Math.max(...late) - Math.min(...late) > minuteMs, "not all in one burst");
  });
});
