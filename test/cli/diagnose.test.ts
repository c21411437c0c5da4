import assert from "node:assert/strict";
import { once } from "node:events";
import { readFileSync, statSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { describe, it } from "node:test";
import { z } from "zod";
import { runCli } from "#cli";
import { createTestWorld, type TestWorld } from "../support/world.ts";

const secrets = [
  "k3y-of-the-roof",
  "hunter2hunter2",
  "60KE80200000001",
  "me@example.org",
  "Villa Sunny",
  "pw-of-page-12",
];
const configuration = `version: 1
home: { name: Villa Sunny, location: { latitude: 52.5, longitude: 13.4 } }
devices:
  - { id: roof, driver: foxess, apiKey: k3y-of-the-roof, serial: 60KE80200000001, url: "http://127.0.0.1:9" }
  - { id: north, driver: fusionsolar, url: "http://127.0.0.1:9", username: me@example.org, password: hunter2hunter2 }
http: { port: 0, password: pw-of-page-12 }
`;
const report = z.looseObject({
  version: z.string(),
  config: z.looseObject({
    devices: z.array(
      z.looseObject({ written: z.record(z.string(), z.unknown()), problem: z.looseObject({}).optional() }),
    ),
  }),
});

const stateView = z.object({ devices: z.array(z.object({ id: z.string() })) });

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  return typeof address === "object" && address !== null ? address.port : assert.fail("no port");
}

describe("a bug report", () => {
  it("tells of settings and state, and nothing that lets anybody in or says who it is", async () => {
    await inWorld(configuration, async (world) => {
      assert.equal(await runCli(["diagnose"], world), 0, world.told.join("\n"));
      const path = join(world.workingDirectory, "sunsteer-diagnose.json");
      const text = readFileSync(path, "utf8");
      assert.equal(statSync(path).mode & 0o077, 0);
      for (const secret of secrets) assert.ok(!text.includes(secret), secret);
      const { config } = report.parse(JSON.parse(text));
      assert.deepEqual(config.devices[0]?.written, {
        ...{ id: "roof", driver: "foxess", apiKey: "text of 15 letters", serial: "text of 15 letters" },
        url: "text of 18 letters",
      });
      assert.ok(config.devices[1]?.problem !== undefined, "and what is wrong with an entry");
    });
  });

  it("comes about also where the configuration cannot be read, and says so in it", async () => {
    await inWorld("version: 1\ndevice: []\n", async (world) => {
      assert.equal(await runCli(["diagnose", "--json"], world), 0);
      assert.match(world.printed.join(""), /config\.unknown-key/);
    });
  });

  it("holds what a running hub knows", async () => {
    const port = await freePort();
    const text = configuration.replace(/^http: .*$/m, `http: { port: ${port} }`);
    await inWorld(text, async (world) => {
      const ended = runCli(["run"], world);
      for (let times = 0; times < 600 && world.printed.length === 0; times += 1) await world.clock.sleep(50);
      assert.equal(await runCli(["diagnose", "--json"], world), 0);
      world.stop();
      assert.equal(await ended, 0);
      const { state } = z
        .object({ hub: z.literal("runs"), state: z.object({ answer: stateView }) })
        .parse(JSON.parse(world.printed.at(-1) ?? ""));
      assert.deepEqual(
        state.answer.devices.map(({ id }) => id),
        ["roof", "north"],
      );
      for (const secret of secrets) assert.ok(!world.printed.at(-1)?.includes(secret), secret);
    });
  });
});

async function inWorld(text: string, use: (world: TestWorld) => Promise<void>): Promise<void> {
  const world = createTestWorld({ SUNSTEER_LOG: "error" });
  try {
    writeFileSync(join(world.workingDirectory, "sunsteer.yaml"), text);
    await use(world);
  } finally {
    world.dispose();
  }
}
