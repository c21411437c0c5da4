import type { Json } from "#domain";
import type { Random } from "#platform";
import type { EmulatedCharger } from "./charger.ts";

type Values = Readonly<Record<string, Json>>;

/** Lets into the websocket who knows the password, and tells signed orders from forged ones. */
export interface Doorkeeper {
  hello(): Values;
  question(): Values;
  letsIn(answer: Values): Promise<boolean>;
  /** The order itself; undefined where it is not signed although this charger wants it so. */
  unwrap(message: Values): Promise<Values | undefined>;
}

interface DoorkeeperOptions {
  /** What both sides know; made from the password once, which takes a while. */
  shared(): Promise<string>;
  readonly random: Random;
}

export function createDoorkeeper(charger: EmulatedCharger, { shared, random }: DoorkeeperOptions): Doorkeeper {
  const serial = String(charger.keys.get("sse"));
  const typ = String(charger.keys.get("typ"));
  const isCore = isOnBcrypt(charger);
  const isSecured = typ !== "go-eCharger";
  const token1 = digits(random);
  const token2 = digits(random);

  return {
    hello: () => ({
      ...{ type: "hello", serial, hostname: `${typ}_${serial}`, friendly_name: charger.keys.get("fna") ?? "" },
      ...{ manufacturer: "go-e", devicetype: typ, version: charger.keys.get("fwv") ?? "", proto: 2, protocol: 2 },
      secured: isSecured,
    }),
    // Core leaves the name of the hash out and means bcrypt.
    question: () => ({ type: "authRequired", token1, token2, ...(isCore ? {} : { hash: "pbkdf2" }) }),
    letsIn: async ({ token3, hash }) => {
      const { sha256HexOf } = await import("#platform/login-hashes");
      return hash === sha256HexOf(`${token3}${token2}${sha256HexOf(token1 + (await shared()))}`);
    },
    unwrap: async (message) => {
      if (!isSecured) return message;
      const { data, hmac } = message;
      if (message["type"] !== "securedMsg" || typeof data !== "string") return undefined;
      const { hmacSha256Hex } = await import("#platform/login-hashes");
      if (hmac !== hmacSha256Hex(await shared(), data)) return undefined;
      const order: Values = JSON.parse(data);
      return { ...order, requestId: message["requestId"] ?? null };
    },
  };
}

export function sharedSecret(charger: EmulatedCharger, password: string): Promise<string> {
  const serial = String(charger.keys.get("sse"));
  return isOnBcrypt(charger) ? bcryptSecret(password, serial) : pbkdf2Secret(password, serial);
}

function isOnBcrypt({ keys }: EmulatedCharger): boolean {
  return String(keys.get("typ")).includes("Phoenix");
}

async function pbkdf2Secret(password: string, serial: string): Promise<string> {
  const { pbkdf2Sha512 } = await import("#platform/login-hashes");
  const bytes = await pbkdf2Sha512(password, { salt: serial, rounds: 100_000, bytes: 256 });
  return Buffer.from(bytes).toString("base64").slice(0, 32);
}

async function bcryptSecret(password: string, serial: string): Promise<string> {
  const { bcrypt2a, sha256HexOf } = await import("#platform/login-hashes");
  const salt = new Uint8Array(16);
  for (const [index, digit] of [...serial].entries()) salt[16 - serial.length + index] = Number(digit);
  const text = await bcrypt2a(sha256HexOf(password), salt, 8);
  return text.slice(text.lastIndexOf("$") + 1 + 22);
}

function digits(random: Random): string {
  return Array.from({ length: 32 }, () => Math.floor(random.next() * 16).toString(16)).join("");
}
