/** What a maker's client needs when it is used without the house: Node.js alone, no package and no database. */
export type { Cancel, Clock } from "../clock.ts";
export { md5Hex } from "../hashing.ts";
export type { CallOptions, HttpClient, HttpRequest, HttpResponse } from "../http.ts";
export { createNodeHttp } from "../http-node.ts";
export type { MqttEvents, MqttLink, MqttMessage, MqttOptions, OpenMqtt } from "../mqtt/mqtt-link.ts";
export { createSystemClock } from "../system-clock.ts";
export type { OpenWebSocket, WebSocketEvents, WebSocketLink } from "../websocket/websocket-link.ts";
