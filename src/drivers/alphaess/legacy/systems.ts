import { z } from "zod";
import { fail } from "#domain";
import type { CallOptions } from "#platform/for-clients";
import { bySpelling, id, known, listOf, number, text } from "../reply-values.ts";
import type { AlphaessSystem } from "../surface.ts";
import type { LegacyExchange } from "./exchange.ts";

const entry = bySpelling(
  z.object({
    ...{ systemid: id, syssn: id, bakboxver: text, minv: text, mbat: text, emsstatus: text },
    ...{ popv: number, poinv: number, cobat: number, uscapacity: number },
  }),
);

const list = listOf(entry).transform((entries) => entries.flatMap(toSystem));

/** The systems of the account; their settings are asked for by another number than their serial. */
export interface LegacySystems {
  systems(call?: CallOptions): Promise<readonly AlphaessSystem[]>;
  systemIdOf(serial: string, call?: CallOptions): Promise<string>;
}

export function createLegacySystems(exchange: LegacyExchange): LegacySystems {
  const ids = new Map<string, string>();

  const systems: LegacySystems["systems"] = async (call) => {
    const found = await exchange({ path: "Account/GetCustomUseESSList" }, list, call);
    for (const { serial, systemId } of found) if (systemId !== undefined) ids.set(serial, systemId);
    return found;
  };

  return {
    systems,
    systemIdOf: async (serial, call) => {
      const remembered = ids.get(serial);
      if (remembered !== undefined) return remembered;
      const found = await systems(call);
      const fresh = ids.get(serial);
      if (fresh !== undefined) return fresh;
      if (found.length === 0) throw fail("invalid", "alphaess.no-systems", { facts: { api: "legacy" } });
      const allowed = found.map((system) => system.serial).join(", ");
      throw fail("invalid", "alphaess.unknown-system", { facts: { found: serial, allowed } });
    },
  };
}

function toSystem(told: z.output<typeof entry>): readonly AlphaessSystem[] {
  if (told.syssn === undefined) return [];
  return [
    {
      serial: told.syssn,
      ...known({
        ...{ systemId: told.systemid, inverterModel: told.minv, batteryModel: told.mbat, status: told.emsstatus },
        ...{ usablePercent: told.uscapacity, backupBoxVersion: boxOf(told.bakboxver) },
        ...{ peakW: thousand(told.popv), inverterW: thousand(told.poinv), capacityWh: thousand(told.cobat) },
      }),
    },
  ];
}

/** Systems without a box were seen to tell a version of naught. */
function boxOf(version: string | undefined): string | undefined {
  return version === undefined || /^V?0+(\.0+)*$/.test(version) ? undefined : version;
}

function thousand(kilo: number | undefined): number | undefined {
  return kilo === undefined ? undefined : Math.round(kilo * 1_000);
}
