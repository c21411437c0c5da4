import { z } from "zod";
import { bySpelling, known, number, text } from "../reply-values.ts";
import type { Totals } from "../surface.ts";

const sums = bySpelling(
  z.object({
    ...{ epvtoday: number, epvtotal: number, eload: number, eoutput: number, einput: number },
    ...{ echarge: number, edischarge: number, eselfconsumption: number, eselfsufficiency: number },
    ...{ todayincome: number, totalincome: number, moneytype: text },
  }),
);

/** The maker's sums in kWh and shares of one. */
export const totalsReply = sums.nullish().transform((told): Totals => {
  if (!told) return {};
  return known({
    ...{ solarTodayWh: wh(told.epvtoday), solarWh: wh(told.epvtotal), loadTodayWh: wh(told.eload) },
    ...{ importTodayWh: wh(told.einput), exportTodayWh: wh(told.eoutput) },
    ...{ chargedTodayWh: wh(told.echarge), dischargedTodayWh: wh(told.edischarge) },
    selfConsumptionPercent: percent(told.eselfconsumption),
    selfSufficiencyPercent: percent(told.eselfsufficiency),
    ...{ incomeToday: told.todayincome, income: told.totalincome, currency: told.moneytype },
  });
});

function wh(kwh: number | undefined): number | undefined {
  return kwh === undefined ? undefined : Math.round(kwh * 1_000);
}

function percent(share: number | undefined): number | undefined {
  return share === undefined ? undefined : share * 100;
}
