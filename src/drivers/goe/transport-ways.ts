import { fail, Secret } from "#domain";
import type { Clock, HttpClient, OpenMqtt, OpenWebSocket } from "#platform/for-clients";
import { createCloudTransport } from "./cloud-transport.ts";
import { createLocalTransport } from "./local-transport.ts";
import { withFeedOverHttp } from "./mqtt-transport/feed-over-http.ts";
import { createMqttTransport } from "./mqtt-transport.ts";
import type { GoeTransport } from "./transport.ts";
import { createWebSocketTransport } from "./websocket-transport.ts";

/** Where the charger is and what proves who asks; what is given decides the way. */
export interface GoeAddress {
  /** The charger's name or address in the local network; beside a broker for what it ceases to take over MQTT. */
  readonly host?: string | undefined;
  /** `http://` of the charger, `ws://` of the charger, or `mqtt://` of the broker it speaks through. */
  readonly url?: string | undefined;
  /** The six digits on the charger's plate. */
  readonly serial?: string | undefined;
  /** Of the cloud API. */
  readonly token?: Secret | string | undefined;
  /** The charger's own for the websocket, the broker's for MQTT. */
  readonly password?: Secret | string | undefined;
  /** At the broker. */
  readonly username?: string | undefined;
  /** The topics' beginning where it was changed in the charger. */
  readonly prefix?: string | undefined;
}

/** One of the four ways to a charger, ready to be gone. */
export type GoeWay =
  | { readonly via: "local"; readonly url: string }
  | { readonly via: "cloud"; readonly url: string; readonly serial: string; readonly token: Secret }
  | { readonly via: "websocket"; readonly url: string; readonly password: Secret }
  | {
      readonly via: "mqtt";
      readonly url: string;
      readonly username?: string;
      readonly password?: Secret;
      readonly prefix?: string;
      readonly serial?: string;
      /** Where the charger is itself, for the powers that it no longer takes over MQTT. */
      readonly localUrl?: string;
    };

/** What is wrong with an address, as the code of its sentences, and at which of its parts. */
export interface AddressComplaint {
  readonly part: keyof GoeAddress;
  readonly error: `goe.${string}`;
}

export interface WaySurroundings {
  readonly http: HttpClient;
  readonly clock: Clock;
  readonly timeoutMs: number;
  /** Other ways out than the real ones, which are loaded only where they are used. */
  readonly openMqtt?: OpenMqtt | undefined;
  readonly openWebSocket?: OpenWebSocket | undefined;
}

export function isComplaint(found: GoeWay | AddressComplaint): found is AddressComplaint {
  return "error" in found;
}

/** The way that an address means. */
export function toWay(address: GoeAddress): GoeWay | AddressComplaint {
  const scheme = address.url === undefined ? undefined : schemeOf(address.url);
  if (scheme === "mqtt" || scheme === "mqtts") return toMqttWay(address);
  if (address.host !== undefined && address.url !== undefined) return { part: "host", error: "goe.needs-address" };
  for (const part of ["username", "prefix"] as const)
    if (address[part] !== undefined) return { part, error: "goe.needs-broker" };
  if (address.token !== undefined) return toCloudWay(address, address.token);
  if (address.password !== undefined) return toWebSocketWay(address, address.password);
  if (scheme === "ws" || scheme === "wss") return { part: "password", error: "goe.needs-password" };
  if (address.serial !== undefined) return { part: "serial", error: "goe.needs-token" };
  const url = address.url ?? (address.host === undefined ? undefined : `http://${address.host}`);
  if (url === undefined) return { part: "host", error: "goe.needs-address" };
  return { via: "local", url };
}

function toCloudWay(address: GoeAddress, token: Secret | string): GoeWay | AddressComplaint {
  if (address.password !== undefined) return { part: "password", error: "goe.one-way-only" };
  if (address.host !== undefined) return { part: "host", error: "goe.one-way-only" };
  if (address.serial === undefined) return { part: "serial", error: "goe.needs-serial" };
  const serial = address.serial.padStart(6, "0");
  return { via: "cloud", url: address.url ?? `https://${serial}.api.v3.go-e.io`, serial, token: toSecret(token) };
}

function toWebSocketWay(address: GoeAddress, secret: Secret | string): GoeWay | AddressComplaint {
  const password = toSecret(secret);
  const local = address.url ?? (address.host === undefined ? undefined : `http://${address.host}`);
  if (local !== undefined) return { via: "websocket", url: toWebSocketUrl(local), password };
  if (address.serial === undefined) return { part: "host", error: "goe.needs-address" };
  return { via: "websocket", url: `wss://app.v3.go-e.io/${address.serial.padStart(6, "0")}`, password };
}

/** The charger serves it at `/ws` of the address that its HTTP API has. */
function toWebSocketUrl(url: string): string {
  const parsed = new URL(url.replace(/^http/, "ws"));
  if (parsed.pathname === "/") parsed.pathname = "/ws";
  return parsed.toString();
}

/** A login within the address is taken out of it: addresses are shown, logins are not. */
function toMqttWay(address: GoeAddress): GoeWay | AddressComplaint {
  if (address.token !== undefined) return { part: "token", error: "goe.one-way-only" };
  const parsed = new URL(address.url ?? "");
  const username = address.username ?? (decodeURIComponent(parsed.username) || undefined);
  const password = address.password ?? (decodeURIComponent(parsed.password) || undefined);
  const { serial, prefix, host } = address;
  return {
    via: "mqtt",
    url: `${parsed.protocol}//${parsed.host}${parsed.pathname === "/" ? "" : parsed.pathname}`,
    ...(username === undefined ? {} : { username }),
    ...(password === undefined ? {} : { password: toSecret(password) }),
    ...(serial === undefined ? {} : { serial: serial.padStart(6, "0") }),
    ...(prefix === undefined ? {} : { prefix }),
    ...(host === undefined ? {} : { localUrl: `http://${host}` }),
  };
}

/** For programs that call the library: what a configuration file is told at its place is thrown here. */
export function requireWay(address: GoeAddress): GoeWay {
  const way = toWay(address);
  if (isComplaint(way)) throw fail("invalid", way.error, { facts: { found: way.part } });
  return way;
}

export function createTransport(way: GoeWay, surroundings: WaySurroundings): GoeTransport {
  const { http, clock, timeoutMs, openMqtt, openWebSocket } = surroundings;
  switch (way.via) {
    case "local":
      return createLocalTransport({ url: way.url, http, timeoutMs });
    case "cloud":
      return createCloudTransport({ ...way, http, timeoutMs });
    case "mqtt": {
      const mqtt = createMqttTransport({ ...way, clock, timeoutMs, open: openMqtt ?? openRealMqtt });
      if (way.localUrl === undefined) return mqtt;
      return withFeedOverHttp(mqtt, createLocalTransport({ url: way.localUrl, http, timeoutMs }), clock);
    }
    case "websocket":
      return createWebSocketTransport({ ...way, clock, timeoutMs, open: openWebSocket ?? openRealWebSocket });
  }
}

const openRealMqtt: OpenMqtt = async (options, events) => {
  const { openMqtt } = await import("#platform/mqtt");
  return openMqtt(options, events);
};

const openRealWebSocket: OpenWebSocket = async (options, events) => {
  const { openWebSocket } = await import("#platform/websocket");
  return openWebSocket(options, events);
};

function schemeOf(url: string): string | undefined {
  return /^([a-z]+):\/\//.exec(url)?.[1];
}

function toSecret(text: Secret | string): Secret {
  return typeof text === "string" ? new Secret(text) : text;
}
