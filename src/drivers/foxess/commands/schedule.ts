import { fail } from "#domain";
import type { CommandContext, CommandInput } from "#driver-kit";
import type { SchedulePeriod } from "../client.ts";
import { writtenStretch } from "../minute-of-day.ts";
import { foxessText } from "../text.ts";
import { type ReachedInverter, user, withInverter } from "./cloud.ts";
import { readBack } from "./read-back.ts";
import { say } from "./text.ts";
import { unlessUnsupported } from "./unless-unsupported.ts";

/** `foxess schedule [on|off]` */
export async function schedule(input: CommandInput, context: CommandContext): Promise<void> {
  const wanted = switchOf(input.words[0]);
  await withInverter(input, context, async (inverter) => {
    if (wanted === undefined) await showSchedule(inverter, context);
    else await switchSchedule(wanted, inverter, context);
  });
}

function switchOf(word: string | undefined): boolean | undefined {
  if (word === undefined) return undefined;
  if (word === "on" || word === "off") return word === "on";
  throw fail("invalid", "foxess.bad-option", { facts: { option: "schedule", found: word, allowed: "on, off" } });
}

async function showSchedule(inverter: ReachedInverter, context: CommandContext): Promise<void> {
  const { client, serial, answer, isRaw } = inverter;
  if (isRaw) {
    await answer(() => client.schedule(serial, user));
    return;
  }
  const { language, isJson, print, table } = context;
  const flag = await client.schedulerFlag(serial, user);
  const { periods } = flag.isSupported ? await client.schedule(serial, user) : { periods: [] };
  if (isJson) return print(JSON.stringify({ serial, ...flag, periods }));
  print(say(flag.isEnabled ? "scheduleOn" : flag.isSupported ? "scheduleOff" : "scheduleNone", language));
  if (periods.length > 0) print(table(periods.map((period) => rowOf(period, context))));
}

function rowOf(period: SchedulePeriod, { language }: CommandContext): string[] {
  const { workMode, isEnabled, targetSocPercent, powerW, minSocOnGridPercent, maxSocPercent } = period;
  const label = foxessText.labels[`WorkMode.${workMode}`]?.[language];
  const values = [
    ...(targetSocPercent === undefined ? [] : [`→ ${targetSocPercent} %`]),
    ...(powerW === undefined ? [] : [`${powerW} W`]),
    ...(minSocOnGridPercent === undefined ? [] : [`≥ ${minSocOnGridPercent} %`]),
    ...(maxSocPercent === undefined ? [] : [`≤ ${maxSocPercent} %`]),
  ];
  return [
    writtenStretch(period),
    label === undefined ? workMode : `${label} (${workMode})`,
    [...values, ...(isEnabled ? [] : [say("periodOff", language)])].join(", "),
  ];
}

async function switchSchedule(isWanted: boolean, inverter: ReachedInverter, context: CommandContext): Promise<void> {
  const { client, serial, answer, isRaw } = inverter;
  await answer(() => client.writeSchedulerFlag(serial, isWanted, user));
  const flag = await readBack(context.clock, {
    ...{ what: "schedule", wanted: isWanted ? "on" : "off" },
    read: () => client.schedulerFlag(serial, user),
    isThere: ({ isEnabled }) => isEnabled === isWanted,
    show: ({ isEnabled }) => (isEnabled ? "on" : "off"),
  });
  if (isRaw) return;
  const { language, isJson, print } = context;
  print(isJson ? JSON.stringify({ serial, ...flag }) : say(flag.isEnabled ? "scheduleOn" : "scheduleOff", language));
}

/** Whether the inverter follows its own timetable; one without timetable does not. */
export async function isScheduled({ client, serial }: ReachedInverter): Promise<boolean> {
  const flag = await unlessUnsupported(client.schedulerFlag(serial, user));
  return flag?.isEnabled ?? false;
}
