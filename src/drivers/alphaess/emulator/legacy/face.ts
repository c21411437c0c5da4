import { z } from "zod";
import type { Json } from "#domain";
import type { EmulatorContext } from "#driver-kit";
import type { ServerReply, ServerRequest } from "#platform";
import type { ShownPlant } from "../shown-plant.ts";
import { withFaultsOf } from "../value-faults.ts";
import { checkSignature } from "./gate.ts";
import { createLogins } from "./logins.ts";
import { lastPowerData, menuEntry, summary, systemEntry } from "./readings.ts";
import { isRefusal, type LegacyRefusal, moved, refusal, refusals, success, wrongAddress } from "./replies.ts";
import { createSettingsObject, type SettingsObject } from "./settings-object.ts";
import { curvesOfDay, daysOfMonth, energiesOfPeriod } from "./statistics.ts";

/** The interface that the maker's apps used until the end of 2023. */
export interface LegacyFace {
  /** Undefined for addresses that were never part of it. */
  handle(request: ServerRequest): ServerReply | undefined;
  /** What the owner does in the app meanwhile. */
  readonly settings: SettingsObject;
}

export interface LegacyFaceOptions {
  readonly context: EmulatorContext;
  /** Of the account; none where it has no systems. */
  plants(): readonly ShownPlant[];
  readonly username: string;
  readonly password: string;
}

type Asked = Readonly<Record<string, Json | undefined>>;
type Answer = (asked: Asked) => Json | LegacyRefusal;

export function createLegacyFace(options: LegacyFaceOptions & { readonly plant: ShownPlant }): LegacyFace {
  const { context, plant } = options;
  const logins = createLogins(context);
  const settings = createSettingsObject(plant);
  const { open, closed } = createAnswers(options, logins, settings);

  const answer = (request: ServerRequest): Json | LegacyRefusal | undefined => {
    const url = new URL(request.path, "http://cloud");
    const path = `${request.method} ${url.pathname.replace(/^\/api\//, "")}`;
    const route = open.get(path) ?? closed.get(path);
    if (route === undefined) return undefined;
    const forged = checkSignature(request, context);
    if (forged !== undefined) return forged;
    if (closed.has(path) && !logins.isLoggedIn(request.headers["authorization"])) return refusals.expired;
    const asked = request.method === "GET" ? Object.fromEntries(url.searchParams) : parseBody(request.body);
    return asked === undefined ? refusals.badParameter : route(asked);
  };

  const replyTo = (request: ServerRequest): ServerReply => {
    if (context.quirks.isOn("legacy-moved")) return moved;
    const answered = answer(request);
    if (answered === undefined) return wrongAddress;
    return isRefusal(answered) ? refusal(answered) : success(answered);
  };

  return {
    settings,
    handle: (request) => {
      if (!/^\/(api\/)?(Account|ESS|Power|Statistic|Income)\//.test(request.path)) return undefined;
      return at(context.clock.now(), replyTo(request));
    },
  };
}

/** The server's clock stands in every answer's head. */
function at(now: number, reply: ServerReply): ServerReply {
  return { ...reply, headers: { ...reply.headers, date: new Date(now).toUTCString() } };
}

function createAnswers(
  { context, plants, username, password }: LegacyFaceOptions,
  logins: ReturnType<typeof createLogins>,
  settings: SettingsObject,
) {
  const { faults, home } = context;
  const isIgnoring = () => faults.isActive("ignored-writes");
  const ofPlant =
    (
      name: "system_id" | "sys_sn" | "sn" | "SN",
      answer: (plant: ShownPlant, asked: Asked) => Json | LegacyRefusal,
    ): Answer =>
    (asked) => {
      const key = name === "system_id" ? "systemId" : "serial";
      const plant = plants().find((one) => one[key] === String(asked[name] ?? ""));
      return plant === undefined ? refusals.foreign : answer(plant, asked);
    };
  const ofPile = (key: "id" | "serial", act: (pile: ShownPlant["piles"][number]) => Json): Answer =>
    ofPlant("sys_sn", ({ piles }, asked) => {
      const wanted = asked[key === "id" ? "chargingpile_id" : "chargingpile_sn"];
      const pile = piles.find((one) => one[key] === wanted);
      return pile === undefined ? refusals.badParameter : act(pile);
    });

  const open = new Map<string, Answer>([
    [
      "POST Account/Login",
      (asked) => (asked["username"] === username && asked["password"] === password ? logins.open() : refusals.badLogin),
    ],
    [
      "POST Account/RefreshToken",
      (asked) => logins.refresh(asked["accesstoken"], asked["refreshtokenkey"]) ?? refusals.expired,
    ],
  ]);
  const closed = new Map<string, Answer>([
    ["GET Account/GetCustomUseESSList", () => plants().map(systemEntry)],
    ["GET Account/GetCustomMenuESSList", () => plants().map(menuEntry)],
    ["GET Account/GetCustomUseESSSetting", ofPlant("system_id", () => withFaultsOf(faults, settings.read(), "few"))],
    [
      "POST Account/CustomUseESSSetting",
      ofPlant("system_id", (_, { system_id: _id, ...sent }) => {
        if (!isIgnoring()) settings.write(sent);
        return true;
      }),
    ],
    [
      "GET ESS/GetLastPowerDataBySN",
      ofPlant("sys_sn", (plant) => {
        const powers = plant.powers();
        if (powers === undefined) return null;
        return withFaultsOf(faults, lastPowerData(plant, powers, home.timeZone), "all");
      }),
    ],
    ["GET ESS/SticsSummeryDataForCustomer", ofPlant("sn", (plant) => withFaultsOf(faults, summary(plant), "all"))],
    [
      "GET Power/SticsByPeriod",
      ofPlant("SN", (plant, { beginDay, endDay }) => energiesOfPeriod(plant, String(beginDay), String(endDay))),
    ],
    ["POST Power/SticsByDay", ofPlant("sn", (plant, { szDay }) => curvesOfDay(plant, String(szDay)))],
    ["POST Statistic/SystemStatistic", ofPlant("sn", (plant, { sDate }) => daysOfMonth(plant, String(sDate)))],
    ["POST ESS/GetChargPileStatusByPileSn", ofPile("id", (pile) => pile.status())],
    [
      "POST ESS/StartCharging",
      ofPile("serial", (pile) => {
        if (!isIgnoring()) pile.start();
        return true;
      }),
    ],
    [
      "POST ESS/StopCharging",
      ofPile("serial", (pile) => {
        if (!isIgnoring()) pile.stop();
        return true;
      }),
    ],
  ]);
  return { open, closed };
}

const bodySchema = z.record(z.string(), z.json());

function parseBody(body: string): Asked | undefined {
  try {
    return bodySchema.parse(JSON.parse(body));
  } catch {
    return undefined;
  }
}
