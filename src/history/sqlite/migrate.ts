import { chmodSync, renameSync, rmSync } from "node:fs";
import { fail } from "#domain";
import type { Database } from "#platform/sqlite";

/** One step from a version of the file to the next; SQL, because it must mean the same in ten years. */
export type Migration = string;

export interface MigrateOptions {
  readonly path: string;
  /** In order; the file's version is how many of them it has seen. */
  readonly migrations: readonly Migration[];
  /** The file may hold what only its owner may read, and so may its copies. */
  readonly isPrivate?: boolean;
}

/**
 * Brings a file to the newest version, keeping a copy of it as it was. Refuses files of a newer program, and files with
 * tables but no version, which are somebody else's.
 */
export function migrate(database: Database, { path, migrations, isPrivate = false }: MigrateOptions): void {
  const version = readVersion(database);
  const newest = migrations.length;
  if (version === newest) return;
  if (version > newest) throw fail("refused", "storage.newer", { facts: { path, version, known: newest } });
  if (version === 0 && hasTables(database)) throw fail("refused", "storage.foreign", { facts: { path } });
  if (version > 0) copyAside(database, `${path}.version-${version}`, isPrivate);
  for (const [index, migration] of migrations.entries()) {
    if (index < version) continue;
    database.transaction(() => {
      database.exec(migration);
      database.exec(`PRAGMA user_version = ${index + 1}`);
    });
  }
}

export function readVersion(database: Database): number {
  const row = database.guard(() => database.prepare("PRAGMA user_version").get());
  return Number(row?.["user_version"] ?? 0);
}

function hasTables(database: Database): boolean {
  return database.guard(() => database.prepare("SELECT 1 FROM sqlite_schema LIMIT 1").get()) !== undefined;
}

/** Written under another name first: a copy that a crash cut short must not pass for one. */
function copyAside(database: Database, target: string, isPrivate: boolean): void {
  const unfinished = `${target}.unfinished`;
  rmSync(unfinished, { force: true });
  database.guard(() => {
    database.prepare("VACUUM INTO ?").run(unfinished);
    if (isPrivate) chmodSync(unfinished, 0o600);
    renameSync(unfinished, target);
  });
}
