import { minuteMs } from "#domain";
import type { Clock, ServerReply } from "#platform";
import { fixed } from "./rows.ts";
import type { HouseSample, Sampler } from "./sampler.ts";

export const kioskPath = "/rest/pvms/web/kiosk/v1/station-kiosk-file";

/** The maker renews the page so often. */
const renewedEveryMs = 30 * minuteMs;

/** The plant's public page: JSON in a text, with its quotation marks as HTML writes them. */
export function createKioskPage(sampler: Sampler, clock: Pick<Clock, "now">) {
  let shown: HouseSample | undefined;
  return {
    answer: (isKnown: boolean, hasNulls: boolean): ServerReply => {
      if (!isKnown) return json({ success: false, data: "neteco.pvms.systemSetting.notExists", failCode: 1 });
      if (shown === undefined || clock.now() - shown.at >= renewedEveryMs) shown = sampler.latest();
      const { solarW, solarWh } = shown;
      const totalKWh = 1_200 + solarWh / 1_000;
      const realKpi = {
        realTimePower: hasNulls ? null : fixed(solarW / 1_000, 3),
        dailyEnergy: fixed(totalKWh % 60, 2),
        monthEnergy: fixed(totalKWh % 900, 2),
        yearEnergy: fixed(totalKWh, 2),
        cumulativeEnergy: hasNulls ? null : fixed(totalKWh, 2).toFixed(2),
      };
      const data = JSON.stringify({ realKpi, powerCurve: { currentPower: null } }).replaceAll('"', "&quot;");
      return json({ success: true, data, failCode: 0 });
    },
  };
}

function json(body: object): ServerReply {
  return { status: 200, headers: { "content-type": "application/json" }, body: JSON.stringify(body) };
}
