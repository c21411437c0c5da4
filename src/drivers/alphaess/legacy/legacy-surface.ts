import { z } from "zod";
import { fail, type Secret } from "#domain";
import type { CallOptions, Clock, HttpClient } from "#platform/for-clients";
import { checkMode, checkSocWindow } from "../limits.ts";
import { localDate, machineTimeZone } from "../local-time.ts";
import { createMemorySession } from "../memory-session.ts";
import { abilitiesOf, refusingMethods } from "../not-on-surface.ts";
import type { SessionKeeper } from "../session.ts";
import type { AlphaessSurface } from "../surface.ts";
import { createLegacyExchange } from "./exchange.ts";
import { livePowers, pileStatus } from "./live.ts";
import { chargersIn, currentChange, findCharger, modeChange } from "./piles.ts";
import { createLegacySettings } from "./settings.ts";
import { settingsChange } from "./settings-change.ts";
import { createLegacySystems } from "./systems.ts";
import { settingsOfTimetable, settingsOfWindow, socWindowIn, timetableIn } from "./timetable.ts";
import { totalsReply } from "./totals.ts";

export interface LegacySurfaceOptions {
  readonly username: string;
  readonly password: Secret | string;
  readonly http: HttpClient;
  readonly clock: Pick<Clock, "now" | "sleep">;
  /** Where logins are kept; in memory when missing. */
  readonly session?: SessionKeeper;
  readonly url?: string;
  readonly timeoutMs?: number;
  /** The system's, for what is summed up by days; the machine's when missing. */
  readonly timeZone?: string;
}

export const legacyUrl = "https://cloud.alphaess.com/api";

/** The interface of the apps of 2023, with all that the Python library of that time did. */
export function createLegacySurface(options: LegacySurfaceOptions): AlphaessSurface {
  const { username, password, http, clock, url = legacyUrl, timeoutMs = 30_000 } = options;
  const session = options.session ?? createMemorySession(clock);
  const timeZone = options.timeZone ?? machineTimeZone();
  const exchange = createLegacyExchange({ username, password, url, http, clock, timeoutMs, session });
  const { systems, systemIdOf } = createLegacySystems(exchange);
  const store = createLegacySettings(exchange, clock);

  const settings: AlphaessSurface["settings"] = async (serial, call) =>
    store.read(await systemIdOf(serial, call), call);
  const change = async (serial: string, wanted: Parameters<typeof store.change>[1], call?: CallOptions) =>
    store.change(await systemIdOf(serial, call), wanted, call);

  return {
    ...refusingMethods("legacy"),
    api: "legacy",
    abilities: abilitiesOf.legacy,
    systems,
    live: (serial, call) =>
      exchange({ path: "ESS/GetLastPowerDataBySN", query: { sys_sn: serial, noLoading: "true" } }, livePowers, call),
    settings,
    changeSettings: async (serial, changes, call) => change(serial, settingsChange(changes, call), call),
    socWindow: async (serial, call) => socWindowIn(await settings(serial, call)),
    changeSocWindow: async (serial, window, call) => {
      checkSocWindow(window);
      await change(serial, { over: () => settingsOfWindow(window) }, call);
    },
    ...pileMethods({ exchange, settings, change }),
    timetable: async (serial, call) => timetableIn(await settings(serial, call)),
    changeTimetable: async (serial, changes, call) =>
      change(serial, settingsChange(settingsOfTimetable(changes), call), call),
    totals: (serial, call) => {
      const query = { sn: serial, tday: localDate(clock.now(), timeZone), showLoading: "true" };
      return exchange({ path: "ESS/SticsSummeryDataForCustomer", query }, totalsReply, call);
    },
  };
}

interface PileWays extends Pick<AlphaessSurface, "settings"> {
  readonly exchange: ReturnType<typeof createLegacyExchange>;
  change(serial: string, wanted: ReturnType<typeof modeChange>, call?: CallOptions): Promise<void>;
}

type PileMethods = Pick<
  AlphaessSurface,
  "chargers" | "chargerStatus" | "startCharging" | "stopCharging" | "changeChargerMode" | "changeChargerCurrent"
>;

/** Starting names a wallbox by its serial number, asking for its state by its name. */
function pileMethods({ exchange, settings, change }: PileWays): PileMethods {
  const remembered = new Map<string, Awaited<ReturnType<AlphaessSurface["chargers"]>>>();

  const chargers: PileMethods["chargers"] = async (serial, call) => {
    const found = chargersIn(await settings(serial, call));
    remembered.set(serial, found);
    return found;
  };

  const find = async (serial: string, wanted: string, call?: CallOptions) =>
    findCharger(remembered.get(serial) ?? (await chargers(serial, call)), wanted);

  const order = async (path: string, serial: string, wanted: string, call?: CallOptions) => {
    const pile = await find(serial, wanted, call);
    await exchange({ path, body: { sys_sn: serial, chargingpile_sn: pile.serial } }, z.unknown(), call);
  };

  return {
    chargers,
    chargerStatus: async (serial, wanted, call) => {
      const pile = await find(serial, wanted, call);
      const body = { sys_sn: serial, chargingpile_id: pile.id };
      const status = await exchange({ path: "ESS/GetChargPileStatusByPileSn", body }, pileStatus, call);
      if (status === undefined) throw fail("unreachable", "alphaess.status-untold", { facts: { charger: wanted } });
      return status;
    },
    startCharging: (serial, wanted, call) => order("ESS/StartCharging", serial, wanted, call),
    stopCharging: (serial, wanted, call) => order("ESS/StopCharging", serial, wanted, call),
    changeChargerMode: async (serial, wanted, mode, call) => change(serial, modeChange(wanted, checkMode(mode)), call),
    changeChargerCurrent: (serial, wanted, currentA, call) => change(serial, currentChange(wanted, currentA), call),
  };
}
