// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the file format writes its own variables this way
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { z } from "zod";
import { Secret } from "#domain";
import type { AnyDriver } from "#driver-kit";
import { loadConfig } from "./load-config.ts";

const toyConfig = z.strictObject({
  host: z.string(),
  serial: z.string().optional(),
  token: z
    .string()
    .min(6)
    .transform((text) => new Secret(text))
    .optional(),
});

const driver: AnyDriver = {
  id: "toy",
  label: "Toy",
  summary: { en: "Toy.", de: "Spielzeug.", fr: "Jouet." },
  models: [],
  capabilities: ["meter"],
  reach: "local",
  config: toyConfig,
  calls: { rules: [], isLasting: false, classify: () => ({ callClass: "read", endpoint: "/" }) },
  text: { problems: {}, labels: {} },
  bind: (raw) => {
    const { host } = toyConfig.parse(raw);
    return { identity: { account: host }, connect: () => Promise.reject(new Error("not in this test")) };
  },
};

const environment = { KEY: "geheim", EMPTY: "" };

function load(text: string) {
  return loadConfig("sunsteer.yaml", text, {
    drivers: [driver],
    targets: [],
    environment,
    readSecretFile: (path) => (path === "/run/secrets/host" ? "10.0.0.7\n" : undefined),
  });
}

function usable(text: string) {
  const loaded = load(text);
  if (!loaded.isUsable) assert.fail(JSON.stringify(loaded.problems));
  return loaded.config;
}

function faults(text: string) {
  const loaded = load(text);
  if (loaded.isUsable) assert.fail("should not be usable");
  return loaded.problems.map(({ code, facts }) => ({ code, ...facts }));
}

function deviceFault(text: string) {
  const [device] = usable(text).devices;
  assert.equal(device?.bound, undefined);
  return { code: device?.problem?.code, ...device?.problem?.facts };
}

describe("a sound configuration", () => {
  it("gets defaults where the owner said nothing", () => {
    const config = usable("version: 1\n");
    assert.equal(config.http.host, "127.0.0.1");
    assert.equal(config.http.port, 7171);
    assert.deepEqual(config.home.grid, { phases: 3, voltageV: 230, maxCurrentA: 35 });
    assert.deepEqual(config.devices, []);
  });

  it("takes variables from the environment and from secret files", () => {
    const config = usable(
      "version: 1\ndevices:\n  - { id: a, driver: toy, host: '${file:/run/secrets/host}', serial: 'x${KEY}' }\n",
    );
    assert.deepEqual(config.devices[0]?.bound?.identity, { account: "10.0.0.7" });
  });

  it("takes variables without quotes too, also inside braces and next to other text", () => {
    const config = usable("version: 1\ndevices: [{ id: a, driver: toy, host: ${KEY}.local, serial: ${KEY} }]\n");
    assert.deepEqual(config.devices[0]?.bound?.identity, { account: "geheim.local" });
  });

  it("reads intervals, roles and a goal by a time of day", () => {
    const config = usable(
      [
        "version: 1",
        "devices: [{ id: a, driver: toy, host: h, every: 30s, roles: [grid], prefer: 2 }]",
        "control: { chargers: { a: { mode: solar+min, goal: { energyKWh: 10, by: '07:00' } } } }",
      ].join("\n"),
    );
    assert.equal(config.devices[0]?.everyMs, 30_000);
    assert.deepEqual(config.devices[0]?.roles, ["grid"]);
    assert.deepEqual(config.control.chargers["a"]?.goal, { byTime: "07:00", energyWh: 10_000 });
  });

  it("after how long a paused car is woken, one minute to two hours", () => {
    const text = (wakeAfter: string) =>
      `version: 1\ndevices: [{ id: a, driver: toy, host: h }]\ncontrol: { chargers: { a: { wakeAfter: ${wakeAfter} } } }\n`;
    assert.equal(usable(text("10m")).control.chargers["a"]?.wakeAfterMs, 600_000);
    for (const wrong of ["10s", "3h", "soon"]) {
      assert.match(JSON.stringify(faults(text(wrong))), /wakeAfter/, wrong);
    }
  });

  it("who gets the sun first, where watts alone mean a share as they do in a request", () => {
    const sharing = (settings: string) => {
      const control = `control: { batteries: { a: { ${settings} } } }`;
      const { share, shareW } =
        usable(`version: 1\ndevices: [{ id: a, driver: toy, host: h }]\n${control}\n`).control.batteries["a"] ?? {};
      return [share, shareW];
    };
    assert.deepEqual(sharing("share: share, shareW: 2000"), ["share", 2_000]);
    assert.deepEqual(sharing("shareW: 1500"), ["share", 1_500]);
    assert.deepEqual(sharing("share: battery-first"), ["battery-first", undefined]);
    assert.deepEqual(sharing(""), [undefined, undefined]);
  });

  it("rules of a battery's owner", () => {
    const rules = {
      noon: { intent: "feed-in", from: "12:00", until: "18:00", solarAboveW: 2_000 },
      car: { intent: "reserve", reservePercent: 40, whileCharging: true, priority: 5, socAbovePercent: 30 },
    };
    const control = JSON.stringify({ batteries: { a: { rules } } });
    const config = usable(`version: 1\ndevices: [{ id: a, driver: toy, host: h }]\ncontrol: ${control}\n`);
    assert.deepEqual(config.control.batteries["a"]?.rules, {
      noon: { intent: { kind: "feed-in" }, priority: 50, fromTime: "12:00", untilTime: "18:00", solarAboveW: 2_000 },
      car: { intent: { kind: "reserve", percent: 40 }, priority: 5, whileCharging: [], socAbovePercent: 30 },
    });
  });
});

describe("a fault of the file makes it unusable and names the line", () => {
  const rows: readonly [string, string, Record<string, unknown>][] = [
    ["a YAML syntax error", "version: 1\nhome: { id: 'x\n", { code: "config.syntax" }],
    [
      "an alias that may be a password",
      "version: 1\nhttp: { password: *geheim }\n",
      { code: "config.syntax", found: "Unresolved alias" },
    ],
    [
      "a password that is too short, without showing it",
      "version: 1\nhttp: { password: geheim }\n",
      { code: "config.too-short", least: 8, found: undefined },
    ],
    ["an unknown top-level key", "version: 1\ndevise: []\n", { code: "config.unknown-key", found: "devise", line: 2 }],
    [
      "a wrong type",
      "version: 1\nhttp:\n  port: viele\n",
      { code: "config.wrong-type", key: "http.port", line: 3, found: "viele" },
    ],
    [
      "an impossible value",
      "version: 1\nhttp:\n  port: 99999\n",
      { code: "config.bad-value", line: 3, allowed: "≤ 65535" },
    ],
    [
      "an unknown time zone",
      "version: 1\nhome:\n  timeZone: Mond/Nord\n",
      { code: "config.bad-value", line: 3, found: "Mond/Nord" },
    ],
    [
      "a version it does not know",
      "version: 7\n",
      { code: "config.newer-version", key: "version", version: 7, newest: 1, line: 1 },
    ],
    [
      "an unset variable outside the entries",
      "version: 1\nhttp:\n  host: ${NOPE}\n",
      { code: "config.unset-variable", name: "NOPE", line: 3 },
    ],
    [
      "two devices with one id",
      "version: 1\ndevices:\n  - { id: a, driver: toy, host: h }\n  - { id: a, driver: toy, host: h }\n",
      { code: "config.duplicate-id", found: "a", line: 4 },
    ],
    [
      "a share of nothing said",
      "version: 1\ncontrol:\n  batteries:\n    roof:\n      evGuard: true\n      share: share\n",
      {
        code: "config.share-needs-watts",
        key: "control.batteries.roof.share",
        found: "share",
        mostW: 100_000,
        line: 6,
      },
    ],
    [
      "a share of no watts",
      "version: 1\ncontrol:\n  batteries:\n    roof: { share: share, shareW: 0 }\n",
      { code: "config.bad-value", key: "control.batteries.roof.shareW", found: "0", allowed: "> 0", line: 4 },
    ],
    [
      "a share below nothing",
      "version: 1\ncontrol:\n  batteries:\n    roof: { share: share, shareW: -2000 }\n",
      { code: "config.bad-value", found: "-2000", allowed: "> 0", line: 4 },
    ],
    [
      "a share that no house has",
      "version: 1\ncontrol:\n  batteries:\n    roof:\n      share: share\n      shareW: 2000000\n",
      { code: "config.bad-value", found: "2000000", allowed: "≤ 100000", line: 6 },
    ],
    [
      "a share with its unit",
      "version: 1\ncontrol:\n  batteries:\n    roof: { share: share, shareW: 2 kW }\n",
      { code: "config.wrong-type", found: "2 kW", expected: "number", line: 4 },
    ],
    [
      "a sharing nobody knows",
      "version: 1\ncontrol:\n  batteries:\n    roof: { share: half }\n",
      { code: "config.bad-value", found: "half", allowed: "car-first | share | battery-first", line: 4 },
    ],
    [
      "an unknown mode",
      "version: 1\ncontrol:\n  chargers:\n    box: { mode: turbo }\n",
      { code: "config.bad-value", found: "turbo", allowed: "off | solar | solar+min | fast", line: 4 },
    ],
  ];
  for (const [name, text, expected] of rows) {
    it(name, () => {
      const [fault] = faults(text);
      const shown = Object.fromEntries(Object.keys(expected).map((key) => [key, Reflect.get(fault ?? {}, key)]));
      assert.deepEqual(shown, expected);
      assert.equal(Reflect.get(fault ?? {}, "file"), "sunsteer.yaml");
    });
  }
});

describe("a fault that stops nothing", () => {
  it("wishes for a charger that is not there are named, with the one that was probably meant", () => {
    const text =
      "version: 1\ndevices:\n  - { id: box, driver: toy, host: h }\ncontrol:\n  chargers:\n    bxo: { mode: fast }\n";
    const { notes, devices } = usable(text);
    assert.deepEqual(
      notes.map(({ code, facts }) => ({ code, nearest: facts["nearest"], line: facts["line"] })),
      [{ code: "config.unknown-device", nearest: "box", line: 6 }],
    );
    assert.ok(devices[0]?.bound);
  });

  it("watts for a battery whose sharing has none", () => {
    const load = (settings: string) =>
      usable(
        `version: 1\ndevices: [{ id: box, driver: toy, host: h }]\ncontrol:\n  batteries:\n    box: { ${settings} }\n`,
      );
    const { notes, control } = load("share: battery-first, shareW: 2000");
    assert.deepEqual(
      notes.map(({ code, facts }) => [code, facts["key"], facts["share"], facts["shareW"], facts["line"]]),
      [["config.share-watts-idle", "control.batteries.box.shareW", "battery-first", 2_000, 5]],
    );
    assert.deepEqual(control.batteries["box"], { isEvGuarded: false, share: "battery-first", shareW: 2_000 });
    for (const sound of ["share: share, shareW: 2000", "share: car-first", "shareW: 2000"])
      assert.deepEqual(load(sound).notes, [], sound);
  });

  it("a rule that waits for a charger nobody knows", () => {
    const rules = {
      car: { intent: "hold", whileCharging: ["ohne", "box"] },
      any: { intent: "hold", whileCharging: true },
    };
    const control = JSON.stringify({ batteries: { box: { rules } } });
    const text = `version: 1\ndevices: [{ id: box, driver: toy, host: h }]\nsignals: { ohme: {} }\ncontrol: ${control}\n`;
    assert.deepEqual(
      usable(text).notes.map(({ code, facts }) => [code, facts["key"], facts["nearest"]]),
      [["config.unknown-device", "control.batteries.box.rules.car.whileCharging", "ohme"]],
    );
  });

  it("a part of a device belongs to its device", () => {
    const text =
      "version: 1\ndevices: [{ id: alpha, driver: toy, host: h }]\ncontrol: { chargers: { alpha.EV1: {} } }\n";
    assert.deepEqual(usable(text).notes, []);
  });
});

describe("a fault inside one entry disables only that entry", () => {
  const rows: readonly [string, string, Record<string, unknown>][] = [
    [
      "an unknown driver",
      "{ id: a, driver: tyo, host: h }",
      { code: "config.unknown-driver", found: "tyo", allowed: "toy", nearest: "toy" },
    ],
    [
      "a missing key",
      "{ id: a, driver: toy }",
      { code: "config.missing-key", key: "host", entry: "a", expected: "string" },
    ],
    ["a wrong type", "{ id: a, driver: toy, host: 5 }", { code: "config.wrong-type", found: "5", expected: "string" }],
    ["an empty key", "{ id: a, driver: toy, host: }", { code: "config.empty", key: "host", found: undefined }],
    ["a secret of the wrong type", "{ id: a, driver: toy, host: h, token: 5 }", { key: "token", found: undefined }],
    ["a secret that is too short", "{ id: a, driver: toy, host: h, token: geh }", { key: "token", found: undefined }],
    [
      "an unknown key",
      "{ id: a, driver: toy, host: h, hots: h }",
      { code: "config.unknown-key", found: "hots", nearest: "host" },
    ],
    ["an unset variable", "{ id: a, driver: toy, host: '${NOPE}' }", { code: "config.unset-variable", name: "NOPE" }],
    ["an empty variable", "{ id: a, driver: toy, host: '${EMPTY}' }", { code: "config.unset-variable", name: "EMPTY" }],
    [
      "a secret file that is not there",
      "{ id: a, driver: toy, host: '${file:/nope}' }",
      { code: "config.missing-file", name: "/nope" },
    ],
    [
      "a strange interval",
      "{ id: a, driver: toy, host: h, every: often }",
      { code: "config.bad-value", found: "often", allowed: "30s | 5m | 1.5h" },
    ],
  ];
  for (const [name, entry, expected] of rows) {
    it(name, () => {
      const fault = deviceFault(`version: 1\ndevices:\n  - ${entry}\n  - { id: b, driver: toy, host: h }\n`);
      const shown = Object.fromEntries(Object.keys(expected).map((key) => [key, Reflect.get(fault, key)]));
      assert.deepEqual(shown, expected);
      assert.equal(Reflect.get(fault, "line"), 3);
    });
  }
});
