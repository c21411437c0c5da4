import { effect, signal } from "@preact/signals";
import type { Language } from "#domain";
import { fill, pageTexts, type TextKey } from "./text.ts";

export const languages: readonly Language[] = ["en", "de", "fr"];
export const languageNames: Readonly<Record<Language, string>> = { en: "English", de: "Deutsch", fr: "Français" };

const storageKey = "sunsteer.language";

/** The reader's choice, kept in the browser; before any choice, the browser's own language. */
export const language = signal<Language>(firstKnown([remembered(), ...navigator.languages]) ?? "en");

effect(() => {
  document.documentElement.lang = language.value;
});

export function chooseLanguage(chosen: Language): void {
  language.value = chosen;
  try {
    localStorage.setItem(storageKey, chosen);
  } catch {
    // Private windows forbid storage; the choice then lasts as long as the page.
  }
}

/** A word of the page in the language in force. */
export function say(key: TextKey, facts: Readonly<Record<string, string | number>> = {}): string {
  return fill(pageTexts[language.value][key], facts);
}

function remembered(): string {
  try {
    return localStorage.getItem(storageKey) ?? "";
  } catch {
    return "";
  }
}

export function firstKnown(tags: readonly string[]): Language | undefined {
  const known = tags.map((tag) => languages.find((one) => one === tag.toLowerCase().split("-")[0]));
  return known.find((one) => one !== undefined);
}
