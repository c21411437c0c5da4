import { existsSync, renameSync, rmSync } from "node:fs";
import { createProblem, type Instant, type Problem } from "#domain";
import { type Database, openDatabase } from "#platform/sqlite";
import { type Migration, migrate } from "./migrate.ts";
import { type SavedTable, saveRows } from "./save-rows.ts";

/** What a file needs to come back after it was torn. */
export interface RepairPlan {
  readonly migrations: readonly Migration[];
  readonly tables: readonly SavedTable[];
  /** SQL to run on the new file once the rows are in. */
  readonly afterwards?: string;
  readonly isPrivate?: boolean;
}

const partEndings = ["", "-wal", "-shm"] as const;

/**
 * Sets a torn file aside and puts a new one in its place with every row that can still be read. The new file is built
 * first and takes the old one's name last, so that a crash on the way loses nothing more.
 */
export function repairFile(path: string, plan: RepairPlan, now: Instant): Problem {
  const savedRows = buildAnew(path, plan);
  const asidePath = unusedName(`${path}.torn-${new Date(now).toISOString().replace(/[:.]/g, "-")}`);
  for (const ending of partEndings) if (existsSync(path + ending)) renameSync(path + ending, asidePath + ending);
  renameSync(buildingPath(path), path);
  return createProblem("refused", "storage.repaired", { facts: { path, asidePath, savedRows } });
}

/** A crash between the two renames of a repair leaves the finished new file under its working name. */
export function finishInterruptedRepair(path: string): void {
  if (!existsSync(path) && existsSync(buildingPath(path))) renameSync(buildingPath(path), path);
}

function buildAnew(path: string, plan: RepairPlan): number {
  const building = buildingPath(path);
  for (const ending of partEndings) rmSync(building + ending, { force: true });
  const fresh = openDatabase(building, { durability: "normal", isPrivate: plan.isPrivate ?? false });
  try {
    migrate(fresh, { path: building, migrations: plan.migrations });
    const torn = openIfPossible(path);
    if (torn === undefined) return 0;
    const savedRows = saveRows(torn, fresh, plan.tables);
    torn.close();
    if (plan.afterwards !== undefined) fresh.exec(plan.afterwards);
    return savedRows;
  } finally {
    fresh.close();
  }
}

function openIfPossible(path: string): Database | undefined {
  try {
    return openDatabase(path, { durability: "normal", isReadOnly: true, isTorn: true });
  } catch {
    return undefined;
  }
}

function buildingPath(path: string): string {
  return `${path}.rebuilding`;
}

function unusedName(wished: string): string {
  let name = wished;
  for (let count = 2; existsSync(name); count++) name = `${wished}-${count}`;
  return name;
}
