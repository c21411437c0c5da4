import { z } from "zod";
import type { Json } from "#domain";
import type { EmulatorContext } from "#driver-kit";
import type { ServerReply, ServerRequest } from "#platform";
import type { PlantPowers, ShownPlant } from "../shown-plant.ts";
import { withFaultsOf } from "../value-faults.ts";
import { type Account, createLogins } from "./logins.ts";
import { createPileRecord, type PileRecord } from "./pile-record.ts";
import { isRefusal, type PortalRefusal, refusal, refusals, success } from "./replies.ts";

/** The interface behind the maker's web pages, as far as wallboxes need it. */
export interface PortalFace {
  /** Undefined for addresses that are no part of it. */
  handle(request: ServerRequest): ServerReply | undefined;
  /** What the owner does in the app meanwhile. */
  readonly records: readonly PileRecord[];
}

export interface PortalFaceOptions {
  readonly context: EmulatorContext;
  readonly plant: ShownPlant;
  /** Of the account; none where it has no systems. */
  plants(): readonly ShownPlant[];
  readonly account: Account;
}

type Asked = Readonly<Record<string, Json | undefined>>;

interface Route {
  readonly method: "GET" | "POST";
  readonly isOpen?: boolean;
  answer(asked: Asked): Json | PortalRefusal;
}

export function createPortalFace(options: PortalFaceOptions): PortalFace {
  const { context, plant, account } = options;
  const logins = createLogins(context, account);
  const records = plant.piles.map((pile, index) => createPileRecord(pile, `${plant.systemId}0${index + 1}`));
  const routes = new Map([...loginRoutes(logins), ...plantRoutes(options), ...pileRoutes(options, records)]);

  const answer = (request: ServerRequest, url: URL, route: Route): Json | PortalRefusal => {
    if (request.method !== route.method) return refusals.wrongVerb;
    if (route.isOpen !== true && !logins.isLoggedIn(request.headers))
      return context.quirks.isOn("portal-expiry-in-body") ? refusals.expiredInBody : refusals.expired;
    const asked = request.method === "GET" ? Object.fromEntries(url.searchParams) : parseBody(request.body);
    return asked === undefined ? refusals.badParameter : route.answer(asked);
  };

  return {
    records,
    handle: (request) => {
      const url = new URL(request.path, "http://portal");
      const route = routes.get(url.pathname);
      if (route === undefined) return undefined;
      const answered = answer(request, url, route);
      return isRefusal(answered) ? refusal(answered) : success(answered);
    },
  };
}

type Routes = readonly (readonly [path: string, route: Route])[];

function loginRoutes(logins: ReturnType<typeof createLogins>): Routes {
  const post = (answer: Route["answer"]): Route => ({ method: "POST", isOpen: true, answer });
  return [
    ["/login", post(() => null)],
    ["/api/usercenter/cloud/user/pilot", post(() => null)],
    [
      "/api/usercenter/cloud/user/login",
      post((asked) => logins.openEncrypted(asked["username"], asked["password"]) ?? refusals.badLogin),
    ],
    [
      "/api/stable/user/login",
      post((asked) => logins.openPlain(asked["username"], asked["password"]) ?? refusals.badLogin),
    ],
  ];
}

function plantRoutes({ context, plants }: PortalFaceOptions): Routes {
  return [
    [
      "/api/stable/home/getCustomMenuEssList",
      {
        method: "GET",
        answer: () => plants().map(({ serial, nature }) => ({ sysSn: serial, minv: nature.inverterModel })),
      },
    ],
    [
      "/api/report/energyStorage/getLastPowerData",
      {
        method: "GET",
        answer: ({ sysSn }) => {
          const found = plants().find(({ serial }) => serial === sysSn);
          if (found === undefined) return refusals.foreign;
          const powers = found.powers();
          return powers === undefined ? null : withFaultsOf(context.faults, livePowers(found, powers), "all");
        },
      },
    ],
  ];
}

function pileRoutes({ context, plant, plants }: PortalFaceOptions, records: readonly PileRecord[]): Routes {
  const isIgnoring = () => context.faults.isActive("ignored-writes");
  const isOwn = (sysSn: Json | undefined) => plants().some(({ serial }) => serial === sysSn);
  const switched = (act: (record: PileRecord) => void): Route => ({
    method: "POST",
    answer: ({ id }) => {
      const record = records.find(({ key }) => key === String(id ?? ""));
      if (record === undefined) return refusals.badParameter;
      if (!isIgnoring()) act(record);
      return null;
    },
  });
  return [
    [
      "/api/iterate/newEv/getNewEvBySn",
      {
        method: "GET",
        answer: ({ sysSn }) => {
          if (!isOwn(sysSn)) return refusals.foreign;
          const record = records[0];
          if (record === undefined) return null;
          const pile = withFaultsOf(context.faults, record.read(), "few");
          const about = { currentsetting: plant.houseLimitA(), isNewPile: false };
          return context.quirks.isOn("portal-flat-pile")
            ? { ...about, ...record.read() }
            : { ...about, oldPileData: pile };
        },
      },
    ],
    [
      "/api/iterate/newEv/setNewEv",
      {
        method: "POST",
        answer: ({ sysSn, oldPileData, currentsetting }) => {
          if (!isOwn(sysSn)) return refusals.foreign;
          const sent = bodySchema.safeParse(oldPileData);
          if (!sent.success) return refusals.badParameter;
          const record = records.find(({ pile }) => pile.id === sent.data["chargingpileId"]);
          if (record === undefined) return refusals.badParameter;
          if (isIgnoring()) return null;
          record.write(sent.data);
          if (typeof currentsetting === "number") plant.changeHouseLimit(currentsetting);
          return null;
        },
      },
    ],
    [
      "/api/iterate/ev/v2/getChargPileStatusByPileSn",
      {
        method: "GET",
        answer: ({ sysSn, chargingpileId }) => {
          const pile = records.find((record) => record.pile.id === chargingpileId)?.pile;
          return !isOwn(sysSn) || pile === undefined ? refusals.foreign : { mode: pile.status() };
        },
      },
    ],
    ["/api/iterate/ev/startCharging", switched(({ pile }) => pile.start())],
    ["/api/iterate/ev/stopCharging", switched(({ pile }) => pile.stop())],
  ];
}

function livePowers(plant: ShownPlant, { solarW, batteryW, gridW, socPercent, pilesW }: PlantPowers): Json {
  const ppv = Math.round(solarW);
  const pbat = Math.round(batteryW);
  const pgrid = Math.round(gridW);
  const ppv1 = Math.round(solarW / 2);
  return {
    ...{ ppv, ppv1, ppv2: ppv - ppv1, ppv3: 0, ppv4: 0, pmeterDc: 0 },
    soc: plant.hasOpenBattery ? Math.round(socPercent * 10) / 10 : null,
    pbat: plant.hasOpenBattery ? pbat : null,
    ...{ pload: ppv + pbat + pgrid, pgrid, pev: Math.round(pilesW.reduce((sum, watts) => sum + watts, 0)) },
    ...{ upsModel: 0, forceChargeMode: 0, hasChargingPile: plant.piles.length > 0 },
  };
}

const bodySchema = z.record(z.string(), z.json());

/** Steps of the login come without a body. */
function parseBody(body: string): Asked | undefined {
  try {
    return bodySchema.parse(body === "" ? {} : JSON.parse(body));
  } catch {
    return undefined;
  }
}
