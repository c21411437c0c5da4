import { fail } from "#domain";
import type { Database } from "#platform/sqlite";
import type { EnergySum } from "../history.ts";
import type { HistoryCore, Retention, SeriesColumns } from "../history-core.ts";
import { createBatchAppender } from "./append-batch.ts";
import { historyMigrations } from "./history-schema.ts";
import { migrate, readVersion } from "./migrate.ts";
import { createRecordReader } from "./record-reader.ts";
import { createRetentionJob } from "./retention-job.ts";
import { createRollUpStep } from "./rollup-job.ts";
import { createSeriesReader } from "./series-reader.ts";
import { createSeriesTable } from "./series-table.ts";

export interface HistoryCoreOptions {
  readonly path: string;
  readonly retention: Retention;
  /** Only look: another process writes here. */
  readonly isReadOnly?: boolean;
}

/** Rows that one step of upkeep may handle, so that the next batch waits for some ten milliseconds at most. */
const upkeepRows = 20_000;

/** The history in one SQLite file; takes over the open database. */
export function createSqliteHistoryCore(database: Database, options: HistoryCoreOptions): HistoryCore {
  prepareFile(database, options);
  const table = createSeriesTable(database);
  const append = createBatchAppender(database, table);
  const reader = createSeriesReader(database);
  const records = createRecordReader(database);
  const rollUpStep = createRollUpStep(database, table);
  const retention = createRetentionJob(database, table, options.retention);

  const upkeep = (now: number): boolean => {
    let rowsLeft = upkeepRows;
    let letGo = 0;
    for (const entry of table.entries()) {
      for (let rows = rollUpStep(entry, now); rows > 0; rows = rollUpStep(entry, now)) {
        rowsLeft -= rows;
        if (rowsLeft <= 0) return false;
      }
      letGo += retention.letGoSeries(entry, now);
      if (rowsLeft <= letGo) return false;
    }
    return letGo + retention.letGoRecords(now) === 0;
  };

  return {
    append,
    ...records,
    seriesNames: () => table.names(),
    series: (name, query) => {
      const entry = table.find(name);
      return entry === undefined ? noColumns : reader.series(name, entry, query);
    },
    energy: (name, from, to) => {
      const entry = table.find(name);
      return entry === undefined ? nothingKnown(to - from) : reader.energy(entry, from, to);
    },
    maintain: (now) => {
      try {
        return database.transaction(() => upkeep(now));
      } catch (error) {
        table.reload();
        throw error;
      }
    },
    backup: (path) => database.backup(path),
    close: () => database.close(),
  };
}

function prepareFile(database: Database, { path, isReadOnly }: HistoryCoreOptions): void {
  if (!isReadOnly) {
    migrate(database, { path, migrations: historyMigrations });
    return;
  }
  const version = readVersion(database);
  const known = historyMigrations.length;
  if (version > known) throw fail("refused", "storage.newer", { facts: { path, version, known } });
  if (version < known) throw fail("refused", "storage.older", { facts: { path, version, known } });
}

const noColumns: SeriesColumns = {
  at: new Float64Array(),
  value: new Float64Array(),
  min: new Float64Array(),
  max: new Float64Array(),
};

function nothingKnown(askedMs: number): EnergySum {
  return { energyWh: undefined, positiveWh: 0, negativeWh: 0, coveredMs: 0, missingMs: Math.max(0, askedMs) };
}
