import { z } from "zod";
import { fail } from "#domain";
import { isDate } from "../local-time.ts";
import { bySpelling, known, number, text } from "../reply-values.ts";
import type { AlphaessSurface, DayEnergy, Totals } from "../surface.ts";
import type { Exchange } from "./exchange.ts";

const dayEnergy = bySpelling(
  z.object({
    thedate: text,
    ...{ epv: number, einput: number, eoutput: number, echarge: number, edischarge: number },
    ...{ egridcharge: number, echargingpile: number },
  }),
).nullish();

const sums = bySpelling(
  z.object({
    ...{ epvtoday: number, epvtotal: number, eload: number, eoutput: number, einput: number, echarge: number },
    ...{ edischarge: number, todayincome: number, totalincome: number, moneytype: text },
    ...{ eselfconsumption: number, eselfsufficiency: number },
  }),
).nullish();

/** Energies of a day, and what the vendor sums up. */
export function createHistory(exchange: Exchange): Pick<AlphaessSurface, "dayEnergy" | "totals"> {
  return {
    dayEnergy: async (serial, date, call) => {
      const query = { sysSn: serial, queryDate: checkedDate(date) };
      const data = await exchange({ path: "/getOneDateEnergyBySn", query }, dayEnergy, call);
      return energyOf(data, date);
    },
    totals: async (serial, call) =>
      totalsOf(await exchange({ path: "/getSumDataForCustomer", query: { sysSn: serial } }, sums, call)),
  };
}

export function checkedDate(date: string): string {
  if (isDate(date)) return date;
  throw fail("invalid", "alphaess.bad-date", { facts: { found: date } });
}

/** Right after midnight the cloud still tells of yesterday; the date says so. */
function energyOf(data: z.output<typeof dayEnergy>, asked: string): DayEnergy {
  return {
    date: data?.thedate ?? asked,
    ...known({
      solarWh: wattHours(data?.epv),
      importWh: wattHours(data?.einput),
      exportWh: wattHours(data?.eoutput),
      chargedWh: wattHours(data?.echarge),
      dischargedWh: wattHours(data?.edischarge),
      gridChargedWh: wattHours(data?.egridcharge),
      chargerWh: wattHours(data?.echargingpile),
    }),
  };
}

function totalsOf(data: z.output<typeof sums>): Totals {
  return known({
    solarTodayWh: wattHours(data?.epvtoday),
    solarWh: wattHours(data?.epvtotal),
    loadTodayWh: wattHours(data?.eload),
    importTodayWh: wattHours(data?.einput),
    exportTodayWh: wattHours(data?.eoutput),
    chargedTodayWh: wattHours(data?.echarge),
    dischargedTodayWh: wattHours(data?.edischarge),
    selfConsumptionPercent: percentOf(data?.eselfconsumption),
    selfSufficiencyPercent: percentOf(data?.eselfsufficiency),
    incomeToday: data?.todayincome,
    income: data?.totalincome,
    currency: data?.moneytype,
  });
}

function wattHours(kWh: number | undefined): number | undefined {
  return kWh === undefined || kWh < 0 ? undefined : Math.round(kWh * 1000);
}

function percentOf(fraction: number | undefined): number | undefined {
  return fraction === undefined ? undefined : Math.round(fraction * 1000) / 10;
}
