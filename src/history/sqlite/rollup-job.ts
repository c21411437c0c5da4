import { type Instant, minuteMs } from "#domain";
import type { Database } from "#platform/sqlite";
import { type Rollup, rollUp } from "../rollup.ts";
import { readColumns, readNumber } from "./rows.ts";
import type { SeriesEntry, SeriesTable } from "./series-table.ts";

/** The width of what is kept for ever. */
export const bucketMs = 5 * minuteMs;

/** A source polled every five minutes may miss two polls before its line is broken. */
export const gapMs = 15 * minuteMs;

/** An hour at a time: some thousand points even of a source that speaks every second, so a write never waits long. */
const stepBuckets = 12;

export function bucketStart(at: Instant): Instant {
  return Math.floor(at / bucketMs) * bucketMs;
}

/** Rolls one series up by one step, inside the caller's transaction; tells how many rows were handled, 0 when it is up to date. */
export type RollUpStep = (entry: SeriesEntry, now: Instant) => number;

export function createRollUpStep(database: Database, table: SeriesTable): RollUpStep {
  const nextPoint = database.prepare("SELECT min(at) FROM points WHERE series = ? AND at >= ?");
  const points = database.prepare("SELECT at, value FROM points WHERE series = ? AND at BETWEEN ? AND ? ORDER BY at");
  const write = createRollupWriter(database);
  return (entry, now) => {
    // A stretch is complete when the point that ends its last line, if there is one, must have come.
    const limit = bucketStart(now - gapMs);
    if (entry.rolledUntil >= limit) return 0;
    const nextAt = readNumber(database, nextPoint, entry.id, entry.rolledUntil) ?? limit;
    const from = Math.min(limit, Math.max(entry.rolledUntil, bucketStart(nextAt - gapMs)));
    const to = Math.min(limit, from + stepBuckets * bucketMs);
    const [at = new Float64Array(), value = new Float64Array()] =
      from < to ? readColumns(database, points, 2, entry.id, from - gapMs, to + gapMs) : [];
    const rollups = rollUp({ at, value }, { from, to, bucketMs, gapMs });
    write(entry, rollups);
    entry.rolledUntil = to;
    table.save(entry);
    return 1 + at.length + rollups.length;
  };
}

function createRollupWriter(database: Database): (entry: SeriesEntry, rollups: readonly Rollup[]) => void {
  const columns =
    "rollups (series, at, mean, positive_mean, min, max, last, covered_ms) VALUES (?, ?, ?, ?, ?, ?, ?, ?)";
  const replace = database.prepare(`INSERT OR REPLACE INTO ${columns}`);
  const keepOld = database.prepare(`INSERT OR IGNORE INTO ${columns}`);
  return (entry, rollups) => {
    for (const { at, mean, positiveMean, min, max, last, coveredMs } of rollups) {
      // Where points have been let go, a late one alone knows less than the rollup made of all of them.
      const statement = at < entry.rawFrom ? keepOld : replace;
      statement.run(entry.id, at, mean, positiveMean, min, max, last, coveredMs);
    }
  };
}
