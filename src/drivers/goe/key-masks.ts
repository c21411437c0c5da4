import type { Json } from "#domain";
import { findGoeKey, type GoeKey } from "./keys.ts";

export const secretMask = "[secret]";

/** A value as it may be seen: nothing of a secret, and an address without its login. */
export function masked(key: GoeKey, value: Json): Json {
  if (key.isSecret) return secretMask;
  return key.type === "url" && typeof value === "string" ? withoutLogin(value) : value;
}

/** The last `@` ends the login: a password may hold one itself. */
function withoutLogin(address: string): string {
  const [, scheme = "", rest = ""] = /^([a-z][a-z0-9+.-]*:\/\/)?(.*)$/is.exec(address) ?? [];
  const at = rest.lastIndexOf("@");
  return at < 0 ? address : `${scheme}***${rest.slice(at)}`;
}

/** The charger repeats a refused value, mostly in brackets; of a secret that must not be told. */
export function maskedAnswer(name: string, answer: string): string {
  const key = findGoeKey(name);
  if (!key?.isSecret && key?.type !== "url") return answer;
  const [words = "", repeated] = answer.split("(", 2);
  return repeated === undefined ? `(${secretMask})` : `${words}(${secretMask})`;
}
