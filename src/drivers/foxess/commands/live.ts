import { fail, type Instant, minuteMs } from "#domain";
import { type CommandContext, type CommandInput, flowRows, flowsOf, type LiveFlows } from "#driver-kit";
import type { RealTime } from "../client.ts";
import { askedVariables, measuredAt, toReadings } from "../mapping.ts";
import { user, withInverter } from "./cloud.ts";
import { say } from "./text.ts";

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
    const flows = flowsOf(toReadings(own, clock.now(), { hasBattery: true }));
    if (isJson)
      print(JSON.stringify({ serial, at: new Date(at).toISOString(), ...flows, ...(isAll ? rest(own) : {}) }));
    else print(table(isAll ? everything(own) : rowsOf(flows, context)));
    const ageMinutes = Math.round((clock.now() - at) / minuteMs);
    if (clock.now() - at > oldAfterMs) context.tell(say("old", language, { minutes: ageMinutes }));
    else if (!isJson) context.tell(say("asOf", language, { time: timeOf(at, context) }));
  });
}

function rowsOf(
  { pvW, gridW, batteryW, batterySocPercent, loadW }: LiveFlows,
  { language }: CommandContext,
): string[][] {
  return flowRows({ pvW, gridW, batteryW, batterySocPercent, loadW }, language);
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
