import type { CommandContext, CommandInput } from "#driver-kit";
import type { LiveValues } from "../surface.ts";
import { user, withSystem } from "./reach.ts";
import { say, type Word } from "./text.ts";

/** `alphaess live` */
export async function live(input: CommandInput, context: CommandContext): Promise<void> {
  const { isJson, print, table, clock, tell, language } = context;
  await withSystem(input, context, async ({ main, serial }) => {
    const values = await main.live(serial, user);
    const { at, ...rest } = values;
    const time = at === undefined ? {} : { at: new Date(at).toISOString() };
    if (isJson) {
      const chargerW = rest.chargerW.map((power) => power ?? null);
      return print(JSON.stringify({ serial, ...time, ...rest, chargerW }));
    }
    const rows = rowsOf(values, context);
    if (rows.length === 0) return tell(say("noValues", language));
    print(table(rows));
    if (at !== undefined) tell(say("minutesOld", language, { minutes: Math.round((clock.now() - at) / 60_000) }));
  });
}

function rowsOf(values: LiveValues, { language }: CommandContext): string[][] {
  const row = (word: Word, power: number | undefined, direction?: Word) => {
    if (power === undefined) return [];
    const way = direction === undefined || Math.round(power) === 0 ? "" : ` (${say(direction, language)})`;
    return [[say(word, language), `${Math.round(Math.abs(power))} W${way}`]];
  };
  const { solarW, gridW, batteryW, socPercent, loadW, chargersW } = values;
  return [
    ...row("solar", solarW),
    ...row("grid", gridW, (gridW ?? 0) > 0 ? "importing" : "exporting"),
    ...row("battery", batteryW, (batteryW ?? 0) > 0 ? "discharging" : "charging"),
    ...(socPercent === undefined ? [] : [[say("level", language), `${Math.round(socPercent)} %`]]),
    ...row("load", loadW),
    ...row("chargers", chargersW),
  ];
}
