import { Secret } from "#domain";

export interface Login {
  readonly username: string;
  readonly password: Secret;
}

/** Where a device is, without what lets one in. */
export interface DeviceAddress {
  readonly url: string;
  readonly login?: Login;
}

export interface WrittenAddress {
  readonly host?: string | undefined;
  readonly url?: string | undefined;
  readonly username?: string | undefined;
  readonly password?: Secret | undefined;
}

/** What is wrong with an address, as the code of a sentence, and which part of the entry it is about. */
export interface Complaint {
  readonly part: string;
  readonly error: string;
}

export function isComplaint<T extends object>(result: T | Complaint): result is Complaint {
  return "error" in result;
}

/** The device's standard user; a password alone means this one. */
const usualUser = "user";

/** Reads `host`, or an address with or without `user:password@`; what stands beside the address counts first. */
export function toAddress({ host, url, username, password }: WrittenAddress): DeviceAddress | Complaint {
  const part = url === undefined ? "host" : "url";
  if ((host === undefined) === (url === undefined)) return { part, error: "iotawatt.no-address" };
  const parsed = parseUrl(url ?? `http://${host}`);
  if (parsed === undefined) return { part, error: "iotawatt.bad-url" };
  const name = username ?? decoded(parsed.username);
  const word = password ?? secretOf(decoded(parsed.password));
  if (name === undefined && word === undefined) return { url: plain(parsed) };
  if (word === undefined) return { part: "password", error: "iotawatt.no-password" };
  return { url: plain(parsed), login: { username: name ?? usualUser, password: word } };
}

function parseUrl(text: string): URL | undefined {
  const url = URL.parse(text.trim());
  return url !== null && /^https?:$/.test(url.protocol) && url.hostname !== "" ? url : undefined;
}

/** A stray `%` is part of a password that nobody encoded. */
function decoded(text: string): string | undefined {
  if (text === "") return undefined;
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function secretOf(text: string | undefined): Secret | undefined {
  return text === undefined ? undefined : new Secret(text);
}

function plain(url: URL): string {
  return (url.origin + url.pathname).replace(/\/+$/, "");
}
