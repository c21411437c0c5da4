import { isIP } from "node:net";
import { createProblem, type Problem } from "#domain";

/** What of a request tells where it came from; header names as Node gives them. */
export interface Provenance {
  readonly method: string;
  readonly host: string | undefined;
  readonly origin: string | undefined;
  readonly fetchSite: string | undefined;
}

/** Names by which browsers may address us besides `localhost` and plain addresses; lower case, without port. */
export type AllowedHosts = ReadonlySet<string>;

const harmlessMethods: ReadonlySet<string> = new Set(["GET", "HEAD", "OPTIONS"]);

/** Why a request must not be served, looking only at where it came from. */
export function provenanceProblem(request: Provenance, allowedHosts: AllowedHosts): Problem | undefined {
  if (!isOurHost(request.host, allowedHosts)) {
    return createProblem("refused", "http.host-refused", { facts: { host: shorten(request.host ?? "") } });
  }
  if (harmlessMethods.has(request.method) || isOurPage(request)) return undefined;
  return createProblem("refused", "http.origin-refused", { facts: { origin: shorten(request.origin ?? "") } });
}

/**
 * DNS rebinding lets a foreign page reach us under the foreign page's own name. A plain address cannot be rebound, and
 * names that the owner configured are theirs; every other name is refused.
 */
function isOurHost(host: string | undefined, allowedHosts: AllowedHosts): boolean {
  const name = hostnameOf(host);
  if (name === undefined) return false;
  return name === "localhost" || isIP(name.replace(/^\[|\]$/g, "")) !== 0 || allowedHosts.has(name);
}

/**
 * Browsers name the origin of every writing request. Programs do not, and they could write whatever they like here
 * anyway, so a missing origin is fine unless the browser says by other means that the request is a stranger's.
 */
function isOurPage({ origin, host, fetchSite }: Provenance): boolean {
  if (fetchSite !== undefined && fetchSite !== "same-origin" && fetchSite !== "none") return false;
  if (origin === undefined) return true;
  return URL.canParse(origin) && new URL(origin).host === host?.toLowerCase();
}

function hostnameOf(host: string | undefined): string | undefined {
  if (host === undefined || !/^[\w.:[\]-]+$/.test(host) || !URL.canParse(`http://${host}`)) return undefined;
  const { hostname } = new URL(`http://${host}`);
  return hostname.replace(/\.$/, "").toLowerCase();
}

function shorten(text: string): string {
  return text.slice(0, 100);
}
