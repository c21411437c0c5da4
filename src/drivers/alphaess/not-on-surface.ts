import { fail } from "#domain";
import type { Ability, AlphaessSurface, SurfaceName } from "./surface.ts";

type Refusing = Omit<AlphaessSurface, "api" | "abilities" | "systems" | "live" | "chargers" | "chargerStatus">;

/** Every optional method of a surface, refusing; a surface lays over it what it can do. */
export function refusingMethods(api: SurfaceName): Refusing {
  const refuse = (ability: Ability) => async (): Promise<never> => {
    const login = ability.startsWith("charger-") ? { login: "username + password" } : {};
    throw fail("refused", "alphaess.not-on-surface", {
      facts: { api, ability, other: surfacesWith(ability), ...login },
    });
  };
  return {
    settings: refuse("settings"),
    changeSettings: refuse("settings"),
    socWindow: refuse("soc-window"),
    changeSocWindow: refuse("soc-window"),
    startCharging: refuse("charger-switch"),
    stopCharging: refuse("charger-switch"),
    changeChargerMode: refuse("charger-mode"),
    changeChargerCurrent: refuse("charger-current"),
    changeChargerPhases: refuse("charger-phases"),
    timetable: refuse("timetable"),
    changeTimetable: refuse("timetable"),
    periodicTimetable: refuse("periodic-timetable"),
    writePeriodicTimetable: refuse("periodic-timetable"),
    dayPower: refuse("day-power"),
    dayEnergy: refuse("day-energy"),
    totals: refuse("totals"),
    householdLimitA: refuse("household-limit"),
    changeHouseholdLimit: refuse("household-limit"),
    requestBindingCode: refuse("binding"),
    bind: refuse("binding"),
    unbind: refuse("binding"),
  };
}

/** Which surface can do what; the one place where this is said. */
export const abilitiesOf: Readonly<Record<SurfaceName, ReadonlySet<Ability>>> = {
  open: new Set<Ability>([
    ...(["settings", "soc-window", "timetable", "periodic-timetable", "charger-switch"] as const),
    ...(["day-power", "day-energy", "totals", "household-limit", "binding"] as const),
  ]),
  portal: new Set<Ability>(["charger-switch", "charger-mode", "charger-current", "charger-phases"]),
  legacy: new Set<Ability>([
    ...([
      "settings",
      "soc-window",
      "timetable",
      "charger-switch",
      "charger-mode",
      "charger-current",
      "totals",
    ] as const),
  ]),
};

/** For the remedy: where it can be done instead. */
function surfacesWith(ability: Ability): string {
  const names = (["open", "portal", "legacy"] as const).filter((name) => abilitiesOf[name].has(ability));
  return names.length === 0 ? "-" : names.join(", ");
}
