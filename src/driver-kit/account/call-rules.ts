import type { Purpose } from "#domain";
import type { HttpRequest } from "#platform";

/** One limit of a vendor, as data: at most `max` calls in any `perMs`. */
export interface CallRule {
  readonly id: string;
  /** Who shares the count: everybody on the account, or everybody who talks to this one device through it. */
  readonly scope: "account" | "device";
  /** Which classes of calls count; all when missing. */
  readonly classes?: readonly string[];
  /** Each endpoint has a count of its own. */
  readonly isPerEndpoint?: boolean;
  readonly max: number;
  readonly perMs: number;
  /**
   * Calls that lower ranks leave for this purpose and those above it, e.g. `{ restore: 20, user: 60, guard: 60 }`:
   * a poll stops 140 calls before the limit, a guard 80, a user 20.
   */
  readonly reserve?: Partial<Readonly<Record<Exclude<Purpose, "poll">, number>>>;
}

/** How a driver's calls are counted. */
export interface CallRules {
  readonly rules: readonly CallRule[];
  /** At most this many calls of one device under way at once; missing: no limit. */
  readonly maxAtOnce?: number;
  /** Limits of a cloud account outlive the process; a local device's need not. */
  readonly isLasting: boolean;
  /** Sorts a request into class and endpoint; everything a driver sends goes through here. */
  classify(request: HttpRequest): { readonly callClass: string; readonly endpoint: string };
}
