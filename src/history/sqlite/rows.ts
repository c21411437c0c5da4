import { fail } from "#domain";
import type { Database, SqlValue, Statement } from "#platform/sqlite";

/** Reads rows of numbers column by column; arrays instead of objects halve the time of a long chart. */
export function readColumns(
  database: Database,
  statement: Statement,
  width: number,
  ...parameters: SqlValue[]
): Float64Array[] {
  statement.setReturnArrays(true);
  const rows = database.guard(() => statement.all(...parameters));
  const columns = Array.from({ length: width }, () => new Float64Array(rows.length));
  // Column by column, so that the inner loop touches two arrays only.
  for (const [column, target] of columns.entries()) {
    for (let index = 0; index < rows.length; index++) {
      const row = rows[index];
      if (!Array.isArray(row)) throw fail("bug", "bug.unexpected", { facts: { detail: "rows must come as arrays" } });
      target[index] = Number(row[column]);
    }
  }
  return columns;
}

/** One number of one row; undefined where there is no row or it is NULL. */
export function readNumber(database: Database, statement: Statement, ...parameters: SqlValue[]): number | undefined {
  const row = database.guard(() => statement.get(...parameters));
  if (row === undefined) return undefined;
  const [value] = Object.values(row);
  return typeof value === "number" ? value : undefined;
}

/** The texts of a query's first column. */
export function readTexts(database: Database, statement: Statement, ...parameters: SqlValue[]): string[] {
  const rows = database.guard(() => statement.all(...parameters));
  return rows.map((row) => String(Object.values(row)[0]));
}
