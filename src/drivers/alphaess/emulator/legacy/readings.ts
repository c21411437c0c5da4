import type { Json } from "#domain";
import type { PlantPowers, ShownPlant } from "../shown-plant.ts";
import { localStamp } from "../wall-time.ts";

/** `ESS/GetLastPowerDataBySN`: one flat object in watts. */
export function lastPowerData(plant: ShownPlant, powers: PlantPowers, timeZone: string): Json {
  const [l1, l2, l3] = powers.gridPhasesW.map(tenth);
  const [r1, r2, r3] = powers.inverterPhasesW.map(tenth);
  const solarW = tenth(powers.solarW);
  const first = tenth(solarW / 2);
  const time = localStamp(powers.at, timeZone);
  return {
    _id: `${plant.systemId}${powers.at}`,
    ...{ createtime: time, uploadtime: time, sn: plant.serial },
    ...{ ppv1: first, ppv2: tenth(solarW - first), ppv3: 0, ppv4: 0 },
    ...{ pmeter_l1: l1 ?? 0, pmeter_l2: l2 ?? 0, pmeter_l3: l3 ?? 0, pmeter_dc: 0 },
    pbat: plant.hasOpenBattery ? tenth(powers.batteryW) : null,
    soc: plant.hasOpenBattery ? tenth(powers.socPercent) : null,
    ...{ sva: 0, varac: 0, vardc: 0 },
    ...{ preal_l1: r1 ?? 0, preal_l2: r2 ?? 0, preal_l3: r3 ?? 0 },
    ...{ poc_meter_l1: 0, poc_meter_l2: 0, poc_meter_l3: 0, factory_flag: 0 },
    ...Object.fromEntries([0, 1, 2, 3].map((index) => [`ev${index + 1}_power`, tenth(powers.pilesW[index] ?? 0)])),
  };
}

/** `ESS/SticsSummeryDataForCustomer`, spelt as the maker does. */
export function summary(plant: ShownPlant): Json {
  const { today, total } = plant.energies();
  const used = today.consumed > 0 ? Math.max(0, 1 - today.imported / today.consumed) : 0;
  const own = today.solar > 0 ? Math.max(0, 1 - today.exported / today.solar) : 0;
  return {
    ...{ Epvtoday: hundredth(today.solar), Epvtotal: hundredth(total.solar), Eload: hundredth(today.consumed) },
    ...{ Eoutput: hundredth(today.exported), Einput: hundredth(today.imported) },
    ...{ Echarge: hundredth(today.charged), EDisCharge: hundredth(today.discharged) },
    ...{ EselfConsumption: hundredth(own), EselfSufficiency: hundredth(used) },
    ...{ TodayIncome: null, TotalIncome: null, TreeNum: 1.2, CarbonNum: 34.5, money_type: "€" },
  };
}

/** `Account/GetCustomUseESSList` */
export function systemEntry({ serial, systemId, nature }: ShownPlant): Json {
  return {
    ...{ system_id: systemId, sys_sn: serial, sys_name: null, bakbox_ver: "V0.00" },
    ...{ popv: nature.solarKw, minv: nature.inverterModel, poinv: nature.inverterKw, cobat: nature.batteryKwh },
    ...{ mbat: nature.batteryModel, surpluscobat: nature.batteryKwh, uscapacity: 100, ems_status: "Normal" },
  };
}

/** `Account/GetCustomMenuESSList`: the same systems without the number that their settings are asked for by. */
export function menuEntry({ serial, nature }: ShownPlant): Json {
  return {
    ...{ sys_sn: serial, sys_name: serial, popv: nature.solarKw, minv: nature.inverterModel, poinv: nature.inverterKw },
    ...{ cobat: nature.batteryKwh, mbat: nature.batteryModel, surpluscobat: nature.batteryKwh, uscapacity: 100 },
    ...{ ems_status: "Normal", trans_frequency: 10, parallel_mode: null },
  };
}

function tenth(value: number): number {
  return Math.round(value * 10) / 10;
}

function hundredth(value: number): number {
  return Math.round(value * 100) / 100;
}
