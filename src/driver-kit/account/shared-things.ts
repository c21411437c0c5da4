import type { HttpClient } from "#platform";
import type { CallRule, CallRules } from "./call-rules.ts";
import type { AccountNotes } from "./notes.ts";
import type { SessionKeeper } from "./session.ts";

/** Something that all devices of one account use together, such as what fetches the values of many plants in one call. */
export interface SharedThing {
  /** Called when the last device of the account has closed; calls can still be made. */
  close(): Promise<void>;
}

/** The account as a shared thing sees it: its calls go on when the device that caused them closes. */
export interface SharedWay {
  readonly http: HttpClient;
  readonly session: SessionKeeper;
  readonly notes: AccountNotes;
  /**
   * Vendors grant larger accounts more calls; this process then allows so many instead of the rule's own maximum, on
   * this endpoint where the rule counts each by itself.
   */
  raiseLimit(ruleId: string, max: number, endpoint?: string): void;
}

/** One thing per key, made when first asked for. */
export interface SharedThings {
  take<T extends SharedThing>(key: string, make: () => Made<T>): T;
  close(): Promise<void>;
}

interface Made<T> {
  readonly thing: T;
  /** Ends what the thing may still use while it closes. */
  closeAfter(): Promise<void>;
}

export function createSharedThings(): SharedThings {
  const things = new Map<string, Made<SharedThing>>();
  return {
    take: <T extends SharedThing>(key: string, make: () => Made<T>) => {
      // Keys are a driver's own: what stands under one is what it has put there.
      const present = things.get(key) as Made<T> | undefined;
      if (present !== undefined) return present.thing;
      const made = make();
      things.set(key, made);
      return made.thing;
    },
    close: async () => {
      const all = [...things.values()];
      things.clear();
      await Promise.allSettled(all.map(({ thing }) => thing.close()));
      await Promise.allSettled(all.map(({ closeAfter }) => closeAfter()));
    },
  };
}

/** Limits that are higher for this account than for an ordinary one. */
export interface RaisedLimits {
  raise(ruleId: string, max: number, endpoint: string): void;
  /** The rules with the maxima that hold for this account on this endpoint. */
  applyTo(rules: CallRules, endpoint: string): CallRules;
}

export function createRaisedLimits(): RaisedLimits {
  const raised = new Map<string, number>();
  const keyOf = (ruleId: string, endpoint: string) => `${ruleId} ${endpoint}`;
  return {
    raise: (ruleId, max, endpoint) => raised.set(keyOf(ruleId, endpoint), max),
    applyTo: (rules, endpoint) => {
      if (raised.size === 0) return rules;
      const maxOf = ({ id, max, isPerEndpoint }: CallRule) =>
        raised.get(keyOf(id, isPerEndpoint === true ? endpoint : "")) ?? max;
      return { ...rules, rules: rules.rules.map((rule) => ({ ...rule, max: maxOf(rule) })) };
    },
  };
}
