import { createHash, randomUUID } from "node:crypto";

export function sha256Hex(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

export function sha512Hex(text: string): string {
  return createHash("sha512").update(text).digest("hex");
}

export function md5Hex(text: string): string {
  return createHash("md5").update(text).digest("hex");
}

export function newId(): string {
  return randomUUID();
}
