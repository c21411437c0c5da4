import type { Json, Language } from "#domain";
import { fail } from "#domain";
import type { GoeAddress } from "../key-pieces.ts";
import type { GoeChoice } from "../keys.ts";
import { toWireValue } from "../values-mapping.ts";

const truths: Readonly<Record<string, boolean>> = {
  true: true,
  on: true,
  yes: true,
  false: false,
  off: false,
  no: false,
};

/** What somebody typed as the value that it means; what it cannot mean is left for the check to refuse. */
export function typedValue(name: string, { key, path, element }: GoeAddress, text: string, language: Language): Json {
  if (text === "null") return null;
  const choices = element === undefined ? key.choices : element.choices;
  if (choices !== undefined) return typedChoice(name, choices, text, language);
  const type = path.length > 0 ? (element?.type ?? "json") : key.type;
  switch (type) {
    case "bool":
    case "trigger":
    case "virtual":
      return truths[text.toLowerCase()] ?? text;
    case "colour":
      return text.startsWith("#") ? text : `#${text}`;
    case "text":
    case "url":
    case "card":
      return text;
    case "time":
    case "list":
    case "object":
      return toWireValue(name, text);
    case "json":
      return asNumber(text);
    default:
      return piece(name, path, asNumber(text));
  }
}

function typedChoice(name: string, choices: readonly GoeChoice[], text: string, language: Language): Json {
  const wanted = text.toLowerCase();
  const isMeant = ({ value, label }: GoeChoice) =>
    [String(value), label.en.toLowerCase(), label[language].toLowerCase()].includes(wanted);
  const found = choices.find(isMeant);
  if (found !== undefined) return found.value;
  const allowed = choices.map(({ value, label }) => `${value} (${label[language]})`).join(", ");
  throw fail("invalid", "goe.not-a-choice", { facts: { key: name, value: text, allowed } });
}

/** A piece is checked here: the check of the whole knows only some of them. */
function piece(name: string, path: GoeAddress["path"], value: Json): Json {
  if (path.length === 0 || typeof value === "number") return value;
  throw fail("invalid", "goe.wrong-type", { facts: { key: name, value: String(value), expected: "number" } });
}

function asNumber(text: string): Json {
  const number = Number(text);
  return text.trim() !== "" && Number.isFinite(number) ? number : text;
}
