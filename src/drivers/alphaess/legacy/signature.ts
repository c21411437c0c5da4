import { sha512Hex } from "#platform/for-clients";

/** Public constants of the maker's own web page: the same for everybody, and no secret of any user. */
const webKey = "LS885ZYDA95JVFQKUIUUUV7PQNODZRDZIS4ERREDS0EED8BCWSS";
const start = "al8e4s";
const end = "ui893ed";

/** The `Authsignature` header. It covers the time alone, neither path nor body. */
export function legacySignatureOf(timestampS: string): string {
  return start + sha512Hex(webKey + timestampS) + end;
}
