import { type Facts, minuteMs, type Reason } from "#domain";

/**
 * Whether a reason tells something that the previous one of the same subject did not: another effect, or facts that
 * differ by more than noise. Compared with what was last stored, so that a slow drift becomes news as well.
 */
export function isNews(previous: Reason | undefined, next: Reason): boolean {
  if (previous === undefined || previous.rule !== next.rule || previous.effect !== next.effect) return true;
  return differ(previous.because, next.because);
}

function differ(before: Facts, after: Facts): boolean {
  for (const name of new Set([...Object.keys(before), ...Object.keys(after)])) {
    if (isDifferent(name, before[name], after[name])) return true;
  }
  return false;
}

function isDifferent(name: string, before: Facts[string], after: Facts[string]): boolean {
  if (typeof before !== "number" || typeof after !== "number") return before !== after;
  const changed = Math.abs(after - before);
  if (name.endsWith("S")) return false;
  if (name.endsWith("At")) return changed >= 5 * minuteMs;
  if (name.endsWith("W") || name.endsWith("Wh")) return changed >= Math.max(200, Math.abs(before) * 0.2);
  if (name.endsWith("Percent")) return changed >= 2;
  return changed > 0;
}
