import { sharings } from "#domain";
import {
  allowedMiss,
  type HomeBattery,
  type LivedDay,
  liveSharingDay,
  missOf,
  type SharingDay,
} from "../test/e2e/support/sharing-day.ts";
import type { Makers } from "../test/e2e/support/sharing-home.ts";

/** Only the first is promised, its battery full by noon under fair-weather clouds only; the others are shown beside it. */
const houses: readonly Makers[] = ["alphaess-both", "alphaess-legacy", "foxess-goe"];
const batteries: readonly HomeBattery[] = ["large", "small"];
const shareWs = { "car-first": [0], share: [1_000, 2_000, 3_000], "battery-first": [0] } as const;
const covers = [0, 0.2, 0.4, 0.6];
const promised = { makers: "alphaess-both", coverOf: { large: 0.4, small: 0.2 } };
const seeds = [21, 22, 23];

const kWh = (wattHours: number) => (wattHours / 1_000).toFixed(1).padStart(5);
const percent = (part: number) => `${(100 * part).toFixed(1)} %`.padStart(7);

interface Row {
  readonly days: readonly LivedDay[];
  readonly ofNamed: number;
  readonly ofAll: number;
}

async function measure(day: Omit<SharingDay, "seed">): Promise<Row> {
  const days: LivedDay[] = [];
  for (const seed of seeds) days.push(await liveSharingDay({ ...day, seed }));
  const misses = days.map((lived) => missOf(day.share, lived));
  return {
    days,
    ofNamed: Math.max(...misses.map(({ ofNamed }) => ofNamed)),
    ofAll: Math.max(...misses.map(({ ofAll }) => ofAll)),
  };
}

function rowText({ days, ofNamed, ofAll }: Row): string {
  const mean = (valueOf: (day: LivedDay) => number) => days.reduce((sum, day) => sum + valueOf(day), 0) / days.length;
  const count = (valueOf: (day: LivedDay) => number) => Math.round(mean(valueOf)).toString().padStart(4);
  return [
    `${kWh(mean(({ real }) => real.batteryWh))} of ${kWh(mean(({ asked }) => asked.batteryWh))}`,
    `${kWh(mean(({ real }) => real.carWh))} of ${kWh(mean(({ asked }) => asked.carWh))}`,
    `${percent(ofNamed)} ${percent(ofAll)}`,
    `${kWh(mean(({ importedWh }) => importedWh))} ${kWh(mean(({ lentWh }) => lentWh))}`,
    `${count(({ starts }) => starts)} ${count(({ phaseChanges }) => phaseChanges)} ${count(({ chargerWrites }) => chargerWrites)}`,
  ].join(" | ");
}

const days = houses.flatMap((makers) =>
  batteries.flatMap((battery) =>
    sharings.flatMap((share) =>
      shareWs[share].flatMap((shareW) => covers.map((cover) => ({ makers, battery, share, shareW, cover }))),
    ),
  ),
);
console.log(
  `Mean of ${seeds.length} days under each sky in kWh; what was missed, of the part of whom the setting names and of all, at its worst`,
);
console.log(
  `house, battery, setting, cover | battery of asked | car of asked | missed | grid, lent | starts, phases, orders`,
);
for (const day of days) {
  const row = await measure(day);
  const isWithin = row.ofNamed <= allowedMiss && row.ofAll <= allowedMiss;
  const isPromised = day.makers === promised.makers && day.cover <= promised.coverOf[day.battery];
  const setting = day.share === "share" ? `share ${day.shareW} W` : day.share;
  const name = `${day.makers.padEnd(15)} ${day.battery} ${setting.padEnd(13)} ${day.cover.toFixed(1)}`;
  console.log(`${name} | ${rowText(row)}${isWithin ? "" : " | beyond a tenth"}`);
  if (!isWithin && isPromised) process.exitCode = 1;
}
