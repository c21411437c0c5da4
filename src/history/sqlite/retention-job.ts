import type { Instant } from "#domain";
import type { Database } from "#platform/sqlite";
import type { Retention } from "../history-core.ts";
import { bucketStart, gapMs } from "./rollup-job.ts";
import { readNumber } from "./rows.ts";
import type { SeriesEntry, SeriesTable } from "./series-table.ts";

/** Rows deleted in one transaction; a few milliseconds of work. */
const stepRows = 2_000;

/** Lets go of what is older than it is to be kept, one step at a time, inside the caller's transaction; tells how many rows went. */
export interface RetentionJob {
  letGoSeries(entry: SeriesEntry, now: Instant): number;
  letGoRecords(now: Instant): number;
}

export function createRetentionJob(database: Database, table: SeriesTable, retention: Retention): RetentionJob {
  const oldestPoint = database.prepare("SELECT min(at) FROM points WHERE series = ?");
  const deletePoints = database.prepare(`DELETE FROM points WHERE series = ?1 AND at IN
    (SELECT at FROM points WHERE series = ?1 AND at < ?2 ORDER BY at LIMIT ${stepRows})`);
  const deleteRollups = database.prepare(`DELETE FROM rollups WHERE series = ?1 AND at IN
    (SELECT at FROM rollups WHERE series = ?1 AND at < ?2 ORDER BY at LIMIT ${stepRows})`);
  const { rawMs, rollupMs, decisionMs, commandMs } = retention;

  const letGoPoints = (entry: SeriesEntry, now: Instant): number => {
    // Only what is rolled up may go, and lines into the first kept stretch need the point before it.
    const horizon = Math.min(bucketStart(now - rawMs), entry.rolledUntil);
    const oldest = readNumber(database, oldestPoint, entry.id);
    if (oldest === undefined || oldest >= horizon - gapMs) return 0;
    entry.rawFrom = Math.max(entry.rawFrom, horizon);
    table.save(entry);
    return Number(deletePoints.run(entry.id, horizon - gapMs).changes);
  };

  const deleteDecisions = deleteOldest(database, "decisions");
  const deleteReasons = deleteOldest(database, "reasons");
  const deleteCommands = deleteOldest(database, "commands");

  return {
    letGoSeries: (entry, now) => {
      const points = letGoPoints(entry, now);
      return rollupMs === undefined ? points : points + Number(deleteRollups.run(entry.id, now - rollupMs).changes);
    },
    letGoRecords: (now) =>
      deleteDecisions(now - decisionMs) + deleteReasons(now - decisionMs) + deleteCommands(now - commandMs),
  };
}

function deleteOldest(database: Database, name: string): (before: Instant) => number {
  const statement = database.prepare(
    `DELETE FROM ${name} WHERE id IN (SELECT id FROM ${name} WHERE at < ? LIMIT ${stepRows})`,
  );
  return (before) => Number(statement.run(before).changes);
}
