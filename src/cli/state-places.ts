import { isAbsolute, join } from "node:path";
import type { World } from "./world.ts";

/** Where call ledgers and logins of accounts live: shared by all homes and commands of this user. */
export function accountsDirectory({ environment }: World): string {
  const base =
    environment["SUNSTEER_STATE"] ??
    join(environment["XDG_STATE_HOME"] ?? join(environment["HOME"] ?? "/tmp", ".local/state"), "sunsteer");
  return join(base, "accounts");
}

/** The history file, and beside it the small file with what must never be lost. */
export function historyPlaces(world: World, path: string): { readonly history: string; readonly state: string } {
  const history = isAbsolute(path) ? path : join(world.workingDirectory, path);
  return { history, state: history.replace(/(\.db)?$/, ".state.db") };
}
