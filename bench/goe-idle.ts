import { hourMs, minuteMs } from "#domain";
import type { Scenario } from "#simulator";
import { readableKeys } from "../src/drivers/goe/keys.ts";
import { type CountedHttp, countTraffic, type Traffic } from "../src/drivers/goe/testing/count-traffic.ts";
import { type FastHome, openFastHome } from "../test/e2e/support/fast-home.ts";

/** What a charger without a car may cost of what asking it for all its keys every 5 s would. */
const mostPercent = 5;
const naiveEveryS = 5;
const dayMs = 24 * hourMs;
const startAt = Date.parse("2026-06-17T00:00:00+02:00");

const scenario: Scenario = {
  name: "goe-idle",
  startAt: "2026-06-17T00:00:00+02:00",
  inverters: [{ id: "roof", ratedW: 9_000, arrays: [{ peakW: 9_800, tiltDegrees: 35, azimuthDegrees: 180 }] }],
  wallboxes: [{ id: "wallbox", car: { capacityWh: 60_000, socPercent: 20 } }],
};

interface Measured {
  readonly house: FastHome;
  readonly http: CountedHttp;
}

function open(regulation: "sunsteer" | "charger" = "sunsteer"): Measured {
  const counted: CountedHttp[] = [];
  const house = openFastHome({
    ...{ scenario, startAt, chargers: { wallbox: { mode: "solar", regulation } }, profile: "v4-22kw" },
    throughHttp: (http) => {
      const counter = countTraffic(http);
      counted.push(counter);
      return counter;
    },
  });
  const [http] = counted;
  if (http === undefined) throw new Error("nothing counts");
  return { house, http };
}

/** A whole day of a hub in its house; the car is there between these hours. */
async function measureDay(hours: readonly [number, number] | undefined, regulation?: "sunsteer" | "charger") {
  const { house, http } = open(regulation);
  house.home.change({ carConnected: false });
  house.start();
  let atMs = 0;
  const until = async (ms: number) => {
    await house.clock.runFor(ms - atMs);
    atMs = ms;
  };
  if (hours !== undefined) {
    await until(hours[0] * hourMs);
    house.home.change({ carConnected: true });
    await until(hours[1] * hourMs);
    house.home.change({ carConnected: false });
  }
  await until(dayMs);
  const traffic = http.traffic();
  await house.close();
  return traffic;
}

/** All keys in one question, and in questions that firmware 60 can take. */
async function measureNaive(): Promise<{ whole: Traffic; inPieces: Traffic }> {
  const perDay = dayMs / 1_000 / naiveEveryS;
  const ask = async (filters: readonly string[]): Promise<Traffic> => {
    const { house, http } = open();
    house.home.change({ carConnected: false });
    await house.clock.runFor(minuteMs);
    for (const filter of filters) {
      const url = `http://wallbox.emulator/api/status${filter}`;
      await house.finish(http.request({ method: "GET", url, timeoutMs: 5_000 }));
    }
    const { calls, bytes } = http.traffic();
    await house.close();
    return { calls: calls * perDay, bytes: bytes * perDay };
  };
  const pieces = Array.from({ length: Math.ceil(readableKeys.length / 30) }, (_, piece) =>
    readableKeys.slice(piece * 30, piece * 30 + 30).join(","),
  );
  return { whole: await ask([""]), inPieces: await ask(pieces.map((keys) => `?filter=${keys}`)) };
}

const print = (line: string) => process.stdout.write(`${line}\n`);

const { whole, inPieces } = await measureNaive();
const row = (name: string, { calls, bytes }: Traffic) =>
  print(
    `${name.padEnd(52)} ${String(Math.round(calls)).padStart(7)} calls ${(bytes / 1e6).toFixed(2).padStart(7)} MB ` +
      `${((100 * bytes) / whole.bytes).toFixed(1).padStart(6)} %`,
  );
const idle = await measureDay(undefined);
row("all keys every 5 s in one question", whole);
row("all readable keys every 5 s, 30 a question", inPieces);
row("a day without a car", idle);
row("a day with the car from 9 to 17, Sunsteer steers", await measureDay([9, 17]));
row("a day with the car from 9 to 17, the charger does", await measureDay([9, 17], "charger"));
const percent = (100 * idle.bytes) / whole.bytes;
print(`without a car: ${percent.toFixed(2)} % of the bytes (at most ${mostPercent} %)`);
if (percent > mostPercent) process.exitCode = 1;
