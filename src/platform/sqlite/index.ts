/** SQLite on its own, for threads that should load nothing else. */
export * from "./move-database-aside.ts";
export * from "./open-database.ts";
