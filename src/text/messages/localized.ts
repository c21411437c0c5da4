import type { Localized, ProblemText } from "#domain";

/** One sentence in the three languages; leaving one out does not compile. */
export function say(en: string, de: string, fr: string): Localized {
  return { en, de, fr };
}

export function trouble(what: Localized, remedy: Localized): ProblemText {
  return { what, remedy };
}
