import type { Language } from "#domain";
import { findGoeKey } from "../keys.ts";
import { say } from "./text.ts";

/** Settings that take effect with the next start of the charger: `nmo` on all firmware, `acp` on some. */
const afterRestart = { nmo: "needsRestart", acp: "mayNeedRestart" } as const;

export function restartHints(changed: readonly string[], language: Language): readonly string[] {
  return Object.entries(afterRestart).flatMap(([key, word]) =>
    changed.includes(key) ? [say(word, language, { label: findGoeKey(key)?.label[language] ?? key })] : [],
  );
}
