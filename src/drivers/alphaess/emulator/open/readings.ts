import type { Json } from "#domain";
import type { Plant } from "../plant.ts";
import type { PlantPowers } from "../shown-plant.ts";

export function systemEntry({ serial, nature }: Plant): Json {
  return {
    ...{ sysSn: serial, popv: nature.solarKw, minv: nature.inverterModel, poinv: nature.inverterKw },
    ...{ cobat: nature.batteryKwh, mbat: nature.batteryModel, surplusCobat: nature.batteryKwh },
    ...{ usCapacity: 100, emsStatus: "Normal" },
  };
}

/** Load is what remains of the other three, as in all captures; the wallbox is part of it. */
export function lastPowerData(plant: Plant, powers: PlantPowers): Json {
  const [solarW, gridW] = [tenth(powers.solarW), tenth(powers.gridW)];
  const batteryW = tenth(powers.batteryW);
  const first = tenth(solarW / 2);
  const [l1, l2, l3] = powers.gridPhasesW.map(tenth);
  const [r1, r2, r3] = powers.inverterPhasesW.map(tenth);
  const evs = [0, 1, 2, 3].map((index) => (index < plant.piles.length ? Math.round(powers.pilesW[index] ?? 0) : null));
  return {
    ppv: solarW,
    ppvDetail: { ppv1: first, ppv2: tenth(solarW - first), ppv3: 0, ppv4: 0, pmeterDc: 0 },
    soc: plant.hasOpenBattery ? tenth(powers.socPercent) : null,
    pev: Math.round(powers.pilesW.reduce((sum, watts) => sum + watts, 0)),
    pevDetail: Object.fromEntries(evs.map((watts, index) => [`ev${index + 1}Power`, watts])),
    ...{ prealL1: r1 ?? 0, prealL2: r2 ?? 0, prealL3: r3 ?? 0 },
    pgrid: gridW,
    pgridDetail: { pmeterL1: l1 ?? 0, pmeterL2: l2 ?? 0, pmeterL3: l3 ?? 0 },
    pbat: plant.hasOpenBattery ? batteryW : null,
    pload: tenth(solarW + batteryW + gridW),
  };
}

/** Newest first. */
export function dayRows({ serial, hasOpenBattery, history }: Plant, date: string): Json {
  return history(date).map(({ time, powers }) => ({
    sysSn: serial,
    uploadTime: time,
    ppv: tenth(powers.solarW),
    load: tenth(powers.solarW + powers.batteryW + powers.gridW),
    cbat: hasOpenBattery ? tenth(powers.socPercent) : null,
    feedIn: tenth(Math.max(0, -powers.gridW)),
    gridCharge: tenth(Math.max(0, powers.gridW)),
    pchargingPile: Math.round(powers.pilesW.reduce((sum, watts) => sum + watts, 0)),
  }));
}

export function dayEnergy({ serial, telemetry }: Plant, date: string, hasDropped: boolean): Json {
  const day = telemetry.energiesOf(date);
  if (day === undefined) return null;
  const share = hasDropped ? 0 : 1;
  const { solar, imported, exported, charged, discharged } = day.energies;
  return {
    ...{ sysSn: serial, theDate: date, epv: hundredth(solar * share), eInput: hundredth(imported * share) },
    ...{ eOutput: hundredth(exported * share), eCharge: hundredth(charged * share) },
    ...{ eDischarge: hundredth(discharged * share), eGridCharge: 0, eChargingPile: hundredth(day.pilesKwh * share) },
  };
}

export function sums({ telemetry }: Plant): Json {
  const { today, total } = telemetry.energies();
  const own = today.solar > 0 ? Math.max(0, 1 - today.exported / today.solar) : 0;
  const sufficient = today.consumed > 0 ? Math.max(0, 1 - today.imported / today.consumed) : 0;
  return {
    ...{ epvtoday: hundredth(today.solar), epvtotal: hundredth(total.solar), eload: hundredth(today.consumed) },
    ...{ eoutput: hundredth(today.exported), einput: hundredth(today.imported) },
    ...{ echarge: hundredth(today.charged), edischarge: hundredth(today.discharged) },
    ...{ todayIncome: null, totalIncome: null, treeNum: 1.2, carbonNum: 34.5, moneyType: "€" },
    ...{ eselfConsumption: hundredth(own), eselfSufficiency: hundredth(sufficient) },
  };
}

function tenth(value: number): number {
  return Math.round(value * 10) / 10;
}

function hundredth(value: number): number {
  return Math.round(value * 100) / 100;
}
