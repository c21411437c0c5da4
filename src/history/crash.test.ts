import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { createReason } from "#domain";
import { createRandom, createSystemClock, createVirtualClock } from "#platform";
import { openHistory } from "./open-history.ts";
import { openStateStore } from "./sqlite/state-store-sqlite.ts";

const ownFile = fileURLToPath(import.meta.url);
const pointsEach = 500;
const kills = 6;

type Mode = "inline" | "worker";

/** What the children have reported as stored: the last intent and memory, and every round of history. */
interface Reported {
  intent: number;
  memory: number;
  readonly history: Set<number>;
}

/** Lets the child write until it has reported some lines, kills it in the middle of the next, and notes what it said. */
function runAndKill(
  directory: string,
  mode: Mode,
  first: number,
  linesBeforeKill: number,
  reported: Reported,
): Promise<void> {
  const child = spawn(
    process.execPath,
    ["--conditions=sunsteer-source", ownFile, "write", directory, mode, String(first)],
    {
      stdio: ["ignore", "pipe", "inherit"],
    },
  );
  let text = "";
  let lines = 0;
  child.stdout.setEncoding("utf8");
  child.stdout.on("data", (chunk: string) => {
    text += chunk;
    lines += chunk.split("\n").length - 1;
    if (lines >= linesBeforeKill) child.kill("SIGKILL");
  });
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code, signal) => {
      if (signal !== "SIGKILL") reject(new Error(`the child ended by itself with ${code}`));
      for (const [, kind, round] of text.matchAll(/^(intent|memory|history) (\d+)\n/gm)) {
        if (kind === "history") reported.history.add(Number(round));
        else if (kind === "intent" || kind === "memory") reported[kind] = Number(round);
      }
      resolve();
    });
  });
}

const [task, directory = "", mode, first] = process.argv.slice(2);
if (task === "write") await writeForEver(directory, mode === "inline" ? "inline" : "worker", Number(first));

for (const mode of ["inline", "worker"] as const) {
  test(`nothing reported as stored is missing after kill -9, ${mode}`, async () => {
    const directory = mkdtempSync(join(tmpdir(), "sunsteer-crash-"));
    const random = createRandom(7);
    try {
      const reported: Reported = { intent: -1, memory: -1, history: new Set() };
      let next = 0;
      for (let kill = 0; kill < kills; kill++) {
        await runAndKill(directory, mode, next, 1 + Math.floor(random.between(0, 60)), reported);
        next = 1 + (await check(directory, reported));
      }
      assert.ok(reported.history.size > kills, "the children were killed before they had stored anything");
      assert.deepEqual(
        readdirSync(directory).filter((name) => name.includes("torn")),
        [],
      );
    } finally {
      rmSync(directory, { recursive: true, force: true });
    }
  });
}

/** Everything reported must be there, and what is there must be whole; returns the last round that was begun. */
async function check(directory: string, reported: Reported): Promise<number> {
  const store = openStateStore({
    path: join(directory, "state.db"),
    now: () => 0,
    onProblem: ({ code }) => assert.fail(code),
  });
  const intents = store.intents();
  const memory = store.memory();
  store.close();
  const lastIntent = Math.max(-1, ...intents.map(({ createdAt }) => createdAt / pointsEach));
  assert.ok(lastIntent >= reported.intent, `intent ${reported.intent} was reported, ${lastIntent} is the last`);
  assert.equal(intents.length, Math.min(5, lastIntent + 1));
  const remembered = typeof memory === "object" && memory !== null && "round" in memory ? Number(memory["round"]) : -1;
  assert.ok(remembered >= reported.memory, `memory ${reported.memory} was reported, ${remembered} is there`);

  const history = openHistory({ path: join(directory, "home.db"), clock: createVirtualClock(0), mode: "inline" });
  const points = await history.series("a", { from: 0, to: (lastIntent + 1) * pointsEach });
  const commands = await history.commands({ limit: 1_000_000 });
  const { notice, problem } = history.health();
  await history.close();
  assert.deepEqual([notice, problem], [undefined, undefined]);
  const rounds = new Map<number, number>();
  for (const { value } of points) rounds.set(value, (rounds.get(value) ?? 0) + 1);
  for (const round of reported.history) assert.ok(rounds.has(round), `round ${round} was reported and is gone`);
  for (const [round, count] of rounds) assert.equal(count, pointsEach, `half a batch in round ${round}`);
  assert.equal(commands.length, rounds.size);
  return lastIntent;
}

/**
 * The child: writes intents and history for ever and tells on standard output what has been reported as stored, one
 * line each, until it is killed.
 */
async function writeForEver(directory: string, mode: Mode, first: number): Promise<never> {
  const clock = createSystemClock();
  const history = openHistory({
    path: `${directory}/home.db`,
    clock,
    mode,
  });
  const store = openStateStore({
    path: `${directory}/state.db`,
    now: () => clock.now(),
    onProblem: () => process.exit(3),
  });

  for (let round = first; ; round++) {
    const at = round * pointsEach;
    const reason = createReason("garage", "mode", "fast", { at, reviewAt: at });
    const command = { kind: "charger", target: "garage", setting: { isAllowed: true } } as const;
    const base = { id: `id-${round}`, command, purpose: "guard", reason, state: "stored", attempts: 0 } as const;
    store.putIntent({ ...base, actuator: `garage/${round % 5}`, createdAt: at, updatedAt: at });
    process.stdout.write(`intent ${round}\n`);
    store.putMemory({ version: 1, round });
    process.stdout.write(`memory ${round}\n`);
    history.appendPoints(
      Array.from({ length: pointsEach }, (_, index) => ({ series: "a", at: at + index, value: round })),
    );
    history.recordCommand({ ...base, at, target: "garage" });
    await history.flush();
    process.stdout.write(`history ${round}\n`);
  }
}
