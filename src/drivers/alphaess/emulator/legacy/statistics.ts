import type { Json } from "#domain";
import type { PlantEnergies, ShownPlant } from "../shown-plant.ts";

/** `Power/SticsByPeriod`: where the energy of some days came from and where it went. */
export function energiesOfPeriod(plant: ShownPlant, beginDay: string, endDay: string): Json {
  const days = datesBetween(beginDay, endDay).flatMap((date) => plant.energiesOf(date) ?? []);
  const of = (name: keyof PlantEnergies) => days.reduce((sum, day) => sum + day[name], 0);
  const [solar, consumed, imported, exported] = [of("solar"), of("consumed"), of("imported"), of("exported")];
  return {
    ...{
      EpvT: hundredth(solar),
      Epvtotal: hundredth(solar),
      Eload: hundredth(consumed),
      EHomeLoad: hundredth(consumed),
    },
    ...{ Einput: hundredth(imported), EGrid2Load: hundredth(imported), EGridCharge: 0 },
    ...{ Eout: hundredth(exported), Eoutput: hundredth(exported), Epv2load: hundredth(solar - exported) },
    ...{ Echarge: hundredth(of("charged")), Epvcharge: hundredth(of("charged")), Ebat: hundredth(of("discharged")) },
    ...{ EselfConsumption: share(solar - exported, solar), EselfSufficiency: share(consumed - imported, consumed) },
    Soc: plant.powers()?.socPercent ?? null,
  };
}

/** `Power/SticsByDay`: the curves of one day, oldest first. */
export function curvesOfDay(plant: ShownPlant, date: string): Json {
  const rows = plant.history(date).toReversed();
  const curve = (value: (powers: (typeof rows)[number]["powers"]) => number) =>
    rows.map(({ powers }) => Math.round(value(powers) * 10) / 10);
  return {
    Time: rows.map(({ time }) => time.slice(11, 16)),
    Ppv: curve(({ solarW }) => solarW),
    UsePower: curve(({ solarW, batteryW, gridW }) => solarW + batteryW + gridW),
    FeedIn: curve(({ gridW }) => Math.max(0, -gridW)),
    GridCharge: curve(({ gridW }) => Math.max(0, gridW)),
    Cbat: curve(({ socPercent }) => socPercent),
  };
}

/** `Statistic/SystemStatistic`: the days of a month, one after another. */
export function daysOfMonth(plant: ShownPlant, firstDay: string): Json {
  const days = datesBetween(`${firstDay.slice(0, 8)}01`, `${firstDay.slice(0, 8)}31`).map((date) =>
    plant.energiesOf(date),
  );
  const of = (name: keyof PlantEnergies) => days.map((day) => hundredth(day?.[name] ?? 0));
  return {
    ...{ EpvT: of("solar"), Einput: of("imported"), Eout: of("exported") },
    ...{ ECharge: of("charged"), EDischarge: of("discharged"), Eload: of("consumed") },
  };
}

const mostDays = 400;

function datesBetween(first: string, last: string): readonly string[] {
  const dates: string[] = [];
  for (let at = Date.parse(`${first}T00:00:00Z`); dates.length < mostDays; at += 86_400_000) {
    const date = Number.isNaN(at) ? "" : new Date(at).toISOString().slice(0, 10);
    if (date === "" || date > last) break;
    dates.push(date);
  }
  return dates;
}

function share(part: number, whole: number): number {
  return whole > 0 ? hundredth(Math.max(0, part / whole)) : 0;
}

function hundredth(value: number): number {
  return Math.round(value * 100) / 100;
}
