import { ProblemError, toProblem } from "#domain";
import { type Clock, type Log, moveDatabaseAside } from "#platform";
import { type FileLedger, openFileLedger } from "./file-ledger.ts";
import type { Ledger } from "./ledger.ts";
import { createMemoryLedger } from "./memory-ledger.ts";

/**
 * The ledger in a file as long as the file is usable, and in memory with all that was known from then on: a full disk
 * must not stop the house. It says so once.
 */
export function openLedger(path: string, clock: Clock, log: Log): Ledger {
  let file = tryOpen(path, clock, log);
  let ledger: Ledger = file ?? createMemoryLedger(clock);

  const fallBack = (lost: FileLedger, error: unknown) => {
    warn(log, path, error);
    ledger = createMemoryLedger(clock, lost.content());
    file = undefined;
    lost.close();
  };

  /** A note is worth no failure: while another process holds the file there is none. */
  const orElse = <T>(work: (present: Ledger) => T, without: T): T => {
    try {
      return work(ledger);
    } catch (error) {
      if (file === undefined) throw error;
      if (!isFileUnusable(error)) return without;
      fallBack(file, error);
      return work(ledger);
    }
  };

  return {
    get isShared() {
      return ledger.isShared;
    },
    transaction: (work) => {
      try {
        return ledger.transaction(work);
      } catch (error) {
        if (file === undefined || !isFileUnusable(error)) throw error;
        fallBack(file, error);
        return ledger.transaction(work);
      }
    },
    glance: () => ledger.glance(),
    recall: (key) => orElse((present) => present.recall(key), undefined),
    remember: (texts) => orElse((present) => present.remember(texts), undefined),
    close: () => ledger.close(),
  };
}

function tryOpen(path: string, clock: Clock, log: Log): FileLedger | undefined {
  try {
    return openFileLedger(path, clock);
  } catch (error) {
    if (toProblem(error).code !== "storage.torn") {
      warn(log, path, error);
      return undefined;
    }
  }
  try {
    const aside = moveDatabaseAside(path);
    log.warn("the call ledger was torn and starts anew; the old file is kept", { path, aside });
    return openFileLedger(path, clock);
  } catch (error) {
    warn(log, path, error);
    return undefined;
  }
}

function isFileUnusable(error: unknown): boolean {
  if (error instanceof ProblemError) {
    const { code } = error.problem;
    return code.startsWith("storage.") && code !== "storage.busy";
  }
  return error instanceof Error && "code" in error && error.code === "ERR_SQLITE_ERROR";
}

function warn(log: Log, path: string, error: unknown): void {
  log.warn("call limits are kept in memory only: other processes and the next start will not know of these calls", {
    path,
    problem: toProblem(error).code,
  });
}
