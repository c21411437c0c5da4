import { fail, type Instant, minuteMs } from "#domain";
import type { CommandContext, CommandInput, DriverReading } from "#driver-kit";
import type { RealTime } from "../client.ts";
import { askedVariables, measuredAt, toReadings } from "../mapping.ts";
import { user, withInverter } from "./cloud.ts";
import { say, type Word } from "./text.ts";

/** The cloud has news every five minutes; what is twice as old is no news. */
const oldAfterMs = 10 * minuteMs;

/** `foxess live [--all]` */
export async function live(input: CommandInput, context: CommandContext): Promise<void> {
  const isAll = input.options["all"] === true;
  await withInverter(input, context, async ({ client, serial, answer, isRaw }) => {
    const asked = isAll ? undefined : askedVariables;
    const replies = await answer(() => client.realTime([serial], asked, user));
    if (isRaw) return;
    const own = replies.find((reply) => reply.deviceSN === serial);
    if (own === undefined || own.datas.length === 0)
      throw fail("unreachable", "foxess.no-values", { facts: { serial } });
    const { clock, isJson, print, table, language } = context;
    const at = measuredAt(own, clock.now());
    const powers = powersOf(toReadings(own, clock.now(), { hasBattery: true }));
    if (isJson)
      print(JSON.stringify({ serial, at: new Date(at).toISOString(), ...powers, ...(isAll ? rest(own) : {}) }));
    else print(table(isAll ? everything(own) : rowsOf(powers, context)));
    const ageMinutes = Math.round((clock.now() - at) / minuteMs);
    if (clock.now() - at > oldAfterMs) context.tell(say("old", language, { minutes: ageMinutes }));
    else if (!isJson) context.tell(say("asOf", language, { time: timeOf(at, context) }));
  });
}

interface Powers {
  readonly pvW?: number;
  readonly gridW?: number;
  readonly batteryW?: number;
  readonly batterySocPercent?: number;
  readonly loadW?: number;
}

function powersOf(readings: readonly DriverReading[]): Powers {
  return Object.assign({}, ...readings.map(powerOf));
}

function powerOf(reading: DriverReading): Powers {
  switch (reading.kind) {
    case "solar":
      return { pvW: reading.powerW };
    case "meter":
      return reading.place === "grid" ? { gridW: reading.powerW } : { loadW: reading.powerW };
    case "battery": {
      const { powerW, socPercent } = reading;
      return { batteryW: powerW, ...(socPercent === undefined ? {} : { batterySocPercent: socPercent }) };
    }
    default:
      return {};
  }
}

function rowsOf({ pvW, gridW, batteryW, batterySocPercent, loadW }: Powers, { language }: CommandContext): string[][] {
  const row = (word: Word, power: number | undefined, direction?: Word) => {
    if (power === undefined) return [];
    const way = direction === undefined || power === 0 ? "" : ` (${say(direction, language)})`;
    return [[say(word, language), `${Math.round(Math.abs(power))} W${way}`]];
  };
  return [
    ...row("pv", pvW),
    ...row("grid", gridW, (gridW ?? 0) > 0 ? "importing" : "exporting"),
    ...row("battery", batteryW, (batteryW ?? 0) > 0 ? "discharging" : "charging"),
    ...(batterySocPercent === undefined ? [] : [[say("level", language), `${Math.round(batterySocPercent)} %`]]),
    ...row("load", loadW),
  ];
}

function everything({ datas }: RealTime): string[][] {
  return datas.map(({ variable, value, unit }) => [variable, `${value ?? "–"}${unit === undefined ? "" : ` ${unit}`}`]);
}

function rest({ datas }: RealTime) {
  return { variables: Object.fromEntries(datas.map(({ variable, value, unit }) => [variable, { value, unit }])) };
}

function timeOf(at: Instant, { language }: CommandContext): string {
  return new Date(at).toLocaleTimeString(language);
}
