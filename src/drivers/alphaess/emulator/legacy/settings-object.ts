import type { Json } from "#domain";
import type { ChargingPile, PileMode } from "../charging-pile.ts";
import type { BatteryRules, ShownPlant, TimeSpan } from "../shown-plant.ts";
import { otherSettings } from "./other-settings.ts";

type Members = Readonly<Record<string, Json | undefined>>;

/** The one flat object with every setting of a system. A write replaces all of it: what is not sent is gone. */
export interface SettingsObject {
  read(): Json;
  write(sent: Members): void;
  /** The app of the owner: changes single keys while nobody looks. */
  edit(changes: Members): void;
}

export function createSettingsObject(plant: ShownPlant): SettingsObject {
  let rest: Members = otherSettings;

  const write = (sent: Members) => {
    plant.changeBatteryRules(rulesIn(sent, plant.batteryRules()));
    for (const pile of plant.piles) changePile(pile, sent);
    const limitA = numberIn(sent["currentsetting"]);
    if (limitA !== undefined) plant.changeHouseLimit(limitA);
    rest = Object.fromEntries(Object.entries(sent).filter(([key]) => !ownKeys.has(key)));
  };

  const read = (): Members => ({ ...rest, ...shownRules(plant.batteryRules()), ...shownPlant(plant) });

  return {
    read,
    write,
    edit: (changes) => write({ ...read(), ...changes }),
  };
}

function shownPlant({ serial, nature, piles, houseLimitA }: ShownPlant): Members {
  return {
    sys_sn: serial,
    minv: nature.inverterModel,
    mbat: nature.batteryModel,
    bakbox_ver: "V0.00",
    ems_version: nature.emsVersion,
    chargingmode: piles[0]?.settings().mode ?? 1,
    chargingpile: piles.length > 0 ? 1 : 0,
    currentsetting: houseLimitA(),
    charging_pile_list: piles.map(shownPile),
  };
}

function shownPile(pile: ChargingPile): Json {
  const { maxCurrentA, phases } = pile.settings();
  return {
    chargingpile_sn: pile.serial,
    chargingpile_id: pile.id,
    chargingpilename: null,
    chargingpiletype: null,
    chargingpile_hard_ver: "1.0",
    chargingpile_soft_ver: "V1.2.3",
    chargingpile_startpower: null,
    chargingpile_switch: 1,
    chargingpile_phase: phases,
    chargingpile_strategy: 0,
    priority: 1,
    max_current: maxCurrentA,
    max_current_manual: 16,
    ...{ time_charge_1: 0, time_charge_s1: "13:00", time_charge_e1: "15:00" },
    ...{ time_charge_2: 0, time_charge_s2: "00:00", time_charge_e2: "00:00" },
  };
}

function shownRules(rules: BatteryRules): Members {
  const [charge1, charge2] = rules.chargeTimes;
  const [discharge1, discharge2] = rules.dischargeTimes;
  return {
    bat_use_cap: rules.minPercent,
    bat_high_cap: rules.maxPercent,
    grid_charge: rules.isGridCharging ? 1 : 0,
    ctr_dis: rules.isDischargeTimed ? 1 : 0,
    ...{ time_chaf1a: charge1.from, time_chae1a: charge1.until, time_chaf2a: charge2.from, time_chae2a: charge2.until },
    ...{ time_disf1a: discharge1.from, time_dise1a: discharge1.until },
    ...{ time_disf2a: discharge2.from, time_dise2a: discharge2.until },
  };
}

/** Kept by the plant itself; `system_id` and what programs lift out of a pile are no settings. */
const ownKeys: ReadonlySet<string> = new Set([
  ...["sys_sn", "minv", "mbat", "bakbox_ver", "ems_version", "chargingmode", "chargingpile", "currentsetting"],
  ...["charging_pile_list", "bat_use_cap", "bat_high_cap", "grid_charge", "ctr_dis"],
  ...["time_chaf1a", "time_chae1a", "time_chaf2a", "time_chae2a"],
  ...["time_disf1a", "time_dise1a", "time_disf2a", "time_dise2a"],
  ...["system_id", "chargingpile_sn", "chargingpile_id", "chargingpilename", "chargingpiletype"],
  ...["chargingpile_hard_ver", "chargingpile_soft_ver", "chargingpile_startpower", "chargingpile_switch"],
  ...["chargingpile_phase", "chargingpile_strategy", "priority", "max_current", "max_current_manual"],
  ...["time_charge_1", "time_charge_s1", "time_charge_e1", "time_charge_2", "time_charge_s2", "time_charge_e2"],
]);

function rulesIn(sent: Members, before: BatteryRules): BatteryRules {
  const times = (start: string, [one, two]: BatteryRules["chargeTimes"]) =>
    [spanIn(sent, start, 1, one), spanIn(sent, start, 2, two)] as const;
  return {
    minPercent: numberIn(sent["bat_use_cap"]) ?? before.minPercent,
    maxPercent: numberIn(sent["bat_high_cap"]) ?? before.maxPercent,
    isGridCharging: numberIn(sent["grid_charge"]) === 1,
    isDischargeTimed: numberIn(sent["ctr_dis"]) === 1,
    chargeTimes: times("time_cha", before.chargeTimes),
    dischargeTimes: times("time_dis", before.dischargeTimes),
  };
}

function spanIn(sent: Members, start: string, slot: 1 | 2, before: TimeSpan): TimeSpan {
  const time = (letter: string, old: string) => {
    const value = sent[`${start}${letter}${slot}a`];
    return typeof value === "string" && /^\d\d:\d\d$/.test(value) ? value : old;
  };
  return { from: time("f", before.from), until: time("e", before.until) };
}

/** A program may change the pile in the list, or beside it at the top; whichever differs from before is meant. */
function changePile(pile: ChargingPile, sent: Members): void {
  const before = pile.settings();
  const listed = pilesIn(sent).find(
    (one) => one["chargingpile_id"] === pile.id || one["chargingpile_sn"] === pile.serial,
  );
  const isMeantAtTop = sent["chargingpile_id"] === undefined || sent["chargingpile_id"] === pile.id;
  const inList = numberIn(listed?.["max_current"]);
  const atTop = isMeantAtTop ? numberIn(sent["max_current"]) : undefined;
  const maxCurrentA = inList === undefined || inList === before.maxCurrentA ? (atTop ?? inList) : inList;
  const mode = modeIn(sent["chargingmode"]);
  pile.change({
    ...(maxCurrentA === undefined || maxCurrentA < 6 || maxCurrentA > 32 ? {} : { maxCurrentA }),
    ...(mode === undefined ? {} : { mode }),
  });
}

function pilesIn(sent: Members): readonly Members[] {
  const list = sent["charging_pile_list"];
  return Array.isArray(list) ? list.filter((one) => typeof one === "object" && one !== null) : [];
}

function modeIn(value: Json | undefined): PileMode | undefined {
  return ([1, 2, 3, 4] as const).find((mode) => mode === numberIn(value));
}

function numberIn(value: Json | undefined): number | undefined {
  const number = typeof value === "string" && value.trim() !== "" ? Number(value) : value;
  return typeof number === "number" && Number.isFinite(number) ? number : undefined;
}
