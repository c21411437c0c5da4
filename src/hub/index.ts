/** The running home. Read `create-hub.ts` first; it follows one reading all the way round. */

/** Pages and programs name times as configurations do. */
export { nextTimeOfDay } from "#planner";
export { parseDurationMs } from "./config/duration.ts";
export type { DeviceEntry, HomeConfig, Role, TargetEntry } from "./config/home-config.ts";
export { configJsonSchema } from "./config/json-schema.ts";
export { type ConfigContext, type LoadedConfig, loadConfig } from "./config/load-config.ts";
export { migrateConfig } from "./config/migrate-config.ts";
export { createHub, type HubContext } from "./create-hub.ts";
export type { DecisionRecord } from "./decision-loop.ts";
export type { Hub, RequestAnswer } from "./hub.ts";
