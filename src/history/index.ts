/** What happened in the house, and what must be known after a crash. */
export * from "./charging-sessions.ts";
export * from "./export-csv.ts";
export * from "./history.ts";
export type { Retention } from "./history-core.ts";
export * from "./memory-state-store.ts";
export * from "./open-history.ts";
export { openStateStore, type StateStoreOptions } from "./sqlite/state-store-sqlite.ts";
export * from "./state-store.ts";
