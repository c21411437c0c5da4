import { md5Hex } from "#platform/for-clients";

/** What a device asks with: `WWW-Authenticate: Digest realm="…", qop="auth", nonce="…"`. */
export interface DigestChallenge {
  readonly realm: string;
  readonly nonce: string;
  readonly opaque?: string;
  /** Without it the older form without counters is meant. */
  readonly hasQop: boolean;
}

export interface DigestRequest {
  readonly method: string;
  /** Path and query exactly as they are sent. */
  readonly uri: string;
  readonly username: string;
  readonly password: string;
  /** How often this nonce has been used, this time included. */
  readonly count: number;
  readonly clientNonce: string;
}

const member = /([a-z][\w-]*)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s,"]+))/gi;

/** The challenge in a header, or nothing where it is no digest that can be answered. */
export function parseChallenge(header: string | readonly string[] | undefined): DigestChallenge | undefined {
  const lines = header === undefined ? [] : typeof header === "string" ? [header] : header;
  const line = lines.find((each) => /^\s*digest\s/i.test(each));
  if (line === undefined) return undefined;
  const members = new Map<string, string>();
  for (const [, name = "", quoted, bare] of line.replace(/^\s*digest\s+/i, "").matchAll(member))
    members.set(name.toLowerCase(), quoted?.replaceAll(/\\(.)/g, "$1") ?? bare ?? "");
  const nonce = members.get("nonce");
  const algorithm = members.get("algorithm") ?? "MD5";
  if (nonce === undefined || nonce === "" || algorithm.toUpperCase() !== "MD5") return undefined;
  const qop = members.get("qop");
  const options = qop?.split(",").map((each) => each.trim().toLowerCase());
  if (options !== undefined && !options.includes("auth")) return undefined;
  const opaque = members.get("opaque");
  const realm = members.get("realm") ?? "";
  return { realm, nonce, hasQop: options !== undefined, ...(opaque === undefined ? {} : { opaque }) };
}

/** The `Authorization` header that answers a challenge for one request. */
export function answerChallenge(challenge: DigestChallenge, request: DigestRequest): string {
  const { realm, nonce, opaque, hasQop } = challenge;
  const { method, uri, username, password, clientNonce } = request;
  const who = md5Hex(`${username}:${realm}:${password}`);
  const what = md5Hex(`${method}:${uri}`);
  const count = request.count.toString(16).padStart(8, "0");
  const proof = hasQop ? [who, nonce, count, clientNonce, "auth", what] : [who, nonce, what];
  const members = [
    `username="${escaped(username)}"`,
    `realm="${escaped(realm)}"`,
    `nonce="${escaped(nonce)}"`,
    `uri="${uri}"`,
    ...(hasQop ? ["qop=auth", `nc=${count}`, `cnonce="${clientNonce}"`] : []),
    `response="${md5Hex(proof.join(":"))}"`,
    ...(opaque === undefined ? [] : [`opaque="${escaped(opaque)}"`]),
  ];
  return `Digest ${members.join(", ")}`;
}

function escaped(text: string): string {
  return text.replaceAll(/(["\\])/g, "\\$1");
}
