import { gunzipSync } from "node:zlib";

/** The text inside a gzip file. */
export function gunzipText(bytes: Uint8Array): string {
  return gunzipSync(bytes).toString("utf8");
}
