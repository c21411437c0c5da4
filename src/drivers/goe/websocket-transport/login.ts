import type { Secret } from "#domain";

export type HashKind = "pbkdf2" | "bcrypt";

/** The charger's own choices; they have to be the same on both sides. */
const pbkdf2 = { rounds: 100_000, bytes: 256, keptCharacters: 32 };
const bcryptCost = 8;
const bcryptSaltBytes = 16;
/** `$2a$08$` and 22 characters of salt stand before the hash. */
const bcryptHeadCharacters = 29;

/** What both sides know once the password is known; it also signs later messages. */
export async function createLoginKey(kind: HashKind, password: Secret, serial: string): Promise<string> {
  const hashes = await import("#platform/login-hashes");
  if (kind === "pbkdf2") {
    const { rounds, bytes, keptCharacters } = pbkdf2;
    const derived = await hashes.pbkdf2Sha512(password.reveal(), { salt: serial, rounds, bytes });
    return Buffer.from(derived).toString("base64").slice(0, keptCharacters);
  }
  const whole = await hashes.bcrypt2a(hashes.sha256HexOf(password.reveal()), toBcryptSalt(serial), bcryptCost);
  return whole.slice(bcryptHeadCharacters);
}

/** The digits as numbers, not as characters, filled up with zeros from the left. */
function toBcryptSalt(serial: string): Uint8Array {
  const digits = Array.from(serial, Number).filter(Number.isInteger).slice(-bcryptSaltBytes);
  return Uint8Array.from([...Array<number>(bcryptSaltBytes - digits.length).fill(0), ...digits]);
}

export interface LoginTokens {
  readonly token1: string;
  readonly token2: string;
  readonly token3: string;
}

/** Proves the key without showing it. */
export async function createLoginProof(key: string, { token1, token2, token3 }: LoginTokens): Promise<string> {
  const { sha256HexOf } = await import("#platform/login-hashes");
  return sha256HexOf(token3 + token2 + sha256HexOf(token1 + key));
}

export async function createToken(): Promise<string> {
  const { randomHexDigits } = await import("#platform/login-hashes");
  return randomHexDigits(32);
}

export async function signMessage(key: string, text: string): Promise<string> {
  const { hmacSha256Hex } = await import("#platform/login-hashes");
  return hmacSha256Hex(key, text);
}
