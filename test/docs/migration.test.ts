import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { before, describe, it } from "node:test";
import { parse } from "yaml";
import { z } from "zod";
import { runCli } from "#cli";
import { hourMs, minuteMs } from "#domain";
import type { HttpClient } from "#platform";
import { toPath } from "../../src/cli/old-bridges/old-settings.ts";
import { fusionsolarEmulator } from "../../src/drivers/fusionsolar/emulator.ts";
import { chargehqEmulator } from "../../src/publish/chargehq/emulator.ts";
import { addressOf, openBridgeHome } from "../e2e/support/bridge-home.ts";
import { createTestWorld } from "../support/world.ts";
import { fencedBlocks, readDoc, tableAfter } from "./support/markdown.ts";

const page = readDoc("docs/migration.md");
const blocks = fencedBlocks(page);

const composeFile = z.object({
  services: z.record(
    z.string(),
    z.strictObject({
      image: z.string(),
      restart: z.string(),
      environment: z.array(z.string()),
      volumes: z.array(z.string()),
    }),
  ),
  volumes: z.record(z.string(), z.unknown()),
});
const composeTexts = blocks.filter(({ language }) => language === "yml").map(({ text }) => text);
const [before_, after] = composeTexts.map((text) => composeFile.parse(parse(text)));

describe("the migration page's compose files", () => {
  it("differ in the image alone, and in that the volume is only read", () => {
    assert.ok(before_ !== undefined && after !== undefined);
    const [[name, old] = []] = Object.entries(before_.services);
    const [[newName, now] = []] = Object.entries(after.services);
    assert.ok(old !== undefined && now !== undefined);
    assert.equal(newName, name);
    assert.equal(old.image, "danwale/huaweifusionsolar2chargehq:latest");
    assert.deepEqual(now, { ...old, image: "sunsteer", volumes: old.volumes.map((volume) => `${volume}:ro`) });
    assert.deepEqual(before_.volumes, after.volumes);
  });

  it("become the configuration that the page shows", async () => {
    const shown = blocks.find(({ language }) => language === "yaml");
    const world = createTestWorld();
    try {
      writeFileSync(join(world.workingDirectory, "docker-compose.yml"), composeTexts[0] ?? "");
      assert.equal(await runCli(["import", "docker-compose.yml", "--output", "-"], world), 0);
      assert.deepEqual(parse(world.printed.join("\n")), parse(shown?.text ?? ""));
      assert.match(world.told.join("\n"), /huawei:pollrate never had an effect/);
    } finally {
      world.dispose();
    }
  });
});

describe("the migration page's table of settings", () => {
  const told = tableAfter("capitals never mattered", page).map(([old = ""]) => old.replaceAll("`", ""));

  it("has every setting that is read", () => {
    const source = readFileSync(new URL("../../src/cli/old-bridges/translate.ts", import.meta.url), "utf8");
    const settings = /"((?:huawei|growatt|iotawatt|chargehq|routing|serilog):[a-z]+|maxerrors)"/g;
    const read = new Set(Array.from(source.matchAll(settings), ([, path]) => path));
    assert.ok(read.size > 15, `${read.size} settings`);
    const named = new Set(told.map(toPath));
    assert.deepEqual(
      [...read].filter((path) => !named.has(path)),
      [],
    );
  });

  it("names nothing that would not be recognised", () => {
    const others = ["TZ", "ConfigPath"];
    assert.deepEqual(
      told.filter((name) => toPath(name) === undefined && !others.includes(name)),
      [],
    );
  });
});

/** What a user of the older bridge reads in the log, in all the situations that the page's table is about. */
async function saidBy(situation: Situation): Promise<string> {
  const home = await openBridgeHome({
    scenario: {
      name: "house",
      weather: { cover: 0 },
      inverters: [
        {
          ...{ ratedW: 8_000, arrays: [{ peakW: 8_000 }] },
          battery: { capacityWh: 10_000, maxChargeW: 5_000, maxDischargeW: 5_000 },
        },
      ],
    },
    startAt: Date.UTC(2026, 5, 17, 8),
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
        ...situation.environment,
      };
    },
    ...(situation.throughHttp === undefined ? {} : { throughHttp: situation.throughHttp }),
  });
  try {
    situation.happen?.(home);
    await home.clock.runFor((situation.hours ?? 0.25) * hourMs);
    const { password = "-", apiKey = "-" } = {
      ...home.emulator("cloud").credentials,
      ...home.emulator("chargehq").credentials,
    };
    const said = [...home.greeting, ...home.lines.map(({ message, fields }) => `${message} ${JSON.stringify(fields)}`)];
    for (const line of said) assert.ok(!line.includes(password) && !line.includes(apiKey), line);
    return said.join("\n");
  } finally {
    await home.close();
  }
}

type Home = Awaited<ReturnType<typeof openBridgeHome<"cloud" | "chargehq">>>;

interface Situation {
  readonly environment?: Readonly<Record<string, string>>;
  readonly hours?: number;
  readonly happen?: (home: Home) => void;
  readonly throughHttp?: (http: HttpClient) => HttpClient;
}

/** A plant whose inverters nobody has listed. */
function withoutInverters(http: HttpClient): HttpClient {
  return {
    request: async (wanted) => {
      const response = await http.request(wanted);
      return { ...response, body: response.body.replaceAll('"devTypeId":38', '"devTypeId":62') };
    },
  };
}

const situations: readonly Situation[] = [
  {
    hours: 4,
    happen: ({ clock, emulator }) => {
      emulator("cloud").quirks.set("meter-offline", true);
      clock.schedule(40 * minuteMs, () => emulator("cloud").faults.set("unavailable", { forMs: 30 * minuteMs }));
      clock.schedule(100 * minuteMs, () => emulator("cloud").faults.set("rate-limited", { forMs: 30 * minuteMs }));
      clock.schedule(160 * minuteMs, () => emulator("chargehq").faults.set("unavailable", { forMs: 5 * minuteMs }));
      clock.schedule(190 * minuteMs, () => emulator("chargehq").faults.set("expired-login", { forMs: 5 * minuteMs }));
    },
  },
  { environment: { HUAWEI__STATIONNAME: "Moon Lane 1" } },
  { environment: { HUAWEI__PASSWORD: "wrong" } },
  { environment: { CHARGEHQ__APIKEY: "" } },
  { happen: ({ emulator }) => emulator("cloud").quirks.set("no-plants", true) },
  { throughHttp: withoutInverters },
];

describe("what the migration page says to look for in the log", () => {
  let said = "";
  before(async () => {
    said = (await Promise.all(situations.map(saidBy))).join("\n");
  });

  const rows = tableAfter("a\nsentence with the remedy", page);
  it("is told for every message that users of the older bridges searched for", () => {
    assert.ok(rows.length >= 20, `${rows.length} rows`);
  });

  for (const [old = "", now = "", means = ""] of rows) {
    const quoted = Array.from(`${now} ${means}`.matchAll(/`([^`]+)`/g), ([, text = ""]) => text);
    const wanted = quoted.filter((text) => text !== "debug");
    if (wanted.length === 0) continue;
    it(`is really said in the place of ${old}`, () => {
      assert.deepEqual(
        wanted.filter((text) => !said.includes(text)),
        [],
        said.slice(0, 2_000),
      );
    });
  }
});
