import type { Localized } from "./capability.ts";

/** A problem's two sentences: what happened, and what to do. `{facts}` in braces are filled in with their unit. */
export interface ProblemText {
  readonly what: Localized;
  readonly remedy: Localized;
}

/** The sentences and words of one maker's driver or one target; problem codes start with its id (`foxess.40256`). */
export interface DriverText {
  readonly problems: Readonly<Record<string, ProblemText>>;
  readonly labels: Readonly<Record<string, Localized>>;
}
