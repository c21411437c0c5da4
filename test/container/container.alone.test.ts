import assert from "node:assert/strict";
import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { promisify } from "node:util";
import { validate } from "dockerfile-utils";
import { parse } from "yaml";
import { z } from "zod";
import { createEmulator, serveEmulator } from "#driver-kit";
import { createRandom, createScaledClock, createSystemClock } from "#platform";
import { createSimulatedHome, presets } from "#simulator";
import { root } from "../../scripts/steps.ts";
import { iotawattEmulator } from "../../src/drivers/iotawatt/emulator.ts";
import { chargehqEmulator } from "../../src/publish/chargehq/emulator.ts";
import { lastStage, layOut, readDockerfile } from "./image.ts";

const run = promisify(execFile);
const longestWaitMs = 60_000;
/** Meters speak every ten seconds and pushes go out once a minute; nobody should wait for that. */
const realOrigin = createSystemClock().now();
const time = { realOrigin, virtualOrigin: realOrigin, speed: 20 };
const heard = z.object({ pushes: z.array(z.looseObject({})) });

describe("the container", () => {
  it("has a Dockerfile without complaints, for any platform, whose program is not root", async () => {
    const text = await readDockerfile();
    assert.deepEqual(
      validate(text).map(({ message }) => message),
      [],
    );
    const image = lastStage(text);
    assert.ok(image.user !== undefined && image.user !== "root");
    assert.ok(image.healthCommand.length > 0);
    for (const [, base = ""] of text.matchAll(/^FROM (?:--platform=\S+ )?(\S+)/gm)) {
      assert.match(base, /^node:24-/, "the version that is tested, not whatever is newest");
    }
    assert.match(text, /FROM --platform=\$BUILDPLATFORM /, "nothing is built on an emulated processor");
  });

  it("has a compose file that gives it as little as it needs", async () => {
    const file = z.object({
      services: z.record(
        z.string(),
        z.looseObject({
          read_only: z.literal(true),
          cap_drop: z.tuple([z.literal("ALL")]),
          restart: z.string(),
          environment: z.looseObject({ SUNSTEER_DATA: z.string() }),
          volumes: z.array(z.string()),
        }),
      ),
      volumes: z.record(z.string(), z.unknown()),
    });
    const { services, volumes } = file.parse(parse(await readFile(join(root, "compose.yaml"), "utf8")));
    for (const { environment, volumes: mounts } of Object.values(services)) {
      const places = mounts.map((mount) => mount.split(":"));
      assert.ok(places.some(([name, at]) => at === environment.SUNSTEER_DATA && name !== undefined && name in volumes));
      assert.ok(places.every(([name, , mode]) => ((name ?? "").startsWith("./") ? mode === "ro" : true)));
    }
  });
});

describe("the container's program, laid out as its stages do", () => {
  const servers: Awaited<ReturnType<typeof serveEmulator>>[] = [];
  let folder: string;
  let emulators: { readonly iotawatt: string; readonly chargehq: string; readonly apiKey: string; pushes(): number };

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "sunsteer-image-"));
    const clock = createScaledClock(createSystemClock(), time);
    const home = createSimulatedHome(presets.family.scenario, { clock });
    const meter = createEmulator(iotawattEmulator, { home, clock, random: createRandom(1) });
    const ear = createEmulator(chargehqEmulator, { home, clock, random: createRandom(2) });
    servers.push(await serveEmulator(meter, { clock }), await serveEmulator(ear, { clock }));
    emulators = {
      iotawatt: servers[0]?.url.replace("http://", "") ?? "",
      chargehq: servers[1]?.url ?? "",
      apiKey: ear.credentials["apiKey"] ?? "",
      pushes: () => heard.parse(ear.describe()).pushes.length,
    };
  });

  after(async () => {
    await Promise.all(servers.map(({ close }) => close()));
    await rm(folder, { recursive: true, force: true });
  });

  it("does the older bridge's work with nothing but its variables, writes nothing, is healthy and ends when asked", async () => {
    const image = lastStage(await readDockerfile());
    const app = join(folder, image.workdir);
    await layOut(image, app);
    const homeFolder = join(folder, "home");
    await mkdir(homeFolder);
    const before = await namesIn(folder);
    const [program = "", ...args] = image.command;
    assert.equal(program, "node");
    const child = spawn(process.execPath, args, {
      cwd: app,
      stdio: ["ignore", "pipe", "pipe"],
      env: {
        ...image.environment,
        PATH: process.env["PATH"],
        HOME: homeFolder,
        SUNSTEER_CLOCK: `${realOrigin}/${realOrigin}/${time.speed}`,
        ROUTING__DATASOURCE: "IoTaWatt",
        IOTAWATT__IPADDRESS: emulators.iotawatt,
        CHARGEHQ__PUSHURI: `${emulators.chargehq}/api/public/push-solar-data`,
        CHARGEHQ__APIKEY: emulators.apiKey,
        TZ: "Australia/Brisbane",
      },
    });
    let said = "";
    for (const stream of [child.stdout, child.stderr]) stream.setEncoding("utf8").on("data", (text) => (said += text));
    const ended = once(child, "close");
    try {
      await until(
        () => emulators.pushes() > 0,
        () => said,
      );
      assert.deepEqual(await namesIn(folder), before, "its root is read-only");
      const [checker = "", ...words] = image.healthCommand;
      assert.equal(checker, "node");
      await run(process.execPath, words, { cwd: app });
    } finally {
      child.kill("SIGTERM");
    }
    const [code] = await ended;
    assert.equal(code, 0, said);
    assert.match(said, /settings of the older bridge are in use/);
    assert.ok(!said.includes(emulators.apiKey), "no key in the log");
    assert.deepEqual(await namesIn(folder), before, "its root is read-only");
  });
});

async function namesIn(folder: string): Promise<readonly string[]> {
  return (await readdir(folder, { recursive: true })).sort();
}

async function until(holds: () => boolean, said: () => string): Promise<void> {
  const clock = createSystemClock();
  const end = clock.steadyMs() + longestWaitMs;
  while (!holds()) {
    if (clock.steadyMs() > end) assert.fail(said());
    await clock.sleep(100);
  }
}
