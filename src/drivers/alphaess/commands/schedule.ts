import { toProblem } from "#domain";
import type { CommandContext, CommandInput } from "#driver-kit";
import { hasCode, noPermission } from "../codes.ts";
import { written } from "../local-time.ts";
import type { PeriodicSlot, PeriodicTimetable, TimeSlot, Timetable } from "../surface.ts";
import { type ReachedSystem, user, withSystem } from "./reach.ts";
import { say, type Word } from "./text.ts";

/** `alphaess schedule [--periodic]` */
export async function schedule(input: CommandInput, context: CommandContext): Promise<void> {
  await withSystem(input, context, async (system) => {
    if (input.options["periodic"] === true) return showPeriodic(system, context);
    const { main, serial } = system;
    const timetable = await main.timetable(serial, user);
    const periodic = await periodicIfAny(system);
    const { isJson, print, table, tell, language } = context;
    if (isJson) return print(JSON.stringify({ serial, timetable, periodic: periodic.found ?? null }));
    print(table(rowsOf(timetable, context)));
    if (periodic.found !== undefined) printPeriodic(periodic.found, context);
    else if (periodic.isDenied) tell(say("noPeriodic", language));
  });
}

async function showPeriodic({ main, serial }: ReachedSystem, context: CommandContext): Promise<void> {
  const periodic = await main.periodicTimetable(serial, user);
  if (context.isJson) context.print(JSON.stringify({ serial, periodic }));
  else printPeriodic(periodic, context);
}

/** Most accounts may not read the newer kind; that takes nothing away from the older one. */
async function periodicIfAny({ main, serial }: ReachedSystem) {
  if (!main.abilities.has("periodic-timetable")) return { isDenied: false };
  try {
    return { found: await main.periodicTimetable(serial, user), isDenied: false };
  } catch (error) {
    if (hasCode(toProblem(error), noPermission)) return { isDenied: true };
    throw error;
  }
}

function rowsOf(timetable: Timetable, { language }: CommandContext): string[][] {
  const row = (word: Word, isOn: boolean, slots: readonly TimeSlot[], percent: Word, limit: number) => [
    say(word, language),
    say(isOn ? "on" : "off", language),
    slots.map(stretch).join(", ") || "–",
    say(percent, language, { percent: limit }),
  ];
  const { isChargeOn, chargeSlots, chargeStopPercent, isDischargeOn, dischargeSlots } = timetable;
  return [
    row("gridCharge", isChargeOn, chargeSlots, "until", chargeStopPercent),
    row("dischargeTimes", isDischargeOn, dischargeSlots, "downTo", timetable.dischargeCutOffPercent),
  ];
}

/** Whether it is on cannot be read: the cloud always says no. */
function printPeriodic({ cycle, charge, discharge }: PeriodicTimetable, context: CommandContext): void {
  const { language, print, table } = context;
  print(say(cycle === "weekly" ? "periodicWeekly" : "periodicDaily", language));
  const rows = (word: Word, slots: readonly PeriodicSlot[]) => slots.map((slot) => periodicRow(word, slot, context));
  const all = [...rows("gridCharge", charge), ...rows("dischargeTimes", discharge)];
  print(all.length > 0 ? table(all) : say("noPeriodicTimes", language));
}

function periodicRow(word: Word, slot: PeriodicSlot, { language }: CommandContext): string[] {
  const { limitPercent, powerW, weekdays } = slot;
  return [
    say(word, language),
    weekdays?.map((day) => dayName(day, language)).join(" ") ?? "",
    stretch(slot),
    say(word === "gridCharge" ? "until" : "downTo", language, { percent: limitPercent }),
    powerW === undefined ? "" : `${powerW} W`,
  ];
}

/** The first of January 2024 was a Monday. */
function dayName(day: number, language: string): string {
  return new Date(Date.UTC(2024, 0, day)).toLocaleDateString(language, { weekday: "short", timeZone: "UTC" });
}

function stretch({ fromMinute, untilMinute }: TimeSlot): string {
  return `${written(fromMinute)}–${written(untilMinute)}`;
}
