// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the file format writes its own variables this way
import assert from "node:assert/strict";
import { mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";
import { parse, stringify } from "yaml";
import { z } from "zod";
import { runCli } from "#cli";
import { entryProblems, parseConfig } from "../../src/cli/config-file.ts";
import { findLiveBridge } from "../../src/cli/old-bridges/live-bridge.ts";
import { createTestWorld, type TestWorld } from "../support/world.ts";

const key = "11111111-2222-4333-8444-555555555555";

interface Form {
  readonly name: string;
  readonly file: string;
  readonly text: string;
}

const huaweiForms: readonly Form[] = [
  {
    name: "an appsettings.json",
    file: "appsettings.json",
    text: JSON.stringify({
      Huawei: {
        BaseURI: "https://intl.fusionsolar.huawei.com/",
        Username: "north",
        Password: "s3cret",
        StationName: "Our roof",
        PollRate: 5,
        UsePowerSensorData: true,
        UseGridMeterData: false,
        UseBatteryData: "True",
      },
      ChargeHQ: { PushURI: "https://api.chargehq.net/api/public/push-solar-data", ApiKey: key },
      Serilog: { Using: ["Serilog.Sinks.Console"], MinimumLevel: "Debug" },
    }),
  },
  {
    name: "an appsettings.json with keys in other letters, comments and a trailing comma",
    file: "appsettings.json",
    text: `{ // the roof
      "HUAWEI": { "baseuri": "https://intl.fusionsolar.huawei.com/", "USERNAME": "north", "password": "s3cret",
        "stationname": "Our roof", "pollrate": 5, "usegridmeterdata": "false", },
      "chargehq": { "apikey": "${key}" }, /* debug */ "serilog": { "minimumlevel": { "default": "Debug" } },
    }`,
  },
  {
    name: "a compose file with a list",
    file: "docker-compose.yml",
    text: `services:
  huawei-solar:
    image: danwale/huaweifusionsolar2chargehq:latest
    environment:
      - HUAWEI__BASEURI=https://intl.fusionsolar.huawei.com/
      - HUAWEI__USERNAME=north
      - HUAWEI__PASSWORD=s3cret
      - HUAWEI__STATIONNAME=Our roof
      - HUAWEI__POLLRATE=5
      - HUAWEI__USEGRIDMETERDATA=false
      - CHARGEHQ__APIKEY=${key}
      - SERILOG__MINIMUMLEVEL=Debug
`,
  },
  {
    name: "a compose file with a map",
    file: "compose.yaml",
    text: `services:
  db: { image: other }
  solar-use-optimiser:
    environment:
      HUAWEI__BASEURI: https://intl.fusionsolar.huawei.com/
      HUAWEI__USERNAME: north
      HUAWEI__PASSWORD: s3cret
      HUAWEI__STATIONNAME: Our roof
      HUAWEI__POLLRATE: 5
      HUAWEI__USEGRIDMETERDATA: false
      ROUTING__DATASOURCE: huawei
      CHARGEHQ__APIKEY: ${key}
      SERILOG__MINIMUMLEVEL: Debug
`,
  },
  {
    name: "an .env",
    file: ".env",
    text: `# the bridge
export Huawei__BaseUri="https://intl.fusionsolar.huawei.com/"
HUAWEI__USERNAME=north # user
HUAWEI__PASSWORD='s3cret'
HUAWEI__STATIONNAME=Our roof
HUAWEI__POLLRATE=5
HUAWEI__USEGRIDMETERDATA=FALSE
CHARGEHQ__APIKEY=${key}
SERILOG__MINIMUMLEVEL=Debug
`,
  },
];

const huaweiConfig = {
  version: 1,
  devices: [
    {
      id: "fusionsolar",
      driver: "fusionsolar",
      url: "https://intl.fusionsolar.huawei.com/",
      username: "north",
      password: "s3cret",
      plant: "Our roof",
      use: { gridMeter: false },
    },
  ],
  targets: [{ id: "chargehq", target: "chargehq", apiKey: key, from: "fusionsolar" }],
};

describe("taking over an older bridge's settings", () => {
  for (const { name, file, text } of huaweiForms) {
    it(`reads ${name}, and says what never had an effect`, async () => {
      await inFolder({ [file]: text }, async (world) => {
        assert.equal(await runCli(["import", file], world), 0, world.told.join("\n"));
        const written = join(world.workingDirectory, "sunsteer.yaml");
        assert.deepEqual(parse(readFileSync(written, "utf8")), huaweiConfig);
        assert.equal(statSync(written).mode & 0o077, 0, "it holds passwords");
        assert.match(world.told.join("\n"), /huawei:pollrate never had an effect/);
        assert.match(world.told.join("\n"), /SUNSTEER_LOG=debug/);
        assert.ok(!world.told.join("\n").includes("s3cret"));
      });
    });
  }

  it("leaves the samples of the shipped file out, and says what is to be filled in", async () => {
    const shipped = {
      Huawei: {
        BaseURI: "https://intl.fusionsolar.huawei.com/",
        Username: "UsernameHere",
        Password: "SystemCodeHere",
        StationName: "StationNameHere",
      },
      Growatt: {
        BaseURI: "https://server.growatt.com/",
        Username: "<Username Here>",
        Password: "<Password Here>",
        PollRate: 5,
      },
      IoTaWatt: { IPAddress: "IP Address of the Power Sensor", PollRate: 1 },
      Routing: { DataSource: "Huawei || Growatt", Target: "ChargeHQ" },
      ChargeHQ: { ApiKey: "API KEY HERE" },
      MaxErrors: 2,
    };
    await inFolder({ "appsettings.json": JSON.stringify(shipped) }, async (world) => {
      assert.equal(await runCli(["import", "appsettings.json", "--output", "-"], world), 0);
      assert.deepEqual(parse(world.printed.join("\n")), {
        version: 1,
        devices: [{ id: "fusionsolar", driver: "fusionsolar", url: "https://intl.fusionsolar.huawei.com/" }],
        targets: [],
      });
      const told = world.told.join("\n");
      for (const sentence of [
        /huawei:username still has the sample text/,
        /huawei:stationname is not set; fill in `plant`/,
        /There is no ChargeHQ key/,
      ])
        assert.match(told, sentence);
    });
  });

  it("takes the source that was routed and leaves the idle ones out", async () => {
    const lines = [
      "ROUTING__DATASOURCE=IoTaWatt",
      "IOTAWATT__IPADDRESS=192.168.1.9",
      "IOTAWATT__POLLRATE=0.5",
      "GROWATT__USERNAME=me",
      `CHARGEHQ__APIKEY=${key}`,
      "CHARGEHQ__PUSHURI=http://proxy.local:8080/api/public/push-solar-data",
      "TZ=Australia/Brisbane",
    ];
    await inFolder({ ".env": lines.join("\n") }, async (world) => {
      assert.equal(await runCli(["import", ".env", "--output", "-"], world), 0);
      assert.deepEqual(parse(world.printed.join("\n")), {
        version: 1,
        home: { timeZone: "Australia/Brisbane" },
        devices: [{ id: "iotawatt", driver: "iotawatt", host: "192.168.1.9", every: "30s" }],
        targets: [
          { id: "chargehq", target: "chargehq", apiKey: key, url: "http://proxy.local:8080", from: "iotawatt" },
        ],
      });
      assert.match(world.told.join("\n"), /settings of growatt were not in use/);
    });
  });

  it("makes of Growatt's portal a device of its own kind", async () => {
    const lines = [
      "ROUTING__DATASOURCE=growatt",
      "GROWATT__BASEURI=https://server.growatt.com/",
      "GROWATT__USERNAME=me",
      "GROWATT__PASSWORD=pw${x}",
      "GROWATT__USEBATTERYDATA=false",
      "GROWATT__POLLRATE=5",
    ];
    await inFolder({ ".env": lines.join("\n") }, async (world) => {
      assert.equal(await runCli(["import", ".env", "--output", "-"], world), 0);
      const [device] = z.object({ devices: z.array(z.unknown()) }).parse(parse(world.printed.join("\n"))).devices;
      assert.deepEqual(device, {
        id: "growatt",
        driver: "growatt",
        url: "https://server.growatt.com/",
        username: "me",
        password: "pw$${x}",
        useBattery: false,
        every: "300s",
      });
      assert.match(world.told.join("\n"), /token from its app/);
    });
  });

  it("keeps two bridges of one compose file apart", async () => {
    const service = (name: string) =>
      `  ${name}:\n    environment: [ "HUAWEI__STATIONNAME=${name}", "CHARGEHQ__APIKEY=${key}" ]\n`;
    await inFolder({ "compose.yml": `services:\n${service("north")}${service("south")}` }, async (world) => {
      assert.equal(await runCli(["import", "compose.yml", "--output", "-"], world), 0);
      const config = z.object({
        devices: z.array(z.object({ id: z.string(), plant: z.string() })),
        targets: z.array(z.object({ id: z.string(), from: z.string() })),
      });
      const { devices, targets } = config.parse(parse(world.printed.join("\n")));
      assert.deepEqual(
        devices.map(({ id, plant }) => [id, plant]),
        [
          ["fusionsolar", "north"],
          ["fusionsolar-2", "south"],
        ],
      );
      assert.deepEqual(
        targets.map(({ id, from }) => [id, from]),
        [
          ["chargehq", "fusionsolar"],
          ["chargehq-2", "fusionsolar-2"],
        ],
      );
    });
  });

  it("lets the environment go before the file, as it always did", async () => {
    const files = {
      "appsettings.json": JSON.stringify({ Huawei: { Username: "file", StationName: "Our roof" } }),
      ".env": "HUAWEI__USERNAME=environment\n",
    };
    await inFolder(files, async (world) => {
      assert.equal(await runCli(["import", ".env", "appsettings.json", "--json"], world), 0);
      const { config } = z
        .object({ config: z.object({ devices: z.array(z.looseObject({})) }) })
        .parse(JSON.parse(world.printed.join("")));
      assert.deepEqual(config.devices[0], {
        id: "fusionsolar",
        driver: "fusionsolar",
        username: "environment",
        plant: "Our roof",
      });
    });
  });

  const mistakes: readonly (readonly [string, Record<string, string>, readonly string[], RegExp])[] = [
    ["a file that is not there", {}, ["import", "nowhere.json"], /nowhere\.json/],
    [
      "a file of something else",
      { "package.json": '{"name":"x"}' },
      ["import", "package.json"],
      /no settings of one of the older bridges/,
    ],
    ["broken JSON", { "appsettings.json": '{"Huawei":' }, ["import", "appsettings.json"], /not valid JSON/],
    [
      "a configuration that exists",
      { ".env": "HUAWEI__USERNAME=a", "sunsteer.yaml": "version: 1\n" },
      ["import", ".env"],
      /sunsteer\.yaml already exists/,
    ],
  ];
  for (const [name, files, args, sentence] of mistakes) {
    it(`refuses ${name} in one sentence and writes nothing`, async () => {
      await inFolder(files, async (world) => {
        assert.equal(await runCli(args, world), 2);
        assert.match(world.told.join("\n"), sentence);
        assert.deepEqual(world.printed, []);
        if ("sunsteer.yaml" in files)
          assert.equal(readFileSync(join(world.workingDirectory, "sunsteer.yaml"), "utf8"), "version: 1\n");
      });
    });
  }
});

/** Settings in every form that an older bridge took, and what a hub makes of them. */
const forms: readonly (readonly [name: string, settings: Readonly<Record<string, string>>, entry: object])[] = [
  [
    "FusionSolar with everything set",
    {
      Huawei__BaseURI: "https://intl.fusionsolar.huawei.com///",
      Huawei__Username: "north",
      Huawei__Password: "p#w $x",
      Huawei__StationName: " our ROOF ",
      Huawei__PollRate: "5",
      Huawei__UsePowerSensorData: "True",
      Huawei__UseGridMeterData: "FALSE",
      Huawei__UseBatteryData: "true",
      MaxErrors: "3",
    },
    { driver: "fusionsolar", plant: "our ROOF", password: "p#w $x", use: { gridMeter: false } },
  ],
  [
    "Growatt",
    {
      Routing__DataSource: "GROWATT",
      Routing__Target: "chargehq",
      Growatt__BaseURI: "https://server.growatt.com/",
      Growatt__Username: "me",
      Growatt__Password: "secret",
      Growatt__UseBatteryData: "False",
      Growatt__PollRate: "7.5",
    },
    { driver: "growatt", useBattery: false, every: "450s" },
  ],
  [
    "IoTaWatt with a port",
    { Routing__DataSource: "IoTaWatt", IoTaWatt__IPAddress: "192.168.1.9:8080", IoTaWatt__PollRate: "1" },
    { driver: "iotawatt", host: "192.168.1.9:8080", every: "60s" },
  ],
  [
    "IoTaWatt with a whole address",
    { Routing__DataSource: "IoTaWatt", IoTaWatt__IPAddress: "http://iotawatt.local/" },
    { driver: "iotawatt", url: "http://iotawatt.local/" },
  ],
];

const asJson = (settings: Readonly<Record<string, string>>) => {
  const sections: Record<string, Record<string, string> | string> = {};
  for (const [name, value] of Object.entries(settings)) {
    const [section = "", setting] = name.split("__");
    const before = sections[section];
    sections[section] =
      setting === undefined ? value : { ...(typeof before === "object" ? before : {}), [setting]: value };
  }
  return JSON.stringify(sections);
};
const inCompose = (value: string) => value.replaceAll("$", () => "$$");
const entriesOf = (settings: Readonly<Record<string, string>>) => Object.entries(settings);
const writers: readonly (readonly [
  form: string,
  file: string,
  (settings: Readonly<Record<string, string>>) => string,
])[] = [
  ["appsettings.json", "appsettings.json", asJson],
  [
    ".env",
    ".env",
    (settings) =>
      entriesOf(settings)
        .map(([name, value]) => `${name}="${value}"`)
        .join("\n"),
  ],
  [
    ".env with single colons",
    ".env",
    (settings) =>
      entriesOf(settings)
        .map(([name, value]) => `${name.replace("__", ":")}='${value}'`)
        .join("\n"),
  ],
  [
    "compose list",
    "compose.yaml",
    (settings) =>
      stringify({ services: { b: { environment: entriesOf(settings).map(([k, v]) => `${k}=${inCompose(v)}`) } } }),
  ],
  [
    "compose map",
    "compose.yaml",
    (settings) =>
      stringify({
        services: { b: { environment: Object.fromEntries(entriesOf(settings).map(([k, v]) => [k, inCompose(v)])) } },
      }),
  ],
];

describe("what is taken over is a sound configuration", () => {
  for (const [name, settings, entry] of forms) {
    for (const [form, file, write] of writers) {
      it(`${name}, from ${form}`, async () => {
        const whole = { ...settings, ChargeHQ__ApiKey: key, Serilog__MinimumLevel: "Warning" };
        await inFolder({ [file]: write(whole) }, async (world) => {
          assert.equal(await runCli(["import", file], world), 0, world.told.join("\n"));
          const text = readFileSync(join(world.workingDirectory, "sunsteer.yaml"), "utf8");
          assert.deepEqual(entryProblems(parseConfig(world, "sunsteer.yaml", text)), []);
          const { devices } = z.object({ devices: z.array(z.looseObject({})) }).parse(parse(text));
          for (const [part, value] of Object.entries(entry)) {
            const written = typeof value === "string" ? value.replaceAll("${", () => "$${") : value;
            assert.deepEqual(devices[0]?.[part], written, part);
          }
        });
      });
    }

    it(`${name}, from the variables of a running container, whatever their letters`, async () => {
      for (const change of [
        (variable: string) => variable,
        (variable: string) => variable.toUpperCase(),
        (variable: string) => variable.replace("__", ":"),
      ]) {
        const renamed = entriesOf({ ...settings, ChargeHQ__ApiKey: key }).map(([variable, value]) => [
          change(variable),
          value,
        ]);
        await inFolder(
          {},
          async (world) => {
            const bridge = await findLiveBridge(world);
            assert.ok(bridge);
            const config = parseConfig(world, "environment", bridge.text);
            assert.deepEqual(entryProblems(config), []);
            assert.deepEqual(
              config.devices.map(({ driver }) => driver),
              ["driver" in entry ? entry.driver : undefined],
            );
            assert.equal(config.targets.length, 1);
          },
          Object.fromEntries(renamed),
        );
      }
    });
  }

  it("a ChargeHQ key is a GUID in any of its forms, and sent in the usual one", async () => {
    for (const written of [`{${key}}`, `(${key})`, key.replaceAll("-", ""), key.toUpperCase()]) {
      await inFolder({ ".env": `HUAWEI__USERNAME=a\nCHARGEHQ__APIKEY=${written}` }, async (world) => {
        assert.equal(await runCli(["import", ".env", "--output", "-"], world), 0);
        const target = z.object({ targets: z.tuple([z.object({ apiKey: z.string() })]) });
        assert.equal(target.parse(parse(world.printed.join("\n"))).targets[0].apiKey, key);
        assert.doesNotMatch(world.told.join("\n"), /key .* not/i);
      });
    }
  });

  it("a compose file's own variables stay variables, and are named", async () => {
    const text = stringify({
      services: {
        b: {
          environment: {
            HUAWEI__USERNAME: "$NORTH",
            HUAWEI__PASSWORD: "a${PW}b$$c",
            HUAWEI__STATIONNAME: "${PLANT:-Our roof}",
            CHARGEHQ__APIKEY: "${KEY}",
          },
        },
      },
    });
    await inFolder({ "compose.yaml": text }, async (world) => {
      assert.equal(await runCli(["import", "compose.yaml", "--output", "-"], world), 0);
      const config = z.object({ devices: z.array(z.looseObject({})), targets: z.array(z.looseObject({})) });
      const { devices, targets } = config.parse(parse(world.printed.join("\n")));
      assert.deepEqual(
        [devices[0]?.["username"], devices[0]?.["password"], devices[0]?.["plant"], targets[0]?.["apiKey"]],
        ["${NORTH}", "a${PW}b$c", "Our roof", "${KEY}"],
      );
      assert.match(world.told.join("\n"), /huawei:password is made of variables: “PW”/);
    });
  });

  it("how much is logged comes from the older level, in the file's longer form too", async () => {
    const levels = {
      Verbose: "debug",
      Debug: "debug",
      Information: "info",
      Warning: "warn",
      Error: "error",
      Fatal: "error",
    };
    for (const [level, ours] of Object.entries(levels)) {
      await inFolder({}, async (world) => assert.equal((await findLiveBridge(world))?.logLevel, ours), {
        HUAWEI__USERNAME: "a",
        SERILOG__MINIMUMLEVEL: level,
      });
      const file = JSON.stringify({ Huawei: { Username: "a" }, Serilog: { MinimumLevel: { Default: level } } });
      await inFolder({ "appsettings.json": file }, async (world) => {
        const own = { ...world, environment: { ...world.environment, CONFIGPATH: world.workingDirectory } };
        assert.equal((await findLiveBridge(own))?.logLevel, ours);
      });
    }
  });
});

describe("a hub started as the older bridge was", () => {
  const variables = {
    HUAWEI__BASEURI: "http://127.0.0.1:9",
    HUAWEI__USERNAME: "north",
    HUAWEI__PASSWORD: "s3cret",
    HUAWEI__STATIONNAME: "Our roof",
    CHARGEHQ__APIKEY: key,
    CHARGEHQ__PUSHURI: "http://127.0.0.1:9/api/public/push-solar-data",
  };

  it("needs no configuration, and says what it uses", async () => {
    await inFolder(
      {},
      async (world) => {
        assert.equal(await runCli(["check", "--json"], world), 1, "nobody answers there");
        assert.match(world.told.join("\n"), /fusionsolar/);
        assert.ok(!world.told.join("\n").includes("s3cret"));
      },
      variables,
    );
  });

  it("reads the file that was mounted for the older one", async () => {
    const folder = {
      "old/appsettings.json": JSON.stringify({ Huawei: { Username: "UsernameHere", BaseURI: "http://127.0.0.1:9" } }),
    };
    await inFolder(folder, async (world) => {
      const own = { ...world, environment: { ...world.environment, ConfigPath: join(world.workingDirectory, "old") } };
      assert.equal(await runCli(["check"], own), 2);
      assert.match(world.told.join("\n"), /setting username of “fusionsolar” is missing/);
    });
  });

  it("reads the volumes of both older images, lets the variables go before them, and writes nothing there", async () => {
    for (const folder of ["/etc/huaweisolar", "/etc/solaruseoptimiser"]) {
      await inFolder(
        {},
        async (world) => {
          const text = JSON.stringify({ Huawei: { Username: "file", StationName: "Our roof" } });
          const touched: string[] = [];
          const files = {
            ...world.files,
            read: async (path: string) => (path === `${folder}/appsettings.json` ? text : world.files.read(path)),
            write: async (path: string) => void touched.push(path),
            copy: async (_from: string, to: string) => void touched.push(to),
          };
          const bridge = await findLiveBridge({ ...world, files });
          assert.ok(bridge);
          const { devices } = parseConfig(world, "volume", bridge.text);
          const entry = JSON.parse(devices[0]?.fingerprint ?? "{}");
          assert.deepEqual([entry.username, entry.plant], ["environment", "Our roof"]);
          assert.equal(bridge.found, `environment, ${folder}/appsettings.json`);
          assert.equal(await runCli(["check"], { ...world, files }), 2, "the address is missing");
          assert.deepEqual(touched, []);
        },
        { HUAWEI__USERNAME: "environment" },
      );
    }
  });

  it("prefers a sunsteer.yaml where there is one", async () => {
    await inFolder(
      { "sunsteer.yaml": "version: 1\n" },
      async (world) => {
        assert.equal(await runCli(["check", "--json"], world), 0);
        assert.deepEqual(
          z.object({ devices: z.array(z.unknown()) }).parse(JSON.parse(world.printed.join(""))).devices,
          [],
        );
      },
      variables,
    );
  });
});

async function inFolder(
  files: Readonly<Record<string, string>>,
  use: (world: TestWorld) => Promise<void>,
  environment: Record<string, string> = {},
): Promise<void> {
  const world = createTestWorld(environment);
  try {
    for (const [name, text] of Object.entries(files)) {
      const path = join(world.workingDirectory, name);
      mkdirSync(join(path, ".."), { recursive: true });
      writeFileSync(path, text);
    }
    await use(world);
  } finally {
    world.dispose();
  }
}
