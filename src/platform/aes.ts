import { createCipheriv, createDecipheriv } from "node:crypto";

/** Key (32 bytes) and start vector (16 bytes), both as hexadecimal digits. */
export interface AesKey {
  readonly keyHex: string;
  readonly ivHex: string;
}

const cipherName = "aes-256-cbc";

/** AES-256 in CBC mode with PKCS#7 padding, as base64. */
export function encryptAes256Cbc(text: string, { keyHex, ivHex }: AesKey): string {
  const cipher = createCipheriv(cipherName, Buffer.from(keyHex, "hex"), Buffer.from(ivHex, "hex"));
  return Buffer.concat([cipher.update(text, "utf8"), cipher.final()]).toString("base64");
}

/** Undefined where the text was not encrypted with this key. */
export function decryptAes256Cbc(encrypted: string, { keyHex, ivHex }: AesKey): string | undefined {
  const decipher = createDecipheriv(cipherName, Buffer.from(keyHex, "hex"), Buffer.from(ivHex, "hex"));
  try {
    return Buffer.concat([decipher.update(encrypted, "base64"), decipher.final()]).toString("utf8");
  } catch {
    return undefined;
  }
}
