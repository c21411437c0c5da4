import { type CommandContext, type CommandInput, flowRows } from "#driver-kit";
import type { LiveValues } from "../surface.ts";
import { user, withSystem } from "./reach.ts";
import { say } from "./text.ts";

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
  const { solarW, gridW, batteryW, socPercent, loadW, chargersW } = values;
  const flows = { pvW: solarW, gridW, batteryW, batterySocPercent: socPercent, loadW };
  const chargers = chargersW === undefined ? [] : [[say("chargers", language), `${Math.round(chargersW)} W`]];
  return [...flowRows(flows, language), ...chargers];
}
