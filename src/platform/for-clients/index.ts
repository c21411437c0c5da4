/** What a maker's client needs when it is used without the house: Node.js alone, no package and no database. */
export { type AesKey, encryptAes256Cbc } from "../aes.ts";
export type { Cancel, Clock } from "../clock.ts";
export { md5Hex, sha256Hex, sha512Hex } from "../hashing.ts";
export type { CallOptions, HttpClient, HttpRequest, HttpResponse } from "../http.ts";
export { createNodeHttp } from "../http-node.ts";
export type { MqttEvents, MqttLink, MqttMessage, MqttOptions, OpenMqtt } from "../mqtt/mqtt-link.ts";
export { createSystemClock } from "../system-clock.ts";
export type { OpenWebSocket, WebSocketEvents, WebSocketLink } from "../websocket/websocket-link.ts";
