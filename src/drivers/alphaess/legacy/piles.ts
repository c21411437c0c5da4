import { z } from "zod";
import { fail, type Json } from "#domain";
import { checkCurrent, checkModeForCurrent, usualMaxCurrentA } from "../limits.ts";
import { id, known, number, numberOf, text } from "../reply-values.ts";
import { type Charger, type ChargerMode, chargerModes, type Settings } from "../surface.ts";
import { isSame, type SettingsChange } from "./settings.ts";

const pileEntry = z.looseObject({
  chargingpile_sn: id,
  chargingpile_id: id,
  chargingpilename: text,
  chargingpile_phase: number,
  max_current: number,
  max_current_manual: number,
});

type Members = Readonly<Record<string, Json | undefined>>;

/** The wallboxes in a settings object; their mode stands beside the list and counts for all. */
export function chargersIn(settings: Settings): readonly Charger[] {
  const mode = modeIn(settings);
  return entriesOf(settings).flatMap((entry): Charger[] => {
    const parsed = pileEntry.safeParse(entry);
    if (!parsed.success) return [];
    const { chargingpile_sn: serial, chargingpile_id: pileId, chargingpilename: name, max_current } = parsed.data;
    if (serial === undefined || pileId === undefined) return [];
    const phases = ([1, 3] as const).find((count) => count === parsed.data.chargingpile_phase);
    const maxCurrentA = parsed.data.max_current_manual ?? usualMaxCurrentA;
    return [{ id: pileId, serial, maxCurrentA, ...known({ name, mode, phases, currentA: max_current }) }];
  });
}

/** By the name of the wallbox, or by its serial number. */
export function findCharger(chargers: readonly Charger[], wanted: string): Charger {
  const found = chargers.find((charger) => charger.id === wanted || charger.serial === wanted);
  if (found !== undefined) return found;
  if (chargers.length === 0) throw fail("refused", "alphaess.no-charger");
  const names = chargers.map((charger) => charger.id).join(", ");
  throw fail("invalid", "alphaess.unknown-charger", { facts: { found: wanted, allowed: names } });
}

export function modeChange(wanted: string, mode: ChargerMode): SettingsChange {
  return {
    over: (before) => ({ ...liftedPile(before, wanted, {}), chargingmode: String(mode) }),
    isTaken: (after) => modeIn(after) === mode,
  };
}

/** Checked against the settings that are written upon: the mode may have been another one a moment ago. */
export function currentChange(wanted: string, currentA: number): SettingsChange {
  return {
    over: (before) => {
      const { maxCurrentA, mode } = findCharger(chargersIn(before), wanted);
      checkCurrent(currentA, maxCurrentA);
      checkModeForCurrent(mode);
      return liftedPile(before, wanted, { max_current: String(currentA) });
    },
    isTaken: (after) => findCharger(chargersIn(after), wanted).currentA === currentA,
  };
}

/** The server looks for the wallbox's fields in the list and, of the one that is meant, at the top as well. */
function liftedPile(before: Settings, wanted: string, changes: Members): Settings {
  const { id: pileId } = findCharger(chargersIn(before), wanted);
  const entries = entriesOf(before);
  const list = entries.map((entry) => (isSame(entry["chargingpile_id"], pileId) ? { ...entry, ...changes } : entry));
  const own = list.find((entry) => isSame(entry["chargingpile_id"], pileId));
  return { ...own, charging_pile_list: list };
}

function entriesOf(settings: Settings): readonly Members[] {
  const parsed = z.array(z.record(z.string(), z.json())).safeParse(settings["charging_pile_list"]);
  return parsed.success ? parsed.data : [];
}

function modeIn(settings: Settings): ChargerMode | undefined {
  return chargerModes.find((mode) => mode === numberOf(settings["chargingmode"]));
}
