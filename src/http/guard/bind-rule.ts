import { isIPv4, isIPv6 } from "node:net";
import { createProblem, type Problem } from "#domain";

/** Only this machine can reach these addresses. */
export function isLoopback(host: string): boolean {
  const bare = host.replace(/^\[|\]$/g, "").toLowerCase();
  if (bare === "localhost") return true;
  if (isIPv4(bare)) return bare.startsWith("127.");
  return isIPv6(bare) && new URL(`http://[${bare}]`).hostname === "[::1]";
}

/** Whoever reaches the port can steer the house, so a port that others reach must have a password. */
export function bindingProblem(host: string, hasPassword: boolean): Problem | undefined {
  if (isLoopback(host) || hasPassword) return undefined;
  return createProblem("invalid", "http.password-needed", { facts: { host } });
}
