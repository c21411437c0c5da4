import { renameSync, rmSync } from "node:fs";
import type { Instant } from "#domain";
import type { HistoryCore, Retention } from "../history-core.ts";
import { answerCall, type HistoryAnswer, type HistoryCall, type HistoryPort, type OnRepair } from "../history-port.ts";
import { createDatabaseFile, type DatabaseFile, type OpenDatabase } from "./database-file.ts";
import { createSqliteHistoryCore } from "./history-core-sqlite.ts";
import { historyRepair } from "./history-schema.ts";

/** What a core needs to know, as plain data for another thread. */
export interface HistoryFileOptions {
  readonly path: string;
  readonly retention: Retention;
  readonly isReadOnly: boolean;
}

export interface InlinePortOptions extends HistoryFileOptions {
  readonly open?: OpenDatabase;
  readonly onRepair: OnRepair;
}

/** The core in the calling thread. */
export function createInlinePort(options: InlinePortOptions): HistoryPort {
  const { path, retention, isReadOnly, open, onRepair } = options;
  const file = createDatabaseFile<HistoryCore>(
    {
      path,
      plan: historyRepair,
      database: { durability: "normal", isReadOnly },
      onRepair,
      ...(open === undefined ? {} : { open }),
    },
    (database) => createSqliteHistoryCore(database, { path, retention, isReadOnly }),
  );
  return {
    call: async (call, now) =>
      call.kind === "backup" ? backUp(file, call, now) : file.use(now, (core) => answerCall(core, call, now)),
    close: async () => file.close(),
  };
}

/** Half a backup must not pass for one, so it gets its name when it is whole. */
async function backUp(
  file: DatabaseFile<HistoryCore>,
  { path }: Extract<HistoryCall, { kind: "backup" }>,
  now: Instant,
): Promise<HistoryAnswer> {
  const unfinished = `${path}.unfinished`;
  try {
    await file.use(now, (core) => core.backup(unfinished));
    renameSync(unfinished, path);
  } finally {
    rmSync(unfinished, { force: true });
  }
  return undefined;
}
