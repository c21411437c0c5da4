/** The outside world as small interfaces, each with its real form and, where tests need one, a virtual form. */
export * from "./clock.ts";
export * from "./environment.ts";
export * from "./files.ts";
export * from "./gzip.ts";
export * from "./hashing.ts";
export * from "./http.ts";
export * from "./http-node.ts";
export * from "./http-server.ts";
export * from "./log.ts";
export * from "./loopback-network.ts";
export * from "./move-database-aside.ts";
export * from "./pino-log.ts";
export * from "./random.ts";
export * from "./scaled-clock.ts";
export * from "./sqlite.ts";
export * from "./system-clock.ts";
export * from "./virtual-clock.ts";
