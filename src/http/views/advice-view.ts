import type { DeviceNote, DeviceOverview, Language, SettingAdvice } from "#domain";
import type { AdviceView } from "../contract.ts";
import { definitionsOf, describe } from "./device-values-view.ts";

/** Advice with the names that people know its settings by. */
export function toAdviceView(
  device: DeviceOverview,
  { advice, notes }: { readonly advice: readonly SettingAdvice[]; readonly notes: readonly DeviceNote[] },
  language: Language,
): AdviceView {
  const definitions = new Map(definitionsOf(device).map((definition) => [definition.key, definition]));
  const namesOf = (key: string) => {
    const definition = definitions.get(key);
    if (definition === undefined) return { label: key };
    const { label, unit, options } = describe(definition, language);
    return { label, ...(unit === undefined ? {} : { unit }), ...(options === undefined ? {} : { options }) };
  };
  const items = advice.map((item) => ({ ...item, ...namesOf(item.key), reason: item.reason[language] }));
  return { device: device.id, items, notes: notes.map(({ code, text }) => ({ code, text: text[language] })) };
}
