import type { SentencesByLanguage } from "../sentences.ts";

/** Sentences that show which language and key was asked for, so that tests do not hang on wording. */
export const plainSentences: SentencesByLanguage = {
  en: plain("en"),
  de: plain("de"),
  fr: plain("fr"),
};

function plain(language: string): SentencesByLanguage["en"] {
  return {
    reason: ({ rule, effect }) => `${language}: ${rule}.${effect}.`,
    sharing: ({ share, basis, setBy }) => `${language}: ${share}.${basis} of ${setBy}.`,
    problem: ({ code }) => ({ what: `${language}: ${code}.`, remedy: `${language}: remedy of ${code}.` }),
  };
}
