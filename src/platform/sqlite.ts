import { chmodSync, mkdirSync } from "node:fs";
import { dirname } from "node:path";
import { DatabaseSync, type SQLInputValue, type StatementSync } from "node:sqlite";
import { fail, ProblemError } from "#domain";

export type SqlValue = SQLInputValue;
export type Statement = StatementSync;

export interface DatabaseOptions {
  /** `full`: a finished transaction survives a power cut. `normal`: it survives a crash of the process. */
  readonly durability: "full" | "normal";
  /** How long to wait for another process that is writing. */
  readonly busyMs?: number;
  /** The file may hold tokens: only its owner may read it. */
  readonly isPrivate?: boolean;
}

/** A small synchronous database file. */
export interface Database {
  exec(sql: string): void;
  prepare(sql: string): Statement;
  /** Runs the work in one immediate transaction, which is also the lock against other processes. */
  transaction<T>(work: () => T): T;
  close(): void;
}

export function openDatabase(path: string, options: DatabaseOptions): Database {
  try {
    if (path !== ":memory:") mkdirSync(dirname(path), { recursive: true });
    const database = new DatabaseSync(path, { timeout: options.busyMs ?? 5_000 });
    if (options.isPrivate && path !== ":memory:") chmodSync(path, 0o600);
    database.exec(
      `PRAGMA journal_mode = WAL; PRAGMA synchronous = ${options.durability === "full" ? "FULL" : "NORMAL"};`,
    );
    return wrap(database, path);
  } catch (error) {
    throw toStorageProblem(error, path);
  }
}

function wrap(database: DatabaseSync, path: string): Database {
  const guarded = <T>(work: () => T): T => {
    try {
      return work();
    } catch (error) {
      throw toStorageProblem(error, path);
    }
  };
  return {
    exec: (sql) => guarded(() => database.exec(sql)),
    prepare: (sql) => guarded(() => database.prepare(sql)),
    transaction: (work) => {
      guarded(() => database.exec("BEGIN IMMEDIATE"));
      try {
        const result = work();
        guarded(() => database.exec("COMMIT"));
        return result;
      } catch (error) {
        if (database.isTransaction) database.exec("ROLLBACK");
        throw error instanceof ProblemError ? error : toStorageProblem(error, path);
      }
    },
    close: () => {
      if (database.isOpen) database.close();
    },
  };
}

/** SQLite's primary result codes (sqlite.org/rescode.html) that a user can do something about. */
const busy = 5;
const readOnly = 8;
const corrupt = 11;
const full = 13;
const cannotOpen = 14;
const notADatabase = 26;

/** What went wrong with a database file, as a problem whose sentences say what to do. Other errors pass unchanged. */
export function toStorageProblem(error: unknown, path: string): unknown {
  if (error instanceof ProblemError || !(error instanceof Error)) return error;
  const systemCode = "code" in error ? String(error.code) : "";
  if (systemCode === "EACCES" || systemCode === "EROFS" || systemCode === "EPERM")
    return storageProblem("storage.read-only", path, error);
  if (systemCode === "ENOSPC") return storageProblem("storage.full", path, error);
  const resultCode = "errcode" in error && typeof error.errcode === "number" ? error.errcode & 0xff : undefined;
  switch (resultCode) {
    case busy:
      return storageProblem("storage.busy", path, error);
    case readOnly:
    case cannotOpen:
      return storageProblem("storage.read-only", path, error);
    case full:
      return storageProblem("storage.full", path, error);
    case corrupt:
    case notADatabase:
      return storageProblem("storage.torn", path, error);
    default:
      return error;
  }
}

function storageProblem(code: string, path: string, cause: Error): ProblemError {
  return fail("refused", code, { facts: { path }, isRetryable: code !== "storage.torn", cause });
}
