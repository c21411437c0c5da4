import type { Language } from "#domain";
import type { CommandContext, CommandInput } from "#driver-kit";
import type { Charger, ChargerMode } from "../surface.ts";
import { alphaessText } from "../text.ts";
import { findCharger, type ReachedSystem, user } from "./reach.ts";
import { say, type Word } from "./text.ts";

/** Shows the wallbox that is named, or all of them. */
export async function showChargers(
  input: Pick<CommandInput, "options">,
  system: ReachedSystem,
  context: CommandContext,
): Promise<void> {
  const { forCharger, serial } = system;
  const isNamed = input.options["charger"] !== undefined;
  const chargers = isNamed ? [await findCharger(input, system)] : await forCharger.chargers(serial, user);
  const shown: ShownCharger[] = [];
  for (const charger of chargers)
    shown.push({ ...charger, status: await forCharger.chargerStatus(serial, charger.id, user) });
  const { isJson, print, tell, table, language } = context;
  if (isJson) return print(JSON.stringify(shown.map((charger) => toEntry(charger, language))));
  if (shown.length === 0) return tell(say("noChargers", language));
  print(table(shown.map((charger) => rowOf(charger, language))));
}

interface ShownCharger extends Charger {
  readonly status: number;
}

export function statusWord(status: number, language: Language): string {
  return alphaessText.labels[`status.${status}`]?.[language] ?? say("unknownStatus", language, { status });
}

const modeWords: Readonly<Record<ChargerMode, Word>> = { 1: "slow", 2: "normal", 3: "fast", 4: "ownCurrent" };

function rowOf({ id, status, mode, currentA, phases }: ShownCharger, language: Language): string[] {
  return [
    id,
    statusWord(status, language),
    mode === undefined ? "" : say("mode", language, { mode, name: say(modeWords[mode], language) }),
    currentA === undefined ? "" : `${currentA} A`,
    phases === undefined ? "" : say(phases === 1 ? "onePhase" : "threePhases", language),
  ];
}

function toEntry({ id, serial, ...rest }: ShownCharger, language: Language) {
  return { charger: id, serial, ...rest, statusText: statusWord(rest.status, language) };
}
