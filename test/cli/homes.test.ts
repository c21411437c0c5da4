import assert from "node:assert/strict";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";
import { z } from "zod";
import { runCli } from "#cli";
import { createTestWorld, type TestWorld } from "../support/world.ts";

const homesView = z.object({ homes: z.array(z.object({ id: z.string(), name: z.string() })) });
const stateView = z.object({ home: z.object({ name: z.string() }) });

const home = (id: string, name: string) => `version: 1\nhome: { id: ${id}, name: ${name} }\nhttp: { port: 0 }\n`;

describe("several homes in one process", () => {
  it("are named by a folder, share one address and keep apart what they remember", async () => {
    await inFolder(
      { "homes/a.yaml": home("lake", "Lake"), "homes/b.yml": home("hill", "Hill"), "homes/notes.txt": "" },
      async (world) => {
        const ended = runCli(["run", "--config", "homes"], world);
        const [greeting = ""] = await printed(world, 1);
        const [first = "", second = ""] = greeting.split("\n");
        const url = /http:\/\/[^/]+/.exec(first)?.[0] ?? "";
        assert.match(first, /“Lake” runs: .*\?home=lake$/);
        assert.match(second, /“Hill” runs: .*\?home=hill$/);
        const get = async (path: string) =>
          (await world.http.request({ method: "GET", url: `${url}${path}`, timeoutMs: 10_000 })).body;
        assert.deepEqual(
          homesView.parse(JSON.parse(await get("/api/homes"))).homes.map(({ id }) => id),
          ["lake", "hill"],
        );
        assert.equal(stateView.parse(JSON.parse(await get("/api/homes/hill/state"))).home.name, "Hill");
        world.stop();
        assert.equal(await ended, 0);
        for (const id of ["lake", "hill"]) assert.ok(existsSync(join(world.workingDirectory, "data", `${id}.db`)), id);
      },
    );
  });

  it("are told apart by their ids, or not started", async () => {
    await inFolder({ "a.yaml": home("home", "A"), "b.yaml": home("home", "B") }, async (world) => {
      assert.equal(await runCli(["run", "--config", "a.yaml", "--config", "b.yaml"], world), 2);
      assert.match(world.told.join("\n"), /b\.yaml and .*a\.yaml are both the home “home”/);
    });
  });

  it("need files in the folder that is named", async () => {
    await inFolder({ "homes/notes.txt": "" }, async (world) => {
      assert.equal(await runCli(["run", "--config", "homes"], world), 2);
      assert.match(world.told.join("\n"), /homes\/\*\.yaml/);
    });
  });

  it("are read again together, and a new one waits for a restart", async () => {
    await inFolder({ "homes/a.yaml": home("lake", "Lake") }, async (world) => {
      const ended = runCli(["run", "--config", "homes"], world);
      const [greeting = ""] = await printed(world, 1);
      const url = /http:\/\/[^/]+/.exec(greeting)?.[0] ?? "";
      writeFileSync(join(world.workingDirectory, "homes/b.yaml"), home("hill", "Hill"));
      world.reload();
      await world.clock.sleep(200);
      const { body } = await world.http.request({ method: "GET", url: `${url}/api/homes`, timeoutMs: 10_000 });
      assert.deepEqual(
        homesView.parse(JSON.parse(body)).homes.map(({ id }) => id),
        ["lake"],
      );
      world.stop();
      assert.equal(await ended, 0);
    });
  });
});

async function printed(world: TestWorld, lines: number): Promise<readonly string[]> {
  for (let times = 0; times < 600 && world.printed.length < lines; times += 1) await world.clock.sleep(50);
  assert.ok(world.printed.length >= lines, world.told.join("\n"));
  return world.printed;
}

async function inFolder(
  files: Readonly<Record<string, string>>,
  use: (world: TestWorld) => Promise<void>,
): Promise<void> {
  const world = createTestWorld({ SUNSTEER_LOG: "error" });
  try {
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(join(world.workingDirectory, name, ".."), { recursive: true });
      writeFileSync(join(world.workingDirectory, name), text);
    }
    await use(world);
  } finally {
    world.dispose();
  }
}
