import { z } from "zod";
import type { CallOptions } from "#platform/for-clients";
import { bySpelling, id, known, listOf, number, text } from "../reply-values.ts";
import type { AlphaessSystem } from "../surface.ts";
import type { Exchange } from "./exchange.ts";

const system = bySpelling(
  z.object({
    syssn: id,
    ...{ popv: number, poinv: number, cobat: number, uscapacity: number, minv: text, mbat: text, emsstatus: text },
  }),
);

export const systemsReply = listOf(system).transform((rows) => rows.flatMap(systemOf));

function systemOf(row: z.output<typeof system>): readonly AlphaessSystem[] {
  const { syssn: serial } = row;
  if (serial === undefined) return [];
  const members = known({
    inverterModel: row.minv,
    batteryModel: row.mbat,
    peakW: watts(row.popv),
    inverterW: watts(row.poinv),
    capacityWh: watts(row.cobat),
    usablePercent: row.uscapacity,
    status: row.emsstatus,
  });
  return [{ serial, ...members }];
}

/** Kilowatts and kilowatt-hours, with a zero where nothing is known. */
function watts(thousands: number | undefined): number | undefined {
  return thousands === undefined || thousands <= 0 ? undefined : Math.round(thousands * 1000);
}

export function createSystems(exchange: Exchange) {
  return {
    systems: (call?: CallOptions) => exchange({ path: "/getEssList" }, systemsReply, call),
  };
}
