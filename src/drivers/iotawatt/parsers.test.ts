import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { ProblemError } from "#domain";
import type { HttpClient } from "#platform";
import { isComplaint, toAddress } from "./address.ts";
import { createIotawattClient } from "./client.ts";
import { iotawattConfig } from "./config.ts";
import { answerChallenge, parseChallenge } from "./digest.ts";
import { findSeries } from "./find-series.ts";
import { toReadings } from "./mapping.ts";
import { powersOf } from "./powers.ts";
import { queryError } from "./replies.ts";

const clock = { now: () => 1_750_000_000_000 };

function answering(body: string, status = 200, headers: Readonly<Record<string, string>> = {}): HttpClient {
  return { request: async () => ({ status, headers, body }) };
}

/** A good answer that lost its end, or any JSON at all, or any text. */
const bodies = fc.oneof(
  fc.json(),
  fc.string(),
  fc.integer({ min: 0, max: 60 }).map((length) => '{"series":[{"name":"Mains","unit":"Watts"}]}'.slice(0, length)),
  fc.integer({ min: 0, max: 30 }).map((length) => "[[-1520.3,4010,2489.7]]".slice(0, length)),
  fc
    .array(fc.array(fc.oneof(fc.double(), fc.string(), fc.constant(null), fc.object())))
    .map((rows) => JSON.stringify(rows)),
);

async function isHonest(work: Promise<unknown>): Promise<boolean> {
  try {
    await work;
    return true;
  } catch (error) {
    return error instanceof ProblemError && error.problem.kind !== "bug";
  }
}

describe("whatever a device answers", () => {
  it("becomes values or a problem, never a crash and never a number that is none", async () => {
    await fc.assert(
      fc.asyncProperty(bodies, fc.constantFrom(200, 400, 401, 404, 500), async (body, status) => {
        const client = createIotawattClient({ url: "http://meter", http: answering(body, status), clock });
        const table = client.table({ columns: ["Mains"], begin: "d", end: "s", group: "1h" });
        assert.ok((await isHonest(client.series())) && (await isHonest(table)));
        const live = await client.live(["Mains", "Solar"], 10).catch(() => new Map<string, number>());
        for (const value of live.values()) assert.ok(Number.isFinite(value));
        const readings = toReadings(
          powersOf(live, { grid: ["Mains"], pv: ["Solar"] }, new Set()),
          { grid: 1, pv: 1 },
          clock.now(),
        );
        for (const reading of readings)
          assert.ok(
            "powerW" in reading && Number.isFinite(reading.powerW) && (reading.kind !== "solar" || reading.powerW >= 0),
          );
      }),
    );
  });

  it("an array instead of an object and an object instead of a row are refused", async () => {
    for (const body of ["[]", '{"series":{}}', '{"series":[{"name":7}]}', "null"]) {
      const client = createIotawattClient({ url: "http://meter", http: answering(body), clock });
      await assert.rejects(client.series(), { name: "ProblemError" });
    }
  });

  it("a missing cell is missing, and a number written as text is a number", async () => {
    const client = createIotawattClient({ url: "http://meter", http: answering('[[null,"12.5"," "]]'), clock });
    assert.deepEqual([...(await client.live(["a", "b", "c"], 10))], [["b", 12.5]]);
  });

  it("reasons for a refusal are short, whatever they are", () => {
    fc.assert(fc.property(fc.string({ maxLength: 2_000 }), (body) => queryError(body).length <= 200));
    assert.equal(queryError('{"error":"invalid query. Invalid series: Slar"}'), "invalid query. Invalid series: Slar");
  });
});

describe("a challenge", () => {
  it("is read in any case and order, with and without quotes", () => {
    const expected = { realm: "r", nonce: "n", hasQop: true };
    for (const header of ['Digest realm="r",qop="auth",nonce="n"', "digest NONCE=n, qop=auth, Realm=r"])
      assert.deepEqual(parseChallenge(header), expected);
    assert.deepEqual(parseChallenge(['Basic realm="x"', 'Digest nonce="n", realm="r"']), {
      ...expected,
      hasQop: false,
    });
  });

  it("of another kind is none", () => {
    for (const header of [
      undefined,
      "",
      'Basic realm="x"',
      "Digest",
      'Digest nonce="n",algorithm=SHA-256',
      'Digest qop="auth-int",nonce="n"',
    ])
      assert.equal(parseChallenge(header), undefined);
  });

  it("never breaks the reader", () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        parseChallenge(`Digest ${text}`);
        return true;
      }),
    );
  });

  it("is answered like the example of RFC 2617", () => {
    const header = answerChallenge(
      {
        realm: "testrealm@host.com",
        nonce: "dcd98b7102dd2f0e8b11d0f600bfb0c093",
        hasQop: true,
        opaque: "5ccc069c403ebaf9f0171e9517f40e41",
      },
      {
        ...{ method: "GET", uri: "/dir/index.html", username: "Mufasa", password: "Circle Of Life" },
        ...{ count: 1, clientNonce: "0a4f113b" },
      },
    );
    assert.match(header, /response="6629fae49393a05397450978507c4ef1"/);
    assert.match(header, /nc=00000001/);
  });
});

describe("an address", () => {
  it("gives up its login and keeps its path", () => {
    const address = toAddress({ url: "https://user:p%40ss%20word@proxy.local:8443/meter/" });
    assert.ok(!isComplaint(address));
    assert.equal(address.url, "https://proxy.local:8443/meter");
    assert.deepEqual([address.login?.username, address.login?.password.reveal()], ["user", "p@ss word"]);
  });

  it("that is none is told as that", () => {
    for (const url of ["", "iotawatt", "ftp://iotawatt.local", "http://", "://x"])
      assert.deepEqual(toAddress({ url }), { part: "url", error: "iotawatt.bad-url" });
    assert.deepEqual(toAddress({ url: "http://user@meter" }), { part: "password", error: "iotawatt.no-password" });
  });

  it("of any text either is one or is told as none", () => {
    fc.assert(
      fc.property(fc.webUrl(), fc.string(), (url, text) => {
        assert.ok(!isComplaint(toAddress({ url })));
        const other = toAddress({ host: text });
        assert.ok(isComplaint(other) || /^https?:\/\/\S+$/.test(other.url));
      }),
    );
  });
});

describe("an entry of the configuration", () => {
  it("takes one series or several for each part of the house", () => {
    const parsed = iotawattConfig.parse({ host: "meter", series: { grid: ["A", "B"], pv: "Sun" } });
    assert.deepEqual(parsed.series, { grid: ["A", "B"], pv: ["Sun"] });
    assert.equal(parsed.url, "http://meter");
  });

  const wrong: readonly (readonly [string, object])[] = [
    ["iotawatt.no-address", {}],
    ["iotawatt.no-address", { host: "a", url: "http://a" }],
    ["iotawatt.bad-url", { url: "nowhere" }],
    ["iotawatt.no-password", { host: "a", username: "user" }],
    ["iotawatt.invert-unnamed", { host: "a", series: { grid: "Mains" }, invert: ["Solar"] }],
    ["iotawatt.empty-series", { host: "a", invert: [""] }],
  ];
  for (const [code, entry] of wrong)
    it(`${JSON.stringify(entry)} is refused as ${code}`, () => {
      const { error } = iotawattConfig.safeParse(entry);
      assert.equal(error?.issues[0]?.message, code);
    });
});

describe("series are found by name", () => {
  const found = (...names: readonly string[]) => findSeries(names.map((name) => ({ name, unit: "Watts" })));

  it("in the maker's examples and the old bridge's", () => {
    assert.deepEqual(found("Mains", "Solar", "Consumption"), {
      grid: ["Mains"],
      pv: ["Solar"],
      load: ["Consumption"],
    });
    assert.deepEqual(found("Main_1", "Main_2", "Solar", "Total_Power"), {
      grid: ["Main_1", "Main_2"],
      pv: ["Solar"],
      load: ["Total_Power"],
    });
    assert.deepEqual(found("Grid L1", "Grid L2", "Grid L3", "pv"), {
      grid: ["Grid L1", "Grid L2", "Grid L3"],
      pv: ["pv"],
    });
  });

  it("the sum counts and not its parts as well", () => {
    assert.deepEqual(found("Main_1", "Main_2", "Mains").grid, ["Mains"]);
  });

  it("two that fit are not guessed between, and other units are none", () => {
    assert.equal(found("Mains", "Grid").grid, undefined);
    assert.deepEqual(findSeries([{ name: "Mains", unit: "Volts" }]), {});
  });

  it("whatever they are called, each role gets series that are there", () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.string({ minLength: 1 })), (names) => {
        for (const own of Object.values(found(...names))) assert.ok(own.every((name) => names.includes(name)));
      }),
    );
  });
});
