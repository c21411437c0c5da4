/**
 * `node:http` without its `import`: naming it there reads all of its exports, among them `WebSocket`, which loads
 * Node's whole second HTTP client. That is twelve megabytes on a small machine, for something nobody here uses.
 */
export const { Agent, createServer, request } = process.getBuiltinModule("node:http");
