import { sha512Hex } from "#platform/for-clients";

/** The `sign` header: neither path nor body is signed, only who calls and when. */
export function signOf(appId: string, appSecret: string, timeStamp: string): string {
  return sha512Hex(appId + appSecret + timeStamp);
}
