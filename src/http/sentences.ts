import type { Language, Problem, Reason, SharingState } from "#domain";

/** What the routes need of a language: reasons and problems as sentences. */
export interface Sentences {
  reason(reason: Reason): string;
  sharing(sharing: SharingState): string;
  problem(problem: Problem): { readonly what: string; readonly remedy: string };
}

export type SentencesByLanguage = Readonly<Record<Language, Sentences>>;
