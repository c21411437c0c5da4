import { existsSync, renameSync } from "node:fs";
import { toStorageProblem } from "./open-database.ts";

/** Renames a torn file together with its journal, so that a new one can start; returns where it went. */
export function moveDatabaseAside(path: string): string {
  let aside = `${path}.torn`;
  for (let count = 2; existsSync(aside); count += 1) aside = `${path}.torn-${count}`;
  try {
    for (const suffix of ["", "-wal", "-shm"]) {
      if (existsSync(path + suffix)) renameSync(path + suffix, aside + suffix);
    }
  } catch (error) {
    throw toStorageProblem(error, path);
  }
  return aside;
}
