import type { Instant } from "#domain";
import { type Clock, md5Hex, type Random, type ServerReply, type ServerRequest } from "#platform";

export interface DoorkeeperOptions {
  readonly username: string;
  readonly password: string;
  readonly random: Random;
  readonly clock: Clock;
  /** Nonces given before this instant are over. */
  nonceEndedAt(): Instant | undefined;
}

const realm = "IotaWatt";
const livesMs = 10 * 60_000;

/** Lets in who answers its challenge; each nonce serves for a while, with a counter that must rise. */
export function createDoorkeeper(options: DoorkeeperOptions) {
  const nonces = new Map<string, { readonly at: Instant; count: number }>();

  const challenge = (): ServerReply => {
    const nonce = md5Hex(`${options.random.next()}:${options.clock.now()}`);
    nonces.set(nonce, { at: options.clock.now(), count: 0 });
    const header = `Digest realm="${realm}",qop="auth",nonce="${nonce}"`;
    return { status: 401, headers: { "www-authenticate": header, "content-type": "text/plain" }, body: "" };
  };

  const isGood = (request: ServerRequest): boolean => {
    const given = membersOf(request.headers["authorization"]);
    const nonce = nonces.get(given.get("nonce") ?? "");
    const endedAt = options.nonceEndedAt();
    if (nonce === undefined || options.clock.now() - nonce.at > livesMs) return false;
    if (endedAt !== undefined && nonce.at < endedAt) return false;
    const { username, password } = options;
    const count = given.get("nc") ?? "";
    if (given.get("username") !== username || given.get("uri") !== request.path) return false;
    if (Number.parseInt(count, 16) <= nonce.count) return false;
    const who = md5Hex(`${username}:${realm}:${password}`);
    const what = md5Hex(`${request.method}:${request.path}`);
    const proof = [who, given.get("nonce"), count, given.get("cnonce"), "auth", what].join(":");
    if (given.get("response") !== md5Hex(proof)) return false;
    nonce.count = Number.parseInt(count, 16);
    return true;
  };

  return { check: (request: ServerRequest) => (isGood(request) ? undefined : challenge()) };
}

function membersOf(header: string | undefined): ReadonlyMap<string, string> {
  const members = new Map<string, string>();
  if (!/^digest /i.test(header ?? "")) return members;
  for (const [, name = "", quoted, bare] of (header ?? "").matchAll(/(\w+)=(?:"([^"]*)"|([^\s,]+))/g))
    members.set(name, quoted ?? bare ?? "");
  return members;
}
