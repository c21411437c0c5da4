import { z } from "zod";
import { fail } from "#domain";
import type { CallOptions } from "#platform/for-clients";
import { usualMaxCurrentA } from "../limits.ts";
import { bySpelling, id, known, listOf, number, text } from "../reply-values.ts";
import type { AlphaessSurface, Charger } from "../surface.ts";
import type { Exchange } from "./exchange.ts";

const row = bySpelling(z.object({ evchargersn: id, evchargermodel: text }));

/** The interface does not number the wallboxes; their order does. */
const chargersReply = listOf(row).transform((rows) =>
  rows.flatMap(({ evchargersn: serial, evchargermodel: model }, index): readonly Charger[] =>
    serial === undefined ? [] : [{ id: `EV${index + 1}`, serial, maxCurrentA: usualMaxCurrentA, ...known({ model }) }],
  ),
);

const statusReply = bySpelling(z.object({ evchargerstatus: number })).nullish();
const limitReply = bySpelling(z.object({ currentsetting: number })).nullish();

type ChargerMethods = Pick<
  AlphaessSurface,
  "chargers" | "chargerStatus" | "startCharging" | "stopCharging" | "householdLimitA" | "changeHouseholdLimit"
>;

export function createChargers(exchange: Exchange): ChargerMethods {
  const known = new Map<string, readonly Charger[]>();

  const chargers = async (serial: string, call?: CallOptions) => {
    const found = await exchange({ path: "/getEvChargerConfigList", query: { sysSn: serial } }, chargersReply, call);
    known.set(serial, found);
    return found;
  };

  const serialOf = async (serial: string, charger: string, call?: CallOptions) => {
    if (!/^EV\d$/.test(charger)) return charger;
    const all = known.get(serial) ?? (await chargers(serial, call));
    const found = all.find(({ id: name }) => name === charger);
    if (found !== undefined) return found.serial;
    throw fail("invalid", "alphaess.unknown-charger", {
      facts: { found: charger, allowed: all.map(({ id: name }) => name).join(", ") || "-" },
    });
  };

  const control = async (serial: string, charger: string, controlMode: 0 | 1, call?: CallOptions) => {
    const evchargerSn = await serialOf(serial, charger, call);
    await exchange(
      { path: "/remoteControlEvCharger", body: { sysSn: serial, evchargerSn, controlMode } },
      z.unknown(),
      call,
    );
  };

  return {
    chargers,
    chargerStatus: async (serial, charger, call) => {
      const query = { sysSn: serial, evchargerSn: await serialOf(serial, charger, call) };
      const status = (await exchange({ path: "/getEvChargerStatusBySn", query }, statusReply, call))?.evchargerstatus;
      if (status === undefined) throw fail("unreachable", "alphaess.status-untold", { facts: { charger } });
      return status;
    },
    startCharging: (serial, charger, call) => control(serial, charger, 1, call),
    stopCharging: (serial, charger, call) => control(serial, charger, 0, call),
    householdLimitA: async (serial, call) =>
      (await exchange({ path: "/getEvChargerCurrentsBySn", query: { sysSn: serial } }, limitReply, call))
        ?.currentsetting,
    changeHouseholdLimit: async (serial, currentA, call) => {
      if (!Number.isInteger(currentA) || currentA < 1 || currentA > 100)
        throw fail("invalid", "alphaess.household-limit", { facts: { found: currentA } });
      await exchange(
        { path: "/setEvChargerCurrentsBySn", body: { sysSn: serial, currentsetting: currentA } },
        z.unknown(),
        call,
      );
    },
  };
}
