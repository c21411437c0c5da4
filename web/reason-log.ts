import { effect, signal } from "@preact/signals";
import type { ReasonView } from "#http/contract";
import { pastReasons } from "./hub.ts";
import { language } from "./language.ts";
import { home } from "./live.ts";

const shown = 12;

/** The latest reasons, newest first; a reason that goes on is one entry with its latest words. */
export const latestReasons = signal<readonly ReasonView[]>([]);

let isAsked = false;
let askedIn = language.peek();

effect(() => {
  const reasons = home.value?.reasons ?? [];
  if (home.value === undefined) return;
  if (askedIn !== language.value) {
    // Sentences already here are in the other language.
    askedIn = language.value;
    isAsked = false;
    latestReasons.value = [];
  }
  latestReasons.value = mergeReasons(reasons, latestReasons.peek(), shown);
  if (isAsked) return;
  isAsked = true;
  pastReasons(60).then(
    (past) => {
      latestReasons.value = mergeReasons(latestReasons.peek(), past, shown);
    },
    () => {
      isAsked = false;
    },
  );
});

export function mergeReasons(
  fresh: readonly ReasonView[],
  known: readonly ReasonView[],
  most: number,
): readonly ReasonView[] {
  const newestFirst = [...fresh, ...known].sort((a, b) => b.at - a.at);
  const merged: ReasonView[] = [];
  const newestOf = new Map<string, string>();
  for (const reason of newestFirst) {
    const kind = `${reason.rule}.${reason.effect}`;
    if (newestOf.get(reason.subject) === kind) continue;
    newestOf.set(reason.subject, kind);
    merged.push(reason);
  }
  return merged.slice(0, most);
}
