import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { dayMs, hourMs } from "#domain";
import { createVirtualClock } from "#platform";
import { exportCsv } from "./export-csv.ts";
import { openHistory } from "./open-history.ts";

const start = Date.UTC(2025, 5, 1, 22);

test("exports each value once, across days, in time order, with names that need it quoted", async (context) => {
  const directory = mkdtempSync(join(tmpdir(), "sunsteer-export-"));
  const history = openHistory({ path: join(directory, "home.db"), clock: createVirtualClock(start), mode: "inline" });
  context.after(async () => {
    await history.close();
    rmSync(directory, { recursive: true });
  });
  for (const hour of [0, 23, 24, 47, 48])
    history.appendPoints([{ series: 'the "roof", south/solar.powerW', at: start + hour * hourMs, value: hour / 2 }]);
  const lines: string[] = [];
  const series = ['the "roof", south/solar.powerW'];
  for await (const line of exportCsv(history, { series, from: start, to: start + 2 * dayMs })) lines.push(line);
  const name = '"the ""roof"", south/solar.powerW"';
  assert.deepEqual(lines, [
    "time,series,value",
    `2025-06-01T22:00:00.000Z,${name},0`,
    `2025-06-02T21:00:00.000Z,${name},11.5`,
    `2025-06-02T22:00:00.000Z,${name},12`,
    `2025-06-03T21:00:00.000Z,${name},23.5`,
  ]);
});
