import { isAbsolute, join } from "node:path";
import type { World } from "./world.ts";

/** Where call ledgers and logins of accounts live: shared by all homes and commands of this user. */
export function accountsDirectory({ environment }: World): string {
  const data = environment["SUNSTEER_DATA"];
  const base =
    environment["SUNSTEER_STATE"] ??
    data ??
    join(environment["XDG_STATE_HOME"] ?? join(environment["HOME"] ?? "/tmp", ".local/state"), "sunsteer");
  return join(base, "accounts");
}

/** Where nothing may be written. */
export const inMemory = ":memory:";

/** The history file, and beside it the small file with what must never be lost. */
export function historyPlaces(world: World, path: string): { readonly history: string; readonly state: string } {
  if (path === inMemory) return { history: inMemory, state: inMemory };
  const base = world.environment["SUNSTEER_DATA"] ?? world.workingDirectory;
  const history = isAbsolute(path) ? path : join(base, path);
  return { history, state: history.replace(/(\.db)?$/, ".state.db") };
}
