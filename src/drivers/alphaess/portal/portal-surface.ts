import { z } from "zod";
import { fail, type Secret, secondMs } from "#domain";
import type { CallOptions, Clock, HttpClient } from "#platform/for-clients";
import { chargerStatusCodes, isStarted } from "../charger-status.ts";
import { checkCurrent, checkMode, checkModeForCurrent } from "../limits.ts";
import { createMemorySession } from "../memory-session.ts";
import { abilitiesOf, refusingMethods } from "../not-on-surface.ts";
import { createOneAtATime } from "../one-at-a-time.ts";
import { bySpelling, id, known, listOf, number, text } from "../reply-values.ts";
import type { SessionKeeper } from "../session.ts";
import type { AlphaessSurface } from "../surface.ts";
import { createPortalExchange, type PortalExchange } from "./exchange.ts";
import { livePowers } from "./live.ts";
import { changedFields, holds, type PileChange, type StoredPile, storedPile } from "./pile.ts";

export interface PortalSurfaceOptions {
  readonly username: string;
  readonly password: Secret | string;
  readonly http: HttpClient;
  readonly clock: Pick<Clock, "now" | "sleep">;
  /** Where logins are kept; in memory when missing. */
  readonly session?: SessionKeeper;
  readonly url?: string;
  readonly timeoutMs?: number;
}

export const portalUrl = "https://eurcloud.alphaess.com";

/** The contactor rests before and after it is moved to other phases. */
const beforePhasesMs = 3.5 * secondMs;
const afterPhasesMs = 6 * secondMs;
const mostLooks = 12;
const mostLooksForStart = 4;
const looksAfterMs = [0, 2 * secondMs, 5 * secondMs];

const writePath = "/api/iterate/newEv/setNewEv";
const systemsReply = listOf(bySpelling(z.object({ syssn: id, minv: text }))).transform((entries) =>
  entries.flatMap(({ syssn: serial, minv: inverterModel }) =>
    serial === undefined ? [] : [{ serial, ...known({ inverterModel }) }],
  ),
);

const statusReply = bySpelling(z.object({ mode: number }));

/** The interface behind the maker's web pages: the only present one for a wallbox's mode, current and phases. */
export function createPortalSurface(options: PortalSurfaceOptions): AlphaessSurface {
  const { username, password, http, clock, url = portalUrl, timeoutMs = 30_000 } = options;
  const session = options.session ?? createMemorySession(clock);
  const exchange = createPortalExchange({ username, password, url, http, clock, timeoutMs, session });
  return {
    ...refusingMethods("portal"),
    api: "portal",
    abilities: abilitiesOf.portal,
    systems: (call) => exchange({ method: "GET", path: "/api/stable/home/getCustomMenuEssList" }, systemsReply, call),
    live: (serial, call) => {
      const path = "/api/report/energyStorage/getLastPowerData";
      return exchange({ method: "GET", path, query: { sysSn: serial, stationId: "" } }, livePowers, call);
    },
    ...createPiles(exchange, clock),
  };
}

type PileMethods = Pick<
  AlphaessSurface,
  | "chargers"
  | "chargerStatus"
  | "startCharging"
  | "stopCharging"
  | "changeChargerMode"
  | "changeChargerCurrent"
  | "changeChargerPhases"
>;

function createPiles(exchange: PortalExchange, clock: PortalSurfaceOptions["clock"]): PileMethods {
  const writes = createOneAtATime();
  const keys = new Map<string, StoredPile>();

  const read = async (serial: string, call?: CallOptions): Promise<StoredPile | undefined> => {
    const path = "/api/iterate/newEv/getNewEvBySn";
    const pile = await exchange({ method: "GET", path, query: { sysSn: serial } }, storedPile, call);
    if (pile !== undefined) keys.set(serial, pile);
    return pile;
  };

  const find = async (serial: string, wanted: string, call?: CallOptions): Promise<StoredPile> =>
    named(keys.get(serial) ?? (await read(serial, call)), wanted);

  const status = async (serial: string, wanted: string, call?: CallOptions) => {
    const { charger } = await find(serial, wanted, call);
    const query = { sysSn: serial, chargingpileId: charger.id };
    const path = "/api/iterate/ev/v2/getChargPileStatusByPileSn";
    const { mode } = await exchange({ method: "GET", path, query }, statusReply, call);
    if (mode === undefined) throw fail("unreachable", "alphaess.status-untold", { facts: { charger: wanted } });
    return mode;
  };

  const order = async (name: "startCharging" | "stopCharging", serial: string, wanted: string, call?: CallOptions) => {
    const { key } = await find(serial, wanted, call);
    await exchange({ method: "POST", path: `/api/iterate/ev/${name}`, body: { id: key } }, z.unknown(), call);
  };

  /** Reads anew and writes the whole, so that what was changed in the app meanwhile is kept. */
  const write = async (serial: string, wanted: string, change: PileChange, call?: CallOptions) => {
    await exchange.beforeReading(writePath, call);
    const before = named(await read(serial, call), wanted);
    if (change.currentA !== undefined) {
      checkCurrent(change.currentA, before.charger.maxCurrentA);
      checkModeForCurrent(before.charger.mode);
    }
    if (holds(before.fields, change)) return;
    const oldPileData = changedFields(before.fields, change);
    const switches = { isNewPile: false, whetherToVerify: false, chargingpileControlOpen: true };
    const body = { sysSn: serial, ...switches, currentsetting: before.householdLimitA, oldPileData };
    await exchange({ method: "POST", path: writePath, body }, z.unknown(), call);
    for (const waitMs of looksAfterMs) {
      if (waitMs > 0) await clock.sleep(waitMs, call?.signal);
      const after = await read(serial, call);
      if (after !== undefined && holds(after.fields, change)) return;
    }
    throw fail("refused", "alphaess.not-taken", { facts: { api: "portal" } });
  };

  /** An order needs some seconds to reach the wallbox; phases are not changed under load. */
  const untilResting = async (serial: string, wanted: string, call?: CallOptions) => {
    for (let look = 0; look < mostLooks; look += 1) {
      if ((await status(serial, wanted, call)) !== chargerStatusCodes.charging) return;
      await clock.sleep(beforePhasesMs, call?.signal);
    }
    throw fail("refused", "alphaess.not-taken", { facts: { api: "portal" } });
  };

  const changePhases = async (serial: string, wanted: string, phases: 1 | 3, call?: CallOptions) => {
    const before = named(await read(serial, call), wanted);
    if (before.charger.phases === phases) return;
    const wasStarted = isStarted(await status(serial, wanted, call)) === true;
    if (!wasStarted) return write(serial, wanted, { phases }, call);
    await order("stopCharging", serial, wanted, call);
    try {
      await clock.sleep(beforePhasesMs, call?.signal);
      await untilResting(serial, wanted, call);
      await write(serial, wanted, { phases }, call);
      await clock.sleep(afterPhasesMs, call?.signal);
    } finally {
      // Also where the change failed, and from the calls kept for putting things back: a car that charged goes on charging.
      await order("startCharging", serial, wanted, { ...call, purpose: "restore" });
    }
    await untilStarted(serial, wanted, call);
  };

  /** Whoever stops the car next must not find it at rest still and leave the start on its way; it need not come to pass. */
  const untilStarted = async (serial: string, wanted: string, call?: CallOptions) => {
    for (let look = 0; look < mostLooksForStart; look += 1) {
      await clock.sleep(beforePhasesMs, call?.signal);
      if (isStarted(await status(serial, wanted, call)) === true) return;
    }
  };

  const inTurn = (serial: string, work: () => Promise<void>) => writes.run(serial, work);

  return {
    chargers: async (serial, call) => {
      const pile = await read(serial, call);
      return pile === undefined ? [] : [pile.charger];
    },
    chargerStatus: status,
    startCharging: (serial, wanted, call) => inTurn(serial, () => order("startCharging", serial, wanted, call)),
    stopCharging: (serial, wanted, call) => inTurn(serial, () => order("stopCharging", serial, wanted, call)),
    changeChargerMode: async (serial, wanted, mode, call) => {
      checkMode(mode);
      await inTurn(serial, () => write(serial, wanted, { mode }, call));
    },
    changeChargerCurrent: (serial, wanted, currentA, call) =>
      inTurn(serial, () => write(serial, wanted, { currentA }, call)),
    changeChargerPhases: (serial, wanted, phases, call) =>
      inTurn(serial, () => changePhases(serial, wanted, phases, call)),
  };
}

function named(pile: StoredPile | undefined, wanted: string): StoredPile {
  if (pile === undefined) throw fail("refused", "alphaess.no-charger");
  const { id: pileId, serial } = pile.charger;
  if (wanted === pileId || wanted === serial) return pile;
  throw fail("invalid", "alphaess.unknown-charger", { facts: { found: wanted, allowed: pileId } });
}
