import type { Language } from "#domain";
import { english, type Texts } from "./texts/english.ts";
import { french } from "./texts/french.ts";
import { german } from "./texts/german.ts";

export type { TextKey } from "./texts/english.ts";

export const pageTexts: Readonly<Record<Language, Texts>> = { en: english, de: german, fr: french };

/** The text with its `{places}` filled. */
export function fill(text: string, facts: Readonly<Record<string, string | number>>): string {
  return text.replace(/\{(\w+)\}/g, (place, name: string) => String(facts[name] ?? place));
}
