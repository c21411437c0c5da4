import { existsSync, rmSync, writeFileSync } from "node:fs";
import { fail, type Instant, type Problem, ProblemError } from "#domain";
import { type Database, type DatabaseOptions, openDatabase, toStorageProblem } from "#platform/sqlite";
import { finishInterruptedRepair, type RepairPlan, repairFile } from "./repair.ts";
import { readTexts } from "./rows.ts";

export type OpenDatabase = (path: string, options: DatabaseOptions) => Database;

export interface DatabaseFileOptions {
  readonly path: string;
  readonly plan: RepairPlan;
  readonly database: DatabaseOptions;
  /** Stands in for the real one where a test wants a disk to be full. */
  readonly open?: OpenDatabase;
  onRepair(problem: Problem): void;
}

/** A database file with the care around it: repaired when torn, checked after an unclean stop. */
export interface DatabaseFile<T> {
  /** Runs the work on the open file, opening it if need be; a file found torn is repaired and the work tried once more. */
  use<R>(now: Instant, work: (content: T) => R): R;
  close(): void;
}

interface Content {
  close(): void;
}

/** `build` prepares the content (migrations included) and from then on owns the database. */
export function createDatabaseFile<T extends Content>(
  options: DatabaseFileOptions,
  build: (database: Database) => T,
): DatabaseFile<T> {
  const { path, plan, open = openDatabase } = options;
  // What is only in memory leaves no trace that a later run could trip over, nor needs a place to write.
  const isTraceless = (options.database.isReadOnly ?? false) || path === ":memory:";
  const marker = `${path}.open`;
  let content: T | undefined;

  const buildOn = (database: Database): T => {
    try {
      if (!isTraceless && existsSync(marker)) check(database, path);
      return build(database);
    } catch (error) {
      database.close();
      throw error;
    }
  };

  const openFile = (): T => {
    if (!isTraceless) finishInterruptedRepair(path);
    const opened = buildOn(open(path, options.database));
    if (!isTraceless) writeFileSync(marker, "");
    content = opened;
    return opened;
  };

  const repair = (now: Instant) => {
    content?.close();
    content = undefined;
    options.onRepair(repairFile(path, plan, now));
    rmSync(marker, { force: true });
  };

  return {
    use: (now, work) => {
      try {
        return work(content ?? openFile());
      } catch (error) {
        if (isTraceless || !isTorn(error)) throw toStorageProblem(error, path);
      }
      try {
        repair(now);
        return work(openFile());
      } catch (error) {
        throw toStorageProblem(error, path);
      }
    },
    close: () => {
      if (content === undefined) return;
      content.close();
      content = undefined;
      if (!isTraceless) rmSync(marker, { force: true });
    },
  };
}

/** SQLite's own look at the whole file; it costs a full read, so it happens only after an unclean stop. */
function check(database: Database, path: string): void {
  const [verdict] = readTexts(database, database.prepare("PRAGMA quick_check(1)"));
  if (verdict !== "ok") throw fail("refused", "storage.torn", { facts: { path } });
}

function isTorn(error: unknown): boolean {
  return error instanceof ProblemError && error.problem.code === "storage.torn";
}
