import { chmodSync, mkdirSync } from "node:fs";
import { dirname } from "node:path";
import { backup, DatabaseSync, type SQLInputValue, type StatementSync } from "node:sqlite";
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
  /** Another process owns the file; nothing here may change it, not even by tidying up. */
  readonly isReadOnly?: boolean;
  /** The file is known to be torn and only read to save what can be saved, even if it is shorter than its header says. */
  readonly isTorn?: boolean;
}

/** A small synchronous database file. */
export interface Database {
  exec(sql: string): void;
  prepare(sql: string): Statement;
  /** Runs the work with storage faults turned into problems; statements on their own throw the bare errors. */
  guard<T>(work: () => T): T;
  /** Runs the work in one immediate transaction, which is also the lock against other processes. */
  transaction<T>(work: () => T): T;
  /** Copies the whole content to another file, a few pages at a time, while reading and writing go on. */
  backup(path: string): Promise<void>;
  close(): void;
}

export function openDatabase(path: string, options: DatabaseOptions): Database {
  let database: DatabaseSync | undefined;
  try {
    const isFile = path !== ":memory:";
    const isReadOnly = options.isReadOnly ?? false;
    if (isFile && !isReadOnly) mkdirSync(dirname(path), { recursive: true });
    database = new DatabaseSync(path, {
      timeout: options.busyMs ?? 5_000,
      readOnly: isReadOnly,
      defensive: !options.isTorn,
    });
    if (options.isTorn) database.exec("PRAGMA writable_schema = ON");
    if (options.isPrivate && isFile && !isReadOnly) chmodSync(path, 0o600);
    if (!isReadOnly)
      database.exec(
        `PRAGMA journal_mode = WAL; PRAGMA synchronous = ${options.durability === "full" ? "FULL" : "NORMAL"};`,
      );
    return wrap(database, path);
  } catch (error) {
    if (database?.isOpen) database.close();
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
    guard: guarded,
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
    backup: async (target) => {
      try {
        await backup(database, target);
      } catch (error) {
        throw toStorageProblem(error, target);
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
const ioFailed = 10;
const corrupt = 11;
const full = 13;
const cannotOpen = 14;
const notADatabase = 26;

/** The system's words for "nothing can be written there"; the last two mean that a folder of the path is a file. */
const unwritableCodes: ReadonlySet<string> = new Set(["EACCES", "EROFS", "EPERM", "ENOTDIR", "EEXIST"]);

/** What went wrong with a database file, as a problem whose sentences say what to do. Other errors pass unchanged. */
export function toStorageProblem(error: unknown, path: string): unknown {
  if (error instanceof ProblemError || !(error instanceof Error)) return error;
  const systemCode = "code" in error ? String(error.code) : "";
  if (unwritableCodes.has(systemCode)) return storageProblem("storage.read-only", path, error);
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
    case ioFailed:
      return storageProblem("storage.failing", path, error);
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
