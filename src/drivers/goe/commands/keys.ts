import { fail, type Language } from "#domain";
import type { CommandContext, CommandInput } from "#driver-kit";
import { limitsOf } from "../key-limits.ts";
import { type GoeKey, goeKeys } from "../keys.ts";
import { say } from "./text.ts";

/** `goe keys [FILTER]` */
export async function listKeys({ words, options }: CommandInput, context: CommandContext): Promise<void> {
  const language = languageOf(options["lang"], context.language);
  const [filter = ""] = words;
  const found = goeKeys.filter((key) => matches(key, filter.toLowerCase(), language));
  if (context.isJson) return context.print(JSON.stringify(found.map((key) => toEntry(key, language))));
  if (found.length === 0) return context.tell(say("noKeys", language, { filter }));
  const head = (["headKey", "headAccess", "headTakes", "headLabel"] as const).map((word) => say(word, language));
  const rows = found.map((key) => [key.key, say(key.access, language), takes(key, language), meaning(key, language)]);
  context.print(context.table([head, ...rows]));
}

function languageOf(wanted: string | boolean | undefined, otherwise: Language): Language {
  if (wanted === undefined) return otherwise;
  if (wanted === "en" || wanted === "de" || wanted === "fr") return wanted;
  throw fail("invalid", "goe.bad-option", {
    facts: { option: "--lang", found: String(wanted), allowed: "en, de, fr" },
  });
}

function matches(key: GoeKey, filter: string, language: Language): boolean {
  return key.key.toLowerCase().includes(filter) || key.label[language].toLowerCase().includes(filter);
}

function takes(key: GoeKey, language: Language): string {
  const limits = key.choices === undefined ? limitsOf(key) : undefined;
  const range =
    limits === undefined || key.access === "read"
      ? key.type
      : `${limits.lowest}–${limits.highest}${limits.isByType ? ` ${say("byType", language)}` : ""}`;
  const unit = key.unit ?? "";
  return [range, unit, key.isNullable && key.access !== "read" ? say("orNone", language) : ""]
    .filter(Boolean)
    .join(" ");
}

function meaning(key: GoeKey, language: Language): string {
  const notes = [
    ...(key.isDangerous ? [say("dangerous", language)] : []),
    ...(key.isSecret ? [say("secret", language)] : []),
    ...(key.device === "controller" ? [say("controller", language)] : []),
  ];
  const choices = (key.choices ?? []).map(({ value, label }) => `${value} ${label[language]}`).join(", ");
  const pieces = piecesOf(key);
  return [
    key.label[language],
    ...(notes.length === 0 ? [] : [` (${notes.join(", ")})`]),
    ...(choices === "" ? [] : [`: ${choices}`]),
    ...(pieces === "" ? [] : [`: ${pieces}`]),
  ].join("");
}

/** Named pieces; of long lists the first show how the others are called. */
function piecesOf({ key, elements = [] }: GoeKey): string {
  const names = elements.map(({ name }) => `${key}.${name}`);
  return names.length <= mostPieces ? names.join(" ") : `${names.slice(0, 3).join(" ")} … (${names.length})`;
}

const mostPieces = 16;

function toEntry(key: GoeKey, language: Language) {
  const { label, choices, elements, ...rest } = key;
  const limits = limitsOf(key);
  return {
    ...rest,
    label: label[language],
    ...(limits === undefined ? {} : { lowest: limits.lowest, highest: limits.highest, isByType: limits.isByType }),
    ...(choices === undefined ? {} : { choices: choices.map((each) => ({ ...each, label: each.label[language] })) }),
    ...(elements === undefined
      ? {}
      : {
          pieces: elements.map((each) => ({
            name: `${key.key}.${each.name}`,
            label: each.label[language],
            unit: each.unit,
          })),
        }),
  };
}
