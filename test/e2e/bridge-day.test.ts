import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { hourMs, minuteMs, secondMs } from "#domain";
import type { FaultKind, FaultOptions } from "#driver-kit";
import type { HttpClient } from "#platform";
import type { Scenario } from "#simulator";
import { fusionsolarEmulator } from "../../src/drivers/fusionsolar/emulator.ts";
import { chargehqEmulator } from "../../src/publish/chargehq/emulator.ts";
import { addressOf, openBridgeHome, type Pushed } from "./support/bridge-home.ts";
import {
  inWords,
  judge,
  minutesOfAClairvoyant,
  type Outage,
  possibleMinutes,
  seconds,
  type Tally,
  tally,
} from "./support/bridge-verdict.ts";

const startAt = Date.UTC(2026, 5, 16, 22);
/** At five minutes sharp the vendor refuses. */
const askEveryMs = 304 * secondMs;
/** For so long a value of the cloud is told at all. */
const tellForMs = 2.5 * askEveryMs;

const house: Scenario = {
  name: "roof with a battery",
  startAt: "2026-06-17T00:00:00+02:00",
  weather: { cover: 0.4, cycleS: 300 },
  inverters: [
    {
      ...{ id: "roof", ratedW: 8_000, arrays: [{ peakW: 8_000, tiltDegrees: 30, azimuthDegrees: 180 }] },
      battery: { capacityWh: 10_000, maxChargeW: 5_000, maxDischargeW: 5_000 },
    },
  ],
};

interface Fault {
  readonly who: "cloud" | "chargehq";
  readonly atMinute: number;
  readonly kind: FaultKind;
  readonly forMinutes: number;
  readonly more?: FaultOptions;
}

/** A day as bad as users have told of, and worse. */
const faults: readonly Fault[] = [
  // The login ends, whatever its age.
  ...Array.from({ length: 47 }, (_, index) => ({
    ...({ who: "cloud", kind: "expired-login", atMinute: 30 * (index + 1) + 2, forMinutes: 30 } as const),
  })),
  // 407 on everything, the login included.
  { who: "cloud", kind: "rate-limited", atMinute: 95, forMinutes: 12 },
  { who: "cloud", kind: "rate-limited", atMinute: 640, forMinutes: 6 },
  { who: "cloud", kind: "rate-limited", atMinute: 655, forMinutes: 25 },
  // 407 on live values alone.
  { who: "cloud", kind: "rate-limited", atMinute: 1_010, forMinutes: 9, more: { path: "/thirdData/getDevRealKpi" } },
  { who: "cloud", kind: "unavailable", atMinute: 180, forMinutes: 50 },
  { who: "cloud", kind: "reset", atMinute: 760, forMinutes: 4 },
  { who: "cloud", kind: "nulls", atMinute: 480, forMinutes: 8 },
  { who: "cloud", kind: "nulls", atMinute: 830, forMinutes: 25 },
  { who: "cloud", kind: "html", atMinute: 1_200, forMinutes: 5 },
  { who: "chargehq", kind: "rate-limited", atMinute: 300, forMinutes: 3, more: { retryAfterS: 45 } },
  { who: "chargehq", kind: "unavailable", atMinute: 560, forMinutes: 7 },
  { who: "chargehq", kind: "hang", atMinute: 930, forMinutes: 2 },
];

/** A login that has ended costs no time: a new one is to be had at once. */
const outagesOf = (who: Fault["who"]): readonly Outage[] =>
  faults
    .filter((fault) => fault.who === who && fault.kind !== "expired-login")
    .map(({ atMinute, forMinutes }) => ({
      from: startAt + atMinute * minuteMs,
      until: startAt + (atMinute + forMinutes) * minuteMs,
    }));

/** The values that the cloud has lost are written as it does at times. */
function withoutValues(http: HttpClient): HttpClient {
  return {
    request: async (wanted) => {
      const response = await http.request(wanted);
      const body = response.body.replace(/"dataItemMap":\{[^}]*\}/g, (items) => items.replaceAll(":null", ':"N/A"'));
      return { ...response, body };
    },
  };
}

const limits = {
  ...{ from: startAt, until: startAt + 24 * hourMs, askEveryMs, tellForMs },
  ...{ sourceOutages: outagesOf("cloud"), targetOutages: outagesOf("chargehq") },
};

/**
 * The cloud has a sample every five minutes and does not tell, with the live values, when it was taken. All the same each
 * push is held against the house at the very second that it names.
 */
describe("a day of FusionSolar told to ChargeHQ, with nothing but an older bridge's variables", () => {
  let home: Awaited<ReturnType<typeof open>>;
  let pushes: readonly Pushed[] = [];
  let day: Tally;

  const open = () =>
    openBridgeHome({
      ...{ scenario: house, startAt, throughHttp: withoutValues },
      stands: { cloud: { emulator: fusionsolarEmulator }, chargehq: { emulator: chargehqEmulator } },
      environment: (credentialsOf) => {
        const { username = "", password = "", plant = "" } = credentialsOf("cloud");
        return {
          HUAWEI__BASEURI: addressOf("cloud"),
          HUAWEI__USERNAME: username,
          HUAWEI__PASSWORD: password,
          HUAWEI__STATIONNAME: plant,
          CHARGEHQ__APIKEY: credentialsOf("chargehq")["apiKey"] ?? "",
          CHARGEHQ__PUSHURI: `${addressOf("chargehq")}/api/public/push-solar-data`,
        };
      },
    });

  /** What names no time counts as of its last minute. */
  const expectedAt = ({ at, tsms }: Pushed) =>
    seconds(home.truth, tsms ?? at - minuteMs, tsms ?? at).map(({ solarW, gridW, batteryW }) => ({
      ...{ productionW: solarW, netImportW: gridW, batteryW },
    }));

  before(async () => {
    home = await open();
    for (const { who, atMinute, kind, forMinutes, more } of faults)
      home.clock.schedule(atMinute * minuteMs, () =>
        home.emulator(who).faults.set(kind, { forMs: forMinutes * minuteMs, ...more }),
      );
    await home.clock.runFor(24 * hourMs);
    pushes = home.heardBy("chargehq").pushes;
    day = tally(pushes, (push) => judge(push, expectedAt), limits, possibleMinutes(limits));
  });

  after(() => home.close());

  it("asks the history so rarely for the times of measurement that it stays far within the vendor's limit", () => {
    const asked = home
      .emulator("cloud")
      .calls()
      .filter(({ path }) => path.endsWith("/getDevHistoryKpi"));
    assert.ok(asked.length >= 1 && asked.length <= 12, `${asked.length} questions in a day`);
    assert.ok(asked.every(({ result }) => result !== "failCode-407"));
  });

  it("is right in 99 of 100 minutes in which the vendor's limits and outages allow it", (context) => {
    context.diagnostic(inWords("FusionSolar, 24 h with faults", day));
    const clairvoyant = tally(pushes, (push) => judge(push, expectedAt), limits, minutesOfAClairvoyant(limits));
    context.diagnostic(inWords("against one that knows when outages end", clairvoyant));
    assert.ok(day.possible > 1_200, `only ${day.possible} minutes count`);
    assert.ok(day.share >= 0.99, inWords("FusionSolar", day));
  });

  it("tells nothing wrong and nothing that does not balance", () => {
    assert.deepEqual([day.wrong, day.unbalanced], [0, 0]);
    assert.ok(day.pushes > 1_200);
  });
});
