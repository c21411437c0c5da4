/** What logins are proved with; on its own so that only who needs it loads the package behind it. */
import { createHash, createHmac, pbkdf2, randomBytes } from "node:crypto";
import { promisify } from "node:util";
import { encodeBase64, hash } from "bcryptjs";

const derive = promisify(pbkdf2);

export interface Pbkdf2Options {
  readonly salt: string;
  readonly rounds: number;
  readonly bytes: number;
}

export async function pbkdf2Sha512(text: string, { salt, rounds, bytes }: Pbkdf2Options): Promise<Uint8Array> {
  return derive(text, salt, rounds, bytes, "sha512");
}

/** The whole bcrypt text (`$2a$` with its cost, 22 characters of salt and the hash) for sixteen bytes of salt. */
export async function bcrypt2a(text: string, salt: Uint8Array, cost: number): Promise<string> {
  return hash(text, `$2a$${String(cost).padStart(2, "0")}$${encodeBase64([...salt], 16)}`);
}

export function sha256HexOf(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

export function hmacSha256Hex(key: string, text: string): string {
  return createHmac("sha256", key).update(text).digest("hex");
}

/** Unguessable hexadecimal digits. */
export function randomHexDigits(count: number): string {
  return randomBytes(Math.ceil(count / 2))
    .toString("hex")
    .slice(0, count);
}
