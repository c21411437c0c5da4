import type { Decision, Instant } from "#domain";
import type { Database } from "#platform/sqlite";
import type { CommandRecord } from "../history.ts";
import type { Batch } from "../history-core.ts";
import { bucketStart, gapMs } from "./rollup-job.ts";
import type { SeriesEntry, SeriesTable } from "./series-table.ts";

/** How batches get into the file: each in one transaction, whole or not at all. */
export function createBatchAppender(database: Database, table: SeriesTable): (batch: Batch) => void {
  const appendPoints = createPointAppender(database, table);
  const appendDecision = createDecisionAppender(database);
  const recordCommand = createCommandRecorder(database);
  return (batch) => {
    try {
      database.transaction(() => {
        appendPoints(batch);
        for (const decision of batch.decisions) appendDecision(decision);
        for (const record of batch.commands) recordCommand(record);
      });
    } catch (error) {
      table.reload();
      throw error;
    }
  };
}

function createPointAppender(database: Database, table: SeriesTable): (batch: Batch) => void {
  const insert = database.prepare("INSERT OR REPLACE INTO points (series, at, value) VALUES (?, ?, ?)");
  return ({ names, series, at: times, value: values }) => {
    const entries: (SeriesEntry | undefined)[] = [];
    const late = new Set<SeriesEntry>();
    for (let index = 0; index < series.length; index++) {
      const nameIndex = series[index] ?? 0;
      const at = times[index] ?? 0;
      const entry = entries[nameIndex] ?? table.findOrAdd(names[nameIndex] ?? "");
      entries[nameIndex] = entry;
      insert.run(entry.id, at, values[index] ?? 0);
      if (at - gapMs < entry.rolledUntil) {
        entry.rolledUntil = Math.min(entry.rolledUntil, bucketStart(at - gapMs));
        late.add(entry);
      }
    }
    for (const entry of late) table.save(entry);
  };
}

function createDecisionAppender(database: Database): (decision: Decision) => void {
  const insertDecision = database.prepare("INSERT INTO decisions (at, commands) VALUES (?, ?) RETURNING id");
  const insertReason = database.prepare("INSERT INTO reasons (decision, at, subject, reason) VALUES (?, ?, ?, ?)");
  return ({ at, commands, reasons }) => {
    const id = Number(insertDecision.get(wholeMs(at), JSON.stringify(commands))?.["id"]);
    for (const reason of reasons) insertReason.run(id, wholeMs(reason.at), reason.subject, JSON.stringify(reason));
  };
}

function createCommandRecorder(database: Database): (record: CommandRecord) => void {
  const upsert = database.prepare(
    "INSERT OR REPLACE INTO commands (id, at, target, state, record) VALUES (?, ?, ?, ?, ?)",
  );
  return (record) => {
    upsert.run(record.id, wholeMs(record.at), record.target, record.state, JSON.stringify(record));
  };
}

/** Hastened time may stand between two milliseconds, and the file takes whole ones only. */
function wholeMs(at: Instant): Instant {
  return Math.round(at);
}
