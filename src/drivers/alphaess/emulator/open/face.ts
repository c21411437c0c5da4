import type { Json } from "#domain";
import type { EmulatorContext } from "#driver-kit";
import type { ServerReply, ServerRequest } from "#platform";
import type { Plant } from "../plant.ts";
import { type Bindings, createBindings } from "./binding.ts";
import { createGate } from "./gate.ts";
import { dayEnergy, dayRows, lastPowerData, sums, systemEntry } from "./readings.ts";
import { isRefusal, type OpenRefusal, refusal, refusals, success, withParameter, wrongVerb } from "./replies.ts";
import { createSettingsRoutes } from "./settings-routes.ts";
import { withNulls, withUnknownKeys } from "./value-faults.ts";

/** The official interface. */
export interface OpenFace {
  /** Undefined for addresses that are no part of it. */
  handle(request: ServerRequest): ServerReply | undefined;
}

export interface OpenFaceOptions {
  readonly context: EmulatorContext;
  readonly plant: Plant;
  /** Of the account; none where it has no systems. */
  plants(): readonly Plant[];
  readonly appId: string;
  readonly appSecret: string;
  readonly isEntitled: boolean;
}

type Asked = Readonly<Record<string, unknown>>;

interface Route {
  readonly method: "GET" | "POST";
  /** About one system, which must be the account's. */
  readonly isOfSystem: boolean;
  readonly isPaced?: boolean;
  answer(asked: Asked): Json | OpenRefusal;
}

export function createOpenFace(options: OpenFaceOptions): OpenFace {
  const { context, appId, appSecret } = options;
  const { clock, quirks, faults } = context;
  const gate = createGate(context, appId, appSecret);
  const bindings = createBindings(options.plants);
  const routes = new Map([
    ...readRoutes(options, bindings),
    ...settingRoutes(options),
    ...pileRoutes(options),
    ...bindingRoutes(bindings),
  ]);

  const answer = (request: ServerRequest, url: URL, name: string, route: Route): Json | OpenRefusal => {
    const refused = gate.check(request);
    if (refused !== undefined) return refused;
    if (quirks.isOn("busy")) return refusals.busy;
    const asked = route.method === "GET" ? Object.fromEntries(url.searchParams) : parseBody(request.body);
    if (asked === undefined) return refusals.malformed;
    if (route.isOfSystem) {
      const { sysSn } = asked;
      if (typeof sysSn !== "string" || sysSn === "") return withParameter("sysSn");
      if (!bindings.isBound(sysSn)) return refusals.notBoundToApp;
      if (quirks.isOn("offline")) return refusals.offline;
    }
    const tooSoon = route.isPaced === true ? gate.checkWrite(name) : undefined;
    return tooSoon ?? route.answer(asked);
  };

  return {
    handle: (request) => {
      const url = new URL(request.path, "http://cloud");
      const name = url.pathname.replace(/^\/api(?=\/)/, "");
      const route = routes.get(name);
      if (route === undefined) return undefined;
      if (route.method !== request.method) return wrongVerb(url.pathname, clock.now());
      const answered = answer(request, url, name, route);
      if (isRefusal(answered)) return refusal(answered, clock.now());
      const nulled = faults.isActive("nulls") ? withNulls(answered) : answered;
      return success(faults.isActive("unknown-keys") ? withUnknownKeys(nulled) : nulled, clock.now());
    },
  };
}

type Routes = readonly (readonly [path: string, route: Route])[];

function get(answer: Route["answer"]): Route {
  return { method: "GET", isOfSystem: true, answer };
}

function post(answer: Route["answer"], isPaced = false): Route {
  return { method: "POST", isOfSystem: true, isPaced, answer };
}

function readRoutes({ context, plant, plants }: OpenFaceOptions, bindings: Bindings): Routes {
  const { quirks } = context;
  const ofDay =
    (answer: (date: string) => Json): Route["answer"] =>
    ({ queryDate }) =>
      typeof queryDate === "string" && /^\d{4}-\d{2}-\d{2}$/.test(queryDate)
        ? answer(queryDate)
        : withParameter("queryDate");
  return [
    [
      "/getEssList",
      {
        method: "GET",
        isOfSystem: false,
        answer: () =>
          plants()
            .filter(({ serial }) => bindings.isBound(serial))
            .map(systemEntry),
      },
    ],
    [
      "/getLastPowerData",
      get(() => {
        const powers = plant.powers();
        return powers === undefined ? null : lastPowerData(plant, powers);
      }),
    ],
    ["/getOneDayPowerBySn", get(ofDay((date) => dayRows(plant, date)))],
    ["/getOneDateEnergyBySn", get(ofDay((date) => dayEnergy(plant, date, quirks.isOn("counters-drop"))))],
    ["/getSumDataForCustomer", get(() => sums(plant))],
  ];
}

function settingRoutes({ context, plant, isEntitled }: OpenFaceOptions): Routes {
  const settings = createSettingsRoutes(context, plant, isEntitled);
  return [
    ["/getChargeConfigInfo", get(() => settings.readCharge())],
    ["/updateChargeConfigInfo", post((asked) => settings.writeCharge(asked), true)],
    ["/getDisChargeConfigInfo", get(() => settings.readDischarge())],
    ["/updateDisChargeConfigInfo", post((asked) => settings.writeDischarge(asked), true)],
    ["/getTimeChargeBySn", get(() => settings.readPeriodic())],
    ["/setTimeChargeBySn", post((asked) => settings.writePeriodic(asked), true)],
  ];
}

function pileRoutes({ context, plant }: OpenFaceOptions): Routes {
  const isIgnoring = () => context.faults.isActive("ignored-writes");
  const pileOf = ({ evchargerSn }: Asked) => plant.piles.find(({ serial }) => serial === evchargerSn);
  return [
    [
      "/getEvChargerConfigList",
      get(() => plant.piles.map(({ serial, model }) => ({ evchargerSn: serial, evchargerModel: model }))),
    ],
    [
      "/getEvChargerStatusBySn",
      get((asked) => {
        const pile = pileOf(asked);
        return pile === undefined ? withParameter("evchargerSn") : { evchargerStatus: pile.status() };
      }),
    ],
    ["/getEvChargerCurrentsBySn", get(() => ({ currentsetting: plant.houseLimitA() }))],
    [
      "/setEvChargerCurrentsBySn",
      post(({ currentsetting }) => {
        if (typeof currentsetting !== "number") return withParameter("currentsetting");
        if (!isIgnoring()) plant.changeHouseLimit(currentsetting);
        return null;
      }),
    ],
    [
      "/remoteControlEvCharger",
      post((asked) => {
        const pile = pileOf(asked);
        const { controlMode } = asked;
        if (pile === undefined) return withParameter("evchargerSn");
        if (controlMode !== 0 && controlMode !== 1) return withParameter("controlMode");
        if (isIgnoring()) return null;
        if (controlMode === 1) pile.start();
        else pile.stop();
        return null;
      }),
    ],
  ];
}

function bindingRoutes(bindings: Bindings): Routes {
  const mail: Route = {
    ...{ method: "GET", isOfSystem: false },
    answer: ({ sysSn, checkCode }) => bindings.mail(sysSn, checkCode),
  };
  return [
    ["/getVerificationCode", mail],
    ["/bindSn", { ...post(({ sysSn, code }) => bindings.bind(sysSn, code)), isOfSystem: false }],
    ["/unBindSn", { ...post(({ sysSn }) => bindings.unbind(sysSn)), isOfSystem: false }],
  ];
}

function parseBody(body: string): Asked | undefined {
  try {
    const parsed: unknown = JSON.parse(body);
    return typeof parsed === "object" && parsed !== null && !Array.isArray(parsed) ? { ...parsed } : undefined;
  } catch {
    return undefined;
  }
}
