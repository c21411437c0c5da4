/** WebSockets, on their own so that only who speaks them loads the package. */
export * from "./memory-websockets.ts";
export { openWebSocket } from "./open-websocket.ts";
export * from "./websocket-gate.ts";
export * from "./websocket-link.ts";
