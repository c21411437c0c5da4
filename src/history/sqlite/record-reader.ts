import type { Database, SqlValue } from "#platform/sqlite";
import type { CommandQuery, DecisionQuery, ReasonQuery } from "../history.ts";
import type { StoredDecision } from "../history-core.ts";
import { readTexts } from "./rows.ts";

export interface RecordReader {
  reasons(query: ReasonQuery): string[];
  decisions(query: DecisionQuery): StoredDecision[];
  commands(query: CommandQuery): string[];
}

/** Reads decisions, reasons and commands, newest first. */
export function createRecordReader(database: Database): RecordReader {
  const reasonsOf = database.prepare("SELECT reason FROM reasons WHERE decision = ? ORDER BY id");
  const select = (columns: string, table: string, conditions: readonly Condition[], limit: number) => {
    const asked = conditions.filter(({ value }) => value !== undefined);
    const where = asked.length === 0 ? "" : `WHERE ${asked.map(({ sql }) => sql).join(" AND ")}`;
    const sql = `SELECT ${columns} FROM ${table} ${where} ORDER BY at DESC, rowid DESC LIMIT ?`;
    return { statement: database.prepare(sql), values: [...asked.map(({ value }) => value ?? null), limit] };
  };
  return {
    reasons: ({ subject, since, limit }) => {
      const conditions = [
        { sql: "subject = ?", value: subject },
        { sql: "at >= ?", value: since },
      ];
      const { statement, values } = select("reason", "reasons", conditions, limit);
      return readTexts(database, statement, ...values);
    },
    decisions: ({ since, until, limit }) => {
      const { statement, values } = select("id, at, commands", "decisions", timeConditions(since, until), limit);
      return database
        .guard(() => statement.all(...values))
        .map((row) => ({
          at: Number(row["at"]),
          commands: String(row["commands"]),
          reasons: readTexts(database, reasonsOf, row["id"] ?? null),
        }));
    },
    commands: ({ target, state, since, until, limit }) => {
      const conditions = [
        { sql: "target = ?", value: target },
        { sql: "state = ?", value: state },
        ...timeConditions(since, until),
      ];
      const { statement, values } = select("record", "commands", conditions, limit);
      return readTexts(database, statement, ...values);
    },
  };
}

interface Condition {
  readonly sql: string;
  readonly value: SqlValue | undefined;
}

function timeConditions(since: number | undefined, until: number | undefined): Condition[] {
  return [
    { sql: "at >= ?", value: since },
    { sql: "at < ?", value: until },
  ];
}
