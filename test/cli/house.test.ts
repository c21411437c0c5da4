import assert from "node:assert/strict";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { z } from "zod";
import { runCli } from "#cli";
import { createTestWorld } from "../support/world.ts";
import { type RunningSunsteer, startSunsteer } from "./support/sunsteer.ts";

const readyLine = z.object({
  ready: z.literal(true),
  drivers: z.array(z.string()),
  url: z.string(),
  urls: z.object({ foxess: z.string(), goe: z.string() }),
  credentials: z.object({ foxess: z.object({ apiKey: z.string(), serial: z.string() }), goe: z.object({}) }),
});

const stateShape = z.object({
  home: z.object({ name: z.string() }),
  house: z.object({ gridW: z.object({ value: z.number() }).optional() }),
  chargers: z.array(z.object({ id: z.string(), reading: z.object({ powerW: z.number() }).optional() })),
  devices: z.array(z.object({ id: z.string(), state: z.string(), since: z.number() })),
  reasons: z.array(z.object({ subject: z.string(), sentence: z.string() })),
});

const callsShape = z.object({ latest: z.array(z.object({ path: z.string(), result: z.string() })) });

/** What of the charger the hub may change, as its owner left it. */
const ownersSettings = "/api/status?filter=frc,amp,psm";

/** One after the other, as somebody would do it on an afternoon: two processes, real sockets, real time. */
describe("a house with two emulated devices and a hub of its own", () => {
  const folder = mkdtempSync(join(tmpdir(), "sunsteer-house-"));
  const file = join(folder, "sunsteer.yaml");
  const database = join(folder, "history.db");
  let emulators: RunningSunsteer;
  let ready: z.infer<typeof readyLine>;
  let hub: RunningSunsteer;
  let url: string;
  let ownersOwn: unknown;

  before(async () => {
    emulators = await startSunsteer(["emulate", "foxess", "goe"]);
    ready = readyLine.parse(JSON.parse(await emulators.firstLine));
    await change({ pvW: 6_000, loadW: 500, batterySocPercent: 95, carConnected: true, carSocPercent: 40 });
    ownersOwn = await get(`${ready.urls.goe}${ownersSettings}`);
    writeFileSync(file, configuration("Lake"));
  });

  after(async () => {
    await emulators.end("SIGTERM");
    rmSync(folder, { recursive: true, force: true });
  });

  it("emulators stand on one house and tell what they were asked", async () => {
    assert.deepEqual(ready.drivers, ["foxess", "goe"]);
    assert.notEqual(ready.urls.foxess, ready.urls.goe);
    for (const [index, each] of [ready.urls.goe, ready.urls.foxess].entries()) {
      await post(`${each}/_emulator/state`, { batterySocPercent: 70 + index });
      const other = each === ready.urls.goe ? ready.urls.foxess : ready.urls.goe;
      const { home } = z
        .object({ home: z.object({ inverters: z.array(z.object({ battery: z.object({ socPercent: z.number() }) })) }) })
        .parse(await get(`${other}/_emulator/state`));
      assert.equal(Math.round(home.inverters[0]?.battery.socPercent ?? 0), 70 + index);
    }
  });

  it("the check contacts both and sends neither of them a command", async () => {
    const { code, stdout, stderr } = await cli(["check"]);
    assert.equal(stderr, "");
    assert.equal(code, 0);
    assert.match(stdout, /^roof +foxess +answers +.*battery/m);
    assert.match(stdout, /^wallbox +goe +answers +charger/m);
    const { latest } = callsShape.parse(await get(`${ready.urls.goe}/_emulator/calls`));
    assert.ok(latest.length > 0);
    assert.deepEqual(
      latest.filter(({ path }) => path.includes("/api/set")),
      [],
    );
  });

  it("the hub reads both, decides, and says where it is", async () => {
    hub = await startSunsteer(["run", "--config", file]);
    const greeting = await hub.firstLine;
    assert.match(greeting, /^“Lake” runs: http:\/\/127\.0\.0\.1:\d+$/);
    url = greeting.replace(/.*: /, "");
    const state = await stateWhere(({ house, devices, reasons }) => {
      return house.gridW !== undefined && devices.every((device) => device.state === "ok") && reasons.length > 0;
    });
    assert.equal(state.devices.length, 2);
    assert.ok(state.chargers[0]?.reading !== undefined);
  });

  it("status shows the house in the reader's language", async () => {
    const english = await cli(["status", "--url", url]);
    assert.equal(english.code, 0);
    assert.match(english.stdout, /^Lake\n/);
    assert.match(english.stdout, /^wallbox +[\d.]+ k?W +solar: .+\.$/m);
    assert.match(english.stdout, /^roof +\d+ % .*The car gets the sun first, and the battery what is left\./m);
    assert.match(english.stdout, /^roof +foxess +ok +[\d,]+ of 1,440 calls left$/m);
    const german = await cli(["status", "--url", url], { LANG: "de_DE.UTF-8" });
    assert.match(german.stdout, /^Netz\S* +-?[\d,]+ k?W/m);
    const json = await cli(["status", "--url", url, "--json"]);
    assert.equal(stateShape.parse(JSON.parse(json.stdout)).home.name, "Lake");
  });

  it("why tells the reasons, of all or of one, newest first", async () => {
    const { code, stdout } = await cli(["why", "wallbox", "--url", url]);
    assert.equal(code, 0);
    assert.match(stdout, /^\d\d:\d\d {2}wallbox: .+\.$/m);
    const german = await cli(["why", "wallbox", "--url", url], { LANG: "de_DE.UTF-8" });
    assert.notEqual(german.stdout, stdout);
    const battery = await cli(["why", "roof", "--url", url], { LANG: "fr_FR.UTF-8" });
    assert.match(
      battery.stdout,
      /^\d\d:\d\d {2}roof: La voiture a le soleil en premier, la batterie le reste\. Rien d'autre/,
    );
    const json = await cli(["why", "--url", url, "--json"]);
    const { reasons } = z.object({ reasons: z.array(z.object({ at: z.number() })) }).parse(JSON.parse(json.stdout));
    const times = reasons.map(({ at }) => at);
    assert.deepEqual(
      times,
      times.toSorted((one, other) => other - one),
    );
  });

  it("takes over a changed configuration without losing what it knows", async () => {
    const known = await stateWhere(() => true);
    writeFileSync(file, configuration("Mountain", '  - { id: spare, driver: goe, host: "127.0.0.1:9" }\n'));
    hub.signal("SIGHUP");
    await hub.until(/The configuration was read again\./);
    const state = await stateWhere(({ devices }) => devices.length === 3);
    assert.equal(state.home.name, "Mountain");
    assert.ok(state.house.gridW !== undefined);
    for (const { id, since } of known.devices)
      assert.equal(state.devices.find((one) => one.id === id)?.since, since, id);
  });

  it("keeps the configuration it has when the new one is broken, and says why", async () => {
    writeFileSync(file, "version: 1\nhome: { name: 5 }\n");
    hub.signal("SIGHUP");
    await hub.until(
      /not taken over; the earlier one stays in force\. \S+sunsteer\.yaml:2: The setting home\.name has the wrong/,
    );
    assert.equal((await stateWhere(() => true)).home.name, "Mountain");
    writeFileSync(file, configuration("Mountain"));
  });

  it("steers the charger, and on being stopped puts back what its owner had set", async () => {
    await changedSettings();
    assert.equal(await hub.end("SIGTERM"), 0);
    assert.deepEqual(await get(`${ready.urls.goe}${ownersSettings}`), ownersOwn);
    assert.doesNotMatch(hub.stderr(), /^\s+at /m);
    assert.doesNotMatch(hub.stderr() + hub.stdout(), new RegExp(ready.credentials.foxess.apiKey));
  });

  it("exports what it recorded", async () => {
    assert.ok(existsSync(database));
    const list = await cli(["export", "--list"]);
    assert.ok(list.stdout.split("\n").includes("wallbox/charger.powerW"), list.stdout);
    const { code, stdout } = await cli(["export", "--series", "wallbox/charger.powerW"]);
    assert.equal(code, 0);
    const [head, ...lines] = stdout.split("\n");
    assert.equal(head, "time,series,value");
    assert.ok(lines.length > 0);
    for (const line of lines) assert.match(line, /^\d{4}-\d\d-\d\dT[\d:.]+Z,wallbox\/charger\.powerW,\d+(\.\d+)?$/);
    const means = await cli(["export", "--series", "wallbox/charger.powerW", "--resolution", "1h"]);
    assert.ok(means.stdout.split("\n").length <= 3);
  });

  it("refuses exports that cannot be, with what would be possible", async () => {
    const mistakes: readonly [readonly string[], RegExp][] = [
      [["--series", "moon/tide"], /no series “moon\/tide”/],
      [["--from", "yesterday"], /--from cannot be “yesterday”/],
      [["--resolution", "some"], /--resolution cannot be “some”/],
      [["--from", "2026-06-02", "--to", "2026-06-01"], /--from cannot be “2026-06-02”/],
    ];
    for (const [words, what] of mistakes) {
      const { code, stdout, stderr } = await cli(["export", ...words]);
      assert.equal(code, 2);
      assert.equal(stdout, "");
      assert.match(stderr, what);
    }
  });

  function configuration(name: string, more = ""): string {
    const { apiKey, serial } = ready.credentials.foxess;
    return [
      `version: 1\nhome: { name: ${name} }\ndevices:`,
      `  - { id: roof, driver: foxess, url: "${ready.urls.foxess}", apiKey: ${apiKey}, serial: ${serial} }`,
      `  - { id: wallbox, driver: goe, url: "${ready.urls.goe}" }`,
      `${more}control: { chargers: { wallbox: { mode: solar } } }`,
      `http: { port: 0 }\nhistory: { path: ${database} }\n`,
    ].join("\n");
  }

  async function cli(words: readonly string[], environment: Record<string, string> = {}) {
    const world = createTestWorld(environment);
    const needsFile = !words.includes("--url");
    const code = await runCli(needsFile ? [...words, "--config", file] : words, world);
    world.dispose();
    return { code, stdout: world.printed.join("\n"), stderr: world.told.join("\n") };
  }

  /** The first state that is so, as the page would be told of it. */
  async function stateWhere(holds: (state: z.infer<typeof stateShape>) => boolean) {
    const response = await fetch(`${url}/api/events`);
    assert.ok(response.body !== null);
    let text = "";
    for await (const chunk of response.body.pipeThrough(new TextDecoderStream())) {
      text += chunk;
      const state = stateShape.parse(await get(`${url}/api/state`));
      if (holds(state)) return state;
    }
    return assert.fail(`the events ended: ${text}`);
  }

  /** Resolves when the charger's settings are no longer its owner's. */
  async function changedSettings(): Promise<void> {
    await change({ pvW: 0, loadW: 3_000 });
    while (JSON.stringify(await get(`${ready.urls.goe}${ownersSettings}`)) === JSON.stringify(ownersOwn))
      await stateWhere(() => true);
  }

  function change(patch: Record<string, unknown>): Promise<void> {
    return post(`${ready.url}/_emulator/state`, patch);
  }

  async function post(address: string, body: Record<string, unknown>): Promise<void> {
    const response = await fetch(address, { method: "POST", body: JSON.stringify(body) });
    assert.equal(response.status, 200, await response.text());
  }

  async function get(address: string): Promise<unknown> {
    return (await fetch(address)).json();
  }
});

describe("one emulator", () => {
  it("says in one line where it is and what lets one in, and ends with 0", async () => {
    const emulator = await startSunsteer(["emulate", "foxess", "--credentials", "apiKey=my-key-0815"]);
    const line = JSON.parse(await emulator.firstLine);
    assert.deepEqual(Object.keys(line), ["ready", "driver", "url", "credentials"]);
    assert.equal(line.driver, "foxess");
    assert.equal(line.credentials.apiKey, "my-key-0815");
    assert.equal((await fetch(`${line.url}/_emulator/calls`)).status, 200);
    const other = await startSunsteer(["emulate", "goe", "--port", new URL(line.url).port]);
    assert.equal(await other.ended, 1);
    assert.match(other.stderr(), /port \d+/i);
    assert.equal(other.stdout(), "");
    assert.equal(await emulator.end("SIGINT"), 0);
  });
});
