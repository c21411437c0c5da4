import { ProblemError } from "#domain";
import { type Database, type SqlValue, type Statement, toStorageProblem } from "#platform/sqlite";

/** A table to save from a torn file, read along `key` from both ends until the damage. */
export interface SavedTable {
  readonly name: string;
  readonly key: string;
  /** Read separately for each of these values, so that damage to one of them leaves the others whole. */
  readonly per?: { readonly column: string; readonly valuesSql: string };
}

type Row = Record<string, SqlValue>;

/** Rows per transaction while copying; keeps the write-ahead log of a large file small. */
const chunkRows = 20_000;

/** Copies every row that can be read; faults of the torn file are passed over, faults of the fresh one are thrown. */
export function saveRows(torn: Database, fresh: Database, tables: readonly SavedTable[]): number {
  let savedRows = 0;
  for (const table of tables) {
    const columns = sharedColumns(torn, fresh, table.name);
    if (columns.length === 0) continue;
    const places = columns.map(() => "?").join(", ");
    const insert = fresh.prepare(`INSERT OR IGNORE INTO ${table.name} (${columns.join(", ")}) VALUES (${places})`);
    for (const group of groupsOf(fresh, table)) {
      for (const chunk of chunksOf(readableRows(torn, table, columns, group))) {
        savedRows += fresh.transaction(() => insertAll(insert, chunk, columns));
      }
    }
  }
  return savedRows;
}

function sharedColumns(torn: Database, fresh: Database, table: string): string[] {
  const sql = `SELECT name FROM pragma_table_info('${table}')`;
  const own = fresh.prepare(sql).all();
  try {
    const there = new Set(
      torn
        .prepare(sql)
        .all()
        .map((row) => row["name"]),
    );
    return own.map((row) => String(row["name"])).filter((name) => there.has(name));
  } catch {
    return [];
  }
}

function groupsOf(fresh: Database, { per }: SavedTable): SqlValue[][] {
  if (per === undefined) return [[]];
  return fresh
    .prepare(per.valuesSql)
    .all()
    .map((row) => [Object.values(row)[0] ?? null]);
}

function* readableRows(torn: Database, table: SavedTable, columns: readonly string[], group: SqlValue[]) {
  const where = table.per === undefined ? "" : `WHERE ${table.per.column} = ?`;
  for (const direction of ["ASC", "DESC"]) {
    const sql = `SELECT ${columns.join(", ")} FROM ${table.name} ${where} ORDER BY ${table.key} ${direction}`;
    const isComplete = yield* rowsUntilDamage(torn, sql, group);
    if (isComplete) return;
  }
}

/** Yields rows as long as they can be read; the end result tells whether that was to the end. */
function* rowsUntilDamage(torn: Database, sql: string, parameters: SqlValue[]): Generator<Row, boolean> {
  try {
    // The body of the loop never throws into here: what happens to a yielded row happens outside.
    for (const row of torn.prepare(sql).iterate(...parameters)) yield row;
    return true;
  } catch {
    return false;
  }
}

function* chunksOf(rows: Iterable<Row>): Generator<Row[]> {
  let chunk: Row[] = [];
  for (const row of rows) {
    chunk.push(row);
    if (chunk.length < chunkRows) continue;
    yield chunk;
    chunk = [];
  }
  if (chunk.length > 0) yield chunk;
}

function insertAll(insert: Statement, rows: readonly Row[], columns: readonly string[]): number {
  let inserted = 0;
  for (const row of rows) {
    try {
      inserted += Number(insert.run(...columns.map((column) => row[column] ?? null)).changes);
    } catch (error) {
      // A row that damage has given a wrong type is not worth the others.
      if (toStorageProblem(error, "") instanceof ProblemError) throw error;
    }
  }
  return inserted;
}
