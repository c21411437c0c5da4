// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the file format writes its own variables this way
import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";
import { after, describe, it } from "node:test";
import { z } from "zod";
import { runCli } from "#cli";
import { createTestWorld, type TestWorld } from "../support/world.ts";
import { startSunsteer } from "./support/sunsteer.ts";

const stateOfDevices = z.object({
  devices: z.array(z.object({ problem: z.object({ what: z.string(), remedy: z.string() }) })),
});

/** Nobody listens there. */
const silent = "127.0.0.1:9";

interface BadInput {
  readonly name: string;
  readonly yaml: string;
  /** Where it stands; missing where the file is not at fault. */
  readonly line?: number;
  readonly what: RegExp;
  readonly remedy: RegExp;
  /** The same in German, so that no language falls behind. */
  readonly german: RegExp;
}

const faultsOfTheFile: readonly BadInput[] = [
  {
    name: "a YAML syntax error",
    yaml: "version: 1\ndevices: [ { id: a\nhttp: { port: 0 }\n",
    line: 3,
    what: /^This is not valid YAML \(.+\)\.$/,
    remedy: /^Check indentation, quotes and brackets/,
    german: /kein gültiges YAML/,
  },
  {
    name: "an unknown top-level key",
    yaml: "version: 1\ndevice: []\n",
    line: 2,
    what: /^There is no setting called “device”; maybe “devices” is meant\.$/,
    remedy: /possible here: version, home, devices/,
    german: /gemeint ist vielleicht „devices“/,
  },
  {
    name: "two devices with one id",
    yaml: "version: 1\ndevices:\n  - { id: a, driver: goe, host: h }\n  - { id: a, driver: goe, host: i }\n",
    line: 4,
    what: /^The id “a” is used twice\.$/,
    remedy: /^Give each entry an id of its own\.$/,
    german: /zweimal/,
  },
  {
    name: "a bad home",
    yaml: "version: 1\nhome: { timeZone: Mars/North }\n",
    line: 2,
    what: /^The setting home\.timeZone has an impossible value: Mars\/North\.$/,
    remedy: /^Possible is: Europe\/Berlin/,
    german: /unmöglichen Wert: Mars\/North/,
  },
  {
    name: "a bad http section",
    yaml: "version: 1\nhttp:\n  port: eighty\n",
    line: 3,
    what: /^The setting http\.port has the wrong kind of value: eighty\.$/,
    remedy: /^Write a number there\.$/,
    german: /falsche Art von Wert/,
  },
  {
    name: "a history without a path",
    yaml: "version: 1\nhistory:\n  path: ''\n",
    line: 3,
    what: /^The setting history\.path is empty\.$/,
    remedy: /^Write a value there\.$/,
    german: /ist leer/,
  },
  {
    name: "an unset variable outside the entries",
    yaml: "version: 1\nhttp:\n  password: ${NOBODY_SET_THIS}\n",
    line: 3,
    what: /^The environment variable NOBODY_SET_THIS is not set\.$/,
    remedy: /^Set it before starting/,
    german: /nicht gesetzt/,
  },
  {
    name: "a share that does not say how much",
    yaml: "version: 1\ncontrol:\n  batteries:\n    roof:\n      share: share\n",
    line: 5,
    what: /^control\.batteries\.roof\.share is “share”, but how many watts the battery gets first is missing: shareW\.$/,
    remedy: /^Add shareW with more than 0 watts and at most 100 kW, such as shareW: 2000; or choose car-first/,
    german: /es fehlt, wie viel Watt zuerst in die Batterie gehen/,
  },
  {
    name: "a file of a newer Sunsteer",
    yaml: "version: 9\nfancy: true\n",
    line: 1,
    what: /^This file has the version 9, and this Sunsteer knows versions up to 1\.$/,
    remedy: /^Update Sunsteer/,
    german: /Version 9/,
  },
];

const faultsOfAnEntry: readonly BadInput[] = [
  {
    name: "an unknown driver",
    yaml: "{ id: one, driver: geo, host: h }",
    line: 4,
    what: /^There is no driver called “geo”; maybe “goe” is meant\.$/,
    remedy: /^Choose one of these: .*goe/,
    german: /Einen Treiber „geo“ gibt es nicht/,
  },
  {
    name: "a missing key",
    yaml: "{ id: two, driver: foxess, serial: X }",
    line: 5,
    what: /^The setting apiKey of “two” is missing\.$/,
    remedy: /^Add it; its value is a text\.$/,
    german: /apiKey von „two“ fehlt/,
  },
  {
    name: "a wrong type",
    yaml: "{ id: three, driver: goe, host: 5 }",
    line: 6,
    what: /^The setting host of “three” has the wrong kind of value: 5\.$/,
    remedy: /^Write a text there\.$/,
    german: /Schreibe dort einen Text hin/,
  },
  {
    name: "an unset variable",
    yaml: '{ id: four, driver: foxess, serial: X, apiKey: "${NOBODY_SET_THIS}" }',
    line: 7,
    what: /^The environment variable NOBODY_SET_THIS is not set\.$/,
    remedy: /^Set it before starting/,
    german: /NOBODY_SET_THIS ist nicht gesetzt/,
  },
  {
    name: "a value that the driver itself refuses, in the driver's words",
    yaml: "{ id: five, driver: goe, host: a/b }",
    line: 8,
    what: /^The setting host is not the name or address of a device\.$/,
    remedy: /^Write something like 192\.168\.1\.50/,
    german: /host ist kein Name/,
  },
];

const commandsThatRead = [["check"], ["run"], ["start"], ["status"], ["why"], ["export"]];

describe("a fault of the file ends every command with 2", () => {
  for (const bad of faultsOfTheFile) {
    it(bad.name, async () => {
      for (const command of commandsThatRead) {
        const seen = await told(bad.yaml, command);
        assert.equal(seen.code, 2, command.join(" "));
        assertSentences(seen, bad);
      }
      await assertJsonAndGerman(bad.yaml, bad, 2);
    });
  }
});

describe("a fault inside one entry ends the check with 2", () => {
  for (const bad of faultsOfAnEntry) {
    it(bad.name, async () => {
      const yaml = `version: 1\n\ndevices:\n${"\n".repeat((bad.line ?? 4) - 4)}  - ${bad.yaml}\n`;
      const seen = await told(yaml, ["check"]);
      assert.equal(seen.code, 2);
      assertSentences(seen, bad);
      await assertJsonAndGerman(yaml, bad, 2);
    });
  }

  it("a secret that is at fault is never shown", async () => {
    for (const written of ["[hunter2]", "{ a: hunter2 }", "''", "*hunter2", "'hunter2"]) {
      const yaml = `version: 1\ndevices:\n  - { id: a, driver: foxess, serial: X, apiKey: ${written} }\n`;
      const seen = await told(yaml, ["check", "--json"]);
      assert.equal(seen.code, 2, written);
      assert.doesNotMatch(seen.stderr, /hunter2/, written);
    }
  });

  it("a target that does not exist is told like a driver", async () => {
    const seen = await told("version: 1\ntargets:\n  - { id: a, target: nobody }\n", ["check"]);
    assert.equal(seen.code, 2);
    assert.match(seen.stderr, /sunsteer\.yaml:3: There is no target called “nobody”\.\n/);
  });
});

describe("an unreachable host", () => {
  const yaml = `version: 1\ndevices:\n  - { id: box, driver: goe, host: "${silent}" }\n`;

  it("makes the check fail with 1, names the device, and leaves standard output empty", async () => {
    const seen = await told(yaml, ["check"]);
    assert.equal(seen.code, 1);
    assert.equal(seen.stdout, "");
    assert.match(seen.stderr, /^box: 127\.0\.0\.1:9 accepts no connection\.\nCheck the address and the port\.$/m);
  });

  it("is told to programs with its kind", async () => {
    const seen = await told(yaml, ["check", "--json"]);
    const { error } = JSON.parse(seen.stderr);
    assert.equal(error.kind, "unreachable");
    assert.equal(error.facts.device, "box");
    assert.equal(seen.stdout, "");
  });
});

describe("the hub itself", () => {
  it("starts without the broken entries and says the same in its log and its state", async () => {
    const entries = faultsOfAnEntry.map(({ yaml }) => `  - ${yaml}`).join("\n");
    const yaml = `version: 1\n\ndevices:\n${entries}\n  - { id: far, driver: goe, host: "${silent}" }\nhttp: { port: 0 }\n`;
    const hub = await startSunsteer(["run"], { files: { "sunsteer.yaml": yaml } });
    try {
      const url = /http:\S+/.exec(await hub.firstLine)?.[0];
      assert.ok(url !== undefined);
      await hub.until(/"sentence":"127\.0\.0\.1:9 accepts no connection\. Check the address and the port\."/);
      const state = stateOfDevices.parse(await (await fetch(`${url}/api/state?lang=en`)).json());
      const problems = state.devices.map(({ problem }) => problem);
      for (const [index, bad] of faultsOfAnEntry.entries()) {
        const shown = problems[index];
        assert.match(shown?.what.replace(/^\S+sunsteer\.yaml:(\d+): /, "") ?? "", bad.what);
        assert.match(shown?.what ?? "", new RegExp(`sunsteer\\.yaml:${bad.line}: `));
        assert.ok(hub.stderr().includes(`${shown?.what} ${shown?.remedy}`.replaceAll('"', '\\"')), hub.stderr());
      }
      assert.match(problems.at(-1)?.what ?? "", /accepts no connection/);
      assert.doesNotMatch(hub.stderr(), /^\s+at /m);
    } finally {
      assert.equal(await hub.end("SIGTERM"), 0);
    }
  });

  it("ends with 1 when its port is in use, and says which", async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, "127.0.0.1", resolve));
    const address = other.address();
    const port = typeof address === "object" ? address?.port : undefined;
    try {
      const seen = await told(`version: 1\nhttp: { port: ${port} }\n`, ["run"]);
      assert.equal(seen.code, 1);
      assert.equal(seen.stdout, "");
      assert.match(seen.stderr, new RegExp(`port ${port}`, "i"));
      assert.equal(seen.stderr.split("\n").length, 2);
    } finally {
      other.close();
    }
  });

  it("really ends like that, as a process", async () => {
    const bad = faultsOfTheFile[0]?.yaml ?? "";
    const hub = await startSunsteer(["run"], { files: { "sunsteer.yaml": bad } });
    assert.equal(await hub.ended, 2);
    assert.equal(hub.stdout(), "");
    assert.match(hub.stderr(), /sunsteer\.yaml:3: This is not valid YAML/);
    assert.doesNotMatch(hub.stderr(), /^\s+at |node:|Error/m);
  });
});

describe("a configuration that cannot be read at all", () => {
  it("is looked for in three places", async () => {
    const seen = await told(undefined, ["check"]);
    assert.equal(seen.code, 2);
    assert.match(
      seen.stderr,
      /sunsteer\.yaml, .*\.config\/sunsteer\/sunsteer\.yaml, \/etc\/sunsteer\/sunsteer\.yaml\.\n/,
    );
    assert.match(seen.stderr, /“sunsteer demo” needs none/);
  });

  it("was named and is missing, or is a folder", async () => {
    const missing = await told(undefined, ["run", "--config", "other.yaml"]);
    assert.equal(missing.code, 2);
    assert.match(missing.stderr, /^There is no configuration at \S+other\.yaml\./);
    const folder = await told(undefined, ["check", "--config", "folder.yaml"], {}, (world) =>
      mkdirSync(join(world.workingDirectory, "folder.yaml")),
    );
    assert.equal(folder.code, 2);
    assert.match(folder.stderr, /^The configuration \S+folder\.yaml cannot be read \(EISDIR\)\./);
  });
});

interface Told {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

const worlds: TestWorld[] = [];
after(() => {
  for (const world of worlds) world.dispose();
});

async function told(
  yaml: string | undefined,
  command: readonly string[],
  environment: Record<string, string> = {},
  prepare: (world: TestWorld) => void = () => {},
): Promise<Told> {
  const world = createTestWorld(environment);
  worlds.push(world);
  if (yaml !== undefined) writeFileSync(join(world.workingDirectory, "sunsteer.yaml"), yaml);
  prepare(world);
  const code = await runCli(command, world);
  return { code, stdout: world.printed.join("\n"), stderr: world.told.join("\n") };
}

/** Two lines: what, with its place, and what to do. */
function assertSentences({ stdout, stderr }: Told, bad: BadInput): void {
  assert.equal(stdout, "");
  const lines = stderr.split("\n");
  assert.equal(lines.length, 2, stderr);
  const [, line, what] = /^\S+sunsteer\.yaml:(\d+): (.*)$/.exec(lines[0] ?? "") ?? [];
  assert.equal(Number(line), bad.line);
  assert.match(what ?? "", bad.what);
  assert.match(lines[1] ?? "", bad.remedy);
}

async function assertJsonAndGerman(yaml: string, bad: BadInput, code: number): Promise<void> {
  const json = await told(yaml, ["check", "--json"]);
  assert.equal(json.code, code);
  assert.equal(json.stdout, "");
  const { error } = JSON.parse(json.stderr);
  assert.equal(error.kind, "invalid");
  assert.equal(error.line, bad.line);
  assert.match(error.file, /sunsteer\.yaml$/);
  assert.match(error.hint, bad.remedy);
  const german = await told(yaml, ["check"], { LANG: "de_DE.UTF-8" });
  assert.match(german.stderr, bad.german);
}
