import type { CallUsage } from "#domain";
import { formatNumber } from "../format.ts";
import { language, say } from "../language.ts";

const hourMs = 3_600_000;

/** What is left of a vendor's calls, where somebody could run out of them. */
export function Usage({ usage: { used, max, perMs } }: { readonly usage: CallUsage }) {
  const number = (value: number) => formatNumber(value, language.value);
  const left = Math.max(0, max - used);
  return (
    <p class="usage">
      <svg viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true" data-low={left / max < 0.1}>
        <rect class="track" width="100" height="4" />
        <rect class="fill" width={(100 * left) / max} height="4" />
      </svg>
      <small>{say(perMs >= 24 * hourMs ? "calls.day" : "calls.hour", { left: number(left), max: number(max) })}</small>
    </p>
  );
}

/**
 * Limits of minutes are free again before anybody has read them, and those with fewer calls than hours of a day guard
 * what is rarely asked, such as logins.
 */
export function isWorthShowing({ perMs, max, used }: CallUsage): boolean {
  return perMs >= hourMs && max >= 24 && used > 0;
}
