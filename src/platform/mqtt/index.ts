/** MQTT, on its own so that only who speaks it loads the package. */
export * from "./memory-broker.ts";
export * from "./mqtt-link.ts";
export * from "./open-mqtt.ts";
