import { md5Hex } from "#platform/for-clients";

/** Backslash, r, backslash, n as four characters. With a real line break the cloud answers 40256 "illegal signature". */
const separator = "\\r\\n";

/** The signature header of one call; `path` comes without host and without query, the body is not signed. */
export function signatureOf(path: string, token: string, timestamp: string): string {
  return md5Hex([path, token, timestamp].join(separator));
}
