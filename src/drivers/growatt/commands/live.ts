import { fail, type Instant, minuteMs } from "#domain";
import type { CommandContext, CommandInput, DriverReading } from "#driver-kit";
import { silentLog } from "#platform";
import { createKeptValues } from "../kept-values.ts";
import { createPlant } from "../plant.ts";
import { user, withAccount } from "./account.ts";
import { say, type Word } from "./text.ts";

/** The cloud has news every five minutes; what is three times as old is no news. */
const oldAfterMs = 15 * minuteMs;

/** `growatt live [--plant NAME]` */
export async function live(input: CommandInput, context: CommandContext): Promise<void> {
  await withAccount(input, context, async (client, config, { session, notes }) => {
    const { clock, isJson, print, tell, table, language } = context;
    const plant = createPlant(client, config, { clock, log: silentLog, session, kept: createKeptValues(notes) });
    const readings = (await plant.read(user)).filter(({ kind }) => kind !== "values");
    if (readings.length === 0) throw fail("unreachable", "growatt.no-values");
    const at = Math.min(...readings.map((reading) => reading.at));
    const powers = Object.assign({}, ...readings.map(inWords));
    if (isJson) print(JSON.stringify({ at: new Date(at).toISOString(), ...powers }));
    else print(table(readings.flatMap((reading) => rowsOf(reading, context))));
    const minutes = Math.round((clock.now() - at) / minuteMs);
    if (clock.now() - at > oldAfterMs) tell(say("old", language, { minutes }));
    else if (!isJson) tell(say("asOf", language, { time: timeOf(at, context) }));
  });
}

function inWords(reading: DriverReading): Readonly<Record<string, number>> {
  switch (reading.kind) {
    case "solar":
      return { pvW: reading.powerW };
    case "meter":
      return { gridW: reading.powerW };
    case "battery":
      return {
        batteryW: reading.powerW,
        ...(reading.socPercent === undefined ? {} : { batterySocPercent: reading.socPercent }),
      };
    default:
      return {};
  }
}

function rowsOf(reading: DriverReading, { language }: CommandContext): string[][] {
  const row = (word: Word, powerW: number, way?: Word) => [
    say(word, language),
    `${Math.round(Math.abs(powerW))} W${way === undefined || Math.round(powerW) === 0 ? "" : ` (${say(way, language)})`}`,
  ];
  switch (reading.kind) {
    case "solar":
      return [row("pv", reading.powerW)];
    case "meter":
      return [row("grid", reading.powerW, reading.powerW > 0 ? "importing" : "exporting")];
    case "battery": {
      const { powerW, socPercent } = reading;
      const level = socPercent === undefined ? [] : [[say("level", language), `${Math.round(socPercent)} %`]];
      return [row("battery", powerW, powerW > 0 ? "discharging" : "charging"), ...level];
    }
    default:
      return [];
  }
}

function timeOf(at: Instant, { language }: CommandContext): string {
  return new Date(at).toLocaleTimeString(language);
}
