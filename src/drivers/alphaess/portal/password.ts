import { encryptAes256Cbc, md5Hex, sha256Hex } from "#platform/for-clients";

/** The password as the portal's login page sends it: encrypted under a key that is made of the user's name alone. */
export function encryptedPassword(username: string, password: string): string {
  return encryptAes256Cbc(password, { keyHex: sha256Hex(username), ivHex: md5Hex(username) });
}
