import { fail, secondMs } from "#domain";
import type { CommandContext, CommandInput } from "#driver-kit";
import { chargerStatusCodes, isStarted } from "../charger-status.ts";
import {
  ampsOfWatts,
  checkCurrent,
  checkMode,
  checkModeForCurrent,
  lowestCurrentA,
  usualMaxCurrentA,
} from "../limits.ts";
import type { Charger } from "../surface.ts";
import { showChargers, statusWord } from "./charger-status.ts";
import { findCharger, type ReachedSystem, user, withSystem } from "./reach.ts";
import { readBack } from "./read-back.ts";
import { say } from "./text.ts";

type Action = (charger: Charger, system: ReachedSystem, context: CommandContext) => Promise<void>;

/** `alphaess charger [status|start|stop|mode 1-4|current A|phases 1|3] [--charger EV1]` */
export async function charger(input: CommandInput, context: CommandContext): Promise<void> {
  const [word = "status", value] = input.words;
  const action = actionOf(word, value);
  await withSystem(input, context, async (system) => {
    if (action === undefined) return showChargers(input, system, context);
    const found = await findCharger(input, system);
    await action(found, system, context);
    await showChargers({ options: { charger: found.id } }, system, context);
  });
}

/** What is wrong with the words is told before anybody is asked. */
function actionOf(word: string, value: string | undefined): Action | undefined {
  switch (word) {
    case "status":
      return undefined;
    case "start":
      return (found, system, context) => turn(true, found, system, context);
    case "stop":
      return (found, system, context) => turn(false, found, system, context);
    case "mode":
      return changeMode(numberOf("mode", value, "1, 2, 3, 4"));
    case "current":
      return changeCurrent(currentOf(value));
    case "phases":
      return changePhases(numberOf("phases", value, "1, 3"));
    default:
      throw badOption("charger", word, "status, start, stop, mode, current, phases");
  }
}

function changeMode(wanted: number): Action {
  const mode = checkMode(wanted);
  return ({ id }, { forCharger, serial }) => forCharger.changeChargerMode(serial, id, mode, user);
}

function changeCurrent(currentA: number): Action {
  return async ({ id, maxCurrentA, mode }, { forCharger, serial }) => {
    checkCurrent(currentA, maxCurrentA);
    checkModeForCurrent(mode);
    await forCharger.changeChargerCurrent(serial, id, currentA, user);
  };
}

function changePhases(wanted: number): Action {
  const phases = ([1, 3] as const).find((count) => count === wanted);
  if (phases === undefined) throw badOption("phases", String(wanted), "1, 3");
  return ({ id }, { forCharger, serial }) => forCharger.changeChargerPhases(serial, id, phases, user);
}

/** The cloud takes every order; only the wallbox's state tells whether it did anything. */
async function turn(isOn: boolean, found: Charger, system: ReachedSystem, context: CommandContext): Promise<void> {
  const { forCharger, serial } = system;
  const status = () => forCharger.chargerStatus(serial, found.id, user);
  const before = await status();
  if (isStarted(before) === isOn) return;
  if (isOn && before === chargerStatusCodes.available)
    throw fail("refused", "alphaess.no-car", { facts: { charger: found.id } });
  if (isOn && before === chargerStatusCodes.faulted)
    throw fail("refused", "alphaess.charger-fault", { facts: { charger: found.id } });
  await (isOn ? forCharger.startCharging : forCharger.stopCharging)(serial, found.id, user);
  await readBack(context.clock, {
    ...{ what: `${found.id}`, wanted: say(isOn ? "started" : "stopped", context.language) },
    looksAfterMs: orderLooksAfterMs,
    read: status,
    isThere: (now) => isStarted(now) === isOn,
    show: (now) => statusWord(now, context.language),
  });
}

/** An order is with the wallbox within seconds, seldom within two minutes. */
const orderLooksAfterMs = [3 * secondMs, 7 * secondMs, 15 * secondMs, 35 * secondMs, 60 * secondMs];

function numberOf(option: string, text: string | undefined, allowed: string): number {
  if (text === undefined) throw missing(option, allowed);
  if (/^\d+$/.test(text)) return Number(text);
  throw badOption(option, text, allowed);
}

const possibleCurrents = "6 – 16, 4140W – 11040W";

/** Amperes, or watts on three phases. What more than usual some wallbox takes, only that one can say. */
function currentOf(text: string | undefined): number {
  if (text === undefined) throw missing("current", possibleCurrents);
  const [, digits, unit = "A"] = /^(\d+(?:\.\d+)?)\s*(A|W)?$/i.exec(text) ?? [];
  if (digits === undefined) throw badOption("current", text, possibleCurrents);
  const amount = Number(digits);
  const isPower = unit.toUpperCase() === "W";
  const currentA = isPower ? ampsOfWatts(amount) : amount;
  if (isPower && (currentA < lowestCurrentA || currentA > highestCurrentA))
    throw badOption("current", text, possibleCurrents);
  if (currentA < lowestCurrentA || currentA > highestCurrentA || !Number.isInteger(currentA))
    checkCurrent(currentA, usualMaxCurrentA);
  return currentA;
}

/** No wallbox of this maker goes further. */
const highestCurrentA = 32;

function missing(option: string, allowed: string) {
  return fail("invalid", "alphaess.missing-value", { facts: { option, allowed } });
}

function badOption(option: string, found: string, allowed: string) {
  return fail("invalid", "alphaess.bad-option", { facts: { option, found, allowed } });
}
