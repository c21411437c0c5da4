import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import type { Worker } from "node:worker_threads";
import { createVirtualClock } from "#platform";
import { openHistory } from "../open-history.ts";

test("a thread that dies is started again and nothing is lost", async () => {
  const directory = mkdtempSync(join(tmpdir(), "sunsteer-worker-"));
  const workers: Worker[] = [];
  const remember = (worker: Worker) => workers.push(worker);
  process.on("worker", remember);
  const history = openHistory({ path: join(directory, "home.db"), clock: createVirtualClock(0), mode: "worker" });
  try {
    history.appendPoints([{ series: "a", at: 1, value: 1 }]);
    await history.flush();
    history.appendPoints(Array.from({ length: 10_000 }, (_, index) => ({ series: "a", at: 2 + index, value: index })));
    const [first] = workers;
    const storing = history.flush();
    await first?.terminate();
    await assert.rejects(storing);
    assert.equal(history.health().problem?.code, "history.worker-died");
    await history.flush();
    assert.equal((await history.series("a", { from: 0, to: 100_000 })).length, 10_001);
    assert.equal(history.health().problem, undefined);
    assert.equal(history.health().notice, undefined);
    assert.equal(workers.length, 2);
  } finally {
    process.off("worker", remember);
    await history.close();
    rmSync(directory, { recursive: true, force: true });
  }
});
