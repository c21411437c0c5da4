/** What happened in the house, and what must be known after a crash. */
export * from "./history.ts";
export type { Retention } from "./history-core.ts";
export * from "./open-history.ts";
