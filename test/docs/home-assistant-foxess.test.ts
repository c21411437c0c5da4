import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, describe, it } from "node:test";
import { parseDocument } from "yaml";
import { z } from "zod";
import { minuteMs, Secret } from "#domain";
import { attachEmulator, createAccounts, createEmulator } from "#driver-kit";
import { createMemoryStateStore } from "#history";
import { createHttpServer } from "#http";
import { createHub, loadConfig } from "#hub";
import { createLoopbackNetwork, createRandom, createSystemClock, createVirtualClock, silentLog } from "#platform";
import { createSimulatedHome } from "#simulator";
import { foxessDriver } from "../../src/drivers/foxess/driver.ts";
import { foxessEmulator } from "../../src/drivers/foxess/emulator.ts";
import { plainSentences } from "../../src/http/testing/plain-sentences.ts";
import { createTestWorld } from "../support/world.ts";

const page = readFileSync(new URL("../../docs/home-assistant-foxess.md", import.meta.url), "utf8");
const blocks = Array.from(page.matchAll(/```ya?ml\n([\s\S]*?)```/g), ([, text = ""]) => text);
const curls = Array.from(page.matchAll(/curl -s [^`\n]*/g), ([line]) => line);
const token = "long enough";
const batteries = [{ ratedW: 8_000, battery: { capacityWh: 10_000, maxChargeW: 5_000, maxDischargeW: 5_000 } }];

/** The hub of the page, its inverter in virtual time, its requests over a real socket. */
function startHub() {
  const world = createTestWorld();
  const clock = createVirtualClock(Date.UTC(2026, 5, 17, 10));
  const network = createLoopbackNetwork(clock);
  const home = createSimulatedHome({ name: "test", inverters: batteries }, { clock });
  const emulator = createEmulator(foxessEmulator, { home, clock, random: createRandom(5), profile: "H3" });
  attachEmulator(network, "http://foxess.emulator", emulator);
  const { apiKey = "", serial = "" } = emulator.credentials;
  const [text = ""] = blocks;
  const loaded = loadConfig("page", text.replace("60KE80200000001", `${serial}, url: "http://foxess.emulator"`), {
    ...{ drivers: [foxessDriver], targets: [], readSecretFile: () => undefined },
    environment: { FOXESS_API_KEY: apiKey, SUNSTEER_PASSWORD: token },
  });
  assert.ok(loaded.isUsable, JSON.stringify(loaded));
  const history = world.openHistory({ path: ":memory:", clock, mode: "inline" });
  const hub = createHub(loaded.config, {
    ...{ drivers: [foxessDriver], targets: [], clock, log: silentLog, history, store: createMemoryStateStore() },
    accounts: createAccounts({ directory: "memory", clock, http: network.http, log: silentLog }),
    random: createRandom(1),
  });
  const server = createHttpServer({
    ...{ homes: [hub], pageDirectory: "/nowhere", log: silentLog, clock: createSystemClock() },
    sentences: plainSentences,
    config: { host: "127.0.0.1", port: 0, password: new Secret(token) },
  });
  const workMode = () => JSON.parse(JSON.stringify(emulator.describe()))["rulingMode"];
  const close = async () => {
    const closed = Promise.all([server.close(), hub.stop()]);
    await clock.runFor(minuteMs);
    await closed;
    await history.close();
    world.dispose();
  };
  return { clock, hub, server, workMode, close };
}

/** The request that a `curl` line makes; an option that the page does not use today fails the test. */
function readCurl(line: string, variables: Readonly<Record<string, string>>) {
  const words = Array.from(
    line.matchAll(/'([^']*)'|"([^"]*)"|(\S+)/g),
    ([, literal, quoted, bare]) =>
      literal ?? (quoted ?? bare ?? "").replace(/\$([A-Z]+)/g, (_, name: string) => variables[name] ?? ""),
  );
  assert.equal(words.shift(), "curl");
  const headers: Record<string, string> = {};
  let method = "GET";
  let body: string | undefined;
  let address = "";
  for (let word = words.shift(); word !== undefined; word = words.shift()) {
    if (word === "-s") continue;
    if (word === "-X") method = words.shift() ?? "";
    else if (word === "-d") body = words.shift();
    else if (word === "-H") {
      const [name = "", value = ""] = (words.shift() ?? "").split(": ");
      headers[name] = value;
    } else {
      assert.match(word, /^http:/, `curl option ${word}`);
      address = word;
    }
  }
  return { method, address, headers, body };
}

describe("the page for users of the FoxESS script", () => {
  const house = startHub();
  let url = "";
  before(async () => {
    url = (await house.server.listen()).url;
    await house.clock.runFor(5 * minuteMs);
  });
  after(() => house.close());

  /** Does what the line on the page would do, while the house's time goes on; a machine without curl can test it too. */
  const run = async (line: string) => {
    const { method, address, headers, body } = readCurl(line, { HUB: url.replace(/\/$/, ""), TOKEN: token });
    let isDone = false;
    const answered = fetch(address, { method, headers, ...(body === undefined ? {} : { body }) }).finally(() => {
      isDone = true;
    });
    while (!isDone) {
      await new Promise(setImmediate);
      await house.clock.runFor(10);
    }
    const response = await answered;
    const text = await response.text();
    await house.clock.runFor(3 * minuteMs);
    return { status: String(response.status), body: JSON.parse(text) };
  };

  it("has a line for each of the old shell commands, and each does its work", async () => {
    const sets = curls.filter((line) => line.includes("/values/WorkMode"));
    const modes = sets.map((line) => /"value":"(\w+)"/.exec(line)?.[1]);
    assert.deepEqual(modes, ["SelfUse", "Backup", "Feedin", "PeakShaving"]);
    for (const [index, line] of [...sets.slice(1), sets[0] ?? ""].entries()) {
      const { status, body } = await run(line);
      assert.equal(status, "200", JSON.stringify(body));
      assert.equal(house.workMode(), [...modes.slice(1), modes[0]][index]);
    }
  });

  it("reads the mode, which the sensor takes from the first battery", async () => {
    const line = curls.find((each) => each.endsWith("/api/state")) ?? "";
    const { status, body } = await run(line);
    assert.deepEqual([status, body.batteries[0].id, body.batteries[0].mode], ["200", "roof", "SelfUse"]);
  });

  it("holds the battery and gives it back", async () => {
    const [hold = "", release = ""] = curls.filter((line) => line.includes("/api/batteries/"));
    assert.equal((await run(hold)).status, "200");
    assert.equal(house.workMode(), "Backup");
    assert.equal((await run(release)).status, "200");
    assert.equal(house.workMode(), "SelfUse");
  });

  it("tells of the car, and the battery is held as long as it is told", async () => {
    for (const line of curls.filter((each) => each.includes("/api/signals/"))) {
      assert.equal((await run(line)).status, "200");
      assert.equal(house.workMode(), "Backup");
    }
    await house.clock.runFor(16 * minuteMs);
    assert.equal(house.workMode(), "SelfUse");
  });

  it("lets nobody in without the token", async () => {
    const { status } = await run(curls[0]?.replace("$TOKEN", "guess") ?? "");
    assert.equal(status, "401");
  });

  it("says the same in Home Assistant's words as by hand", () => {
    const commandSchema = z.object({ url: z.string(), method: z.string(), payload: z.string() });
    const parsed = parseDocument(blocks[1] ?? "", { merge: true, customTags: [{ tag: "!secret", resolve: String }] });
    const { rest_command: commands } = z
      .object({ rest_command: z.record(z.string(), commandSchema) })
      .parse(parsed.toJS());
    assert.deepEqual(Object.keys(commands).slice(0, 4), [
      "foxess_self_use",
      "foxess_backup",
      "foxess_feedin",
      "foxess_peakshaving",
    ]);
    for (const { url: address, method, payload } of Object.values(commands)) {
      const body = payload.replace("{{ charging | tojson }}", "true");
      const path = new URL(address).pathname;
      const byHand = curls.some(
        (line) =>
          line.includes(`-X ${method.toUpperCase()} `) && line.includes(`-d '${body}'`) && line.endsWith(`$HUB${path}`),
      );
      assert.ok(byHand, `${method} ${path} ${body}`);
    }
  });
});
