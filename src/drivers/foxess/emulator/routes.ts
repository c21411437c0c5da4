import { z } from "zod";
import type { Json } from "#domain";
import type { SimulatedInverter } from "#driver-kit";
import { callsPerDay, type Refusal } from "./gatekeeper.ts";
import type { InverterSettings } from "./inverter-settings.ts";
import type { Profile } from "./profiles.ts";
import { createRouting, type Route, type RouteTable, type Routing } from "./routing.ts";
import type { Upload } from "./telemetry.ts";

export interface RouteOptions {
  readonly inverter: () => SimulatedInverter;
  readonly profile: Profile;
  readonly serial: string;
  readonly settings: InverterSettings;
  readonly telemetry: { latest(): Upload };
  callsToday(): number;
}

/** Every interface the emulator answers, by path. */
export function createRoutes(options: RouteOptions): ReadonlyMap<string, Route> {
  const { inverter, settings, serial } = options;
  /** String inverters live on sunlight: without it and without a battery nobody answers. */
  const isOnline = () => inverter().battery !== undefined || inverter().solarW > 0;
  const routing = createRouting(serial, isOnline);
  return new Map<string, Route>([
    ...cloudRoutes(routing, options, isOnline),
    ...settingRoutes(routing, settings),
    ...schedulerRoutes(routing, settings),
  ]);
}

function cloudRoutes({ ofCloud }: Routing, options: RouteOptions, isOnline: () => boolean): RouteTable {
  const { serial, profile, inverter, telemetry, callsToday } = options;
  const nobody = () => [];
  const summary = () => summaryOf(serial, profile, inverter(), isOnline());
  const listDevices = ({ currentPage, pageSize }: z.output<typeof page>) => ({
    currentPage,
    pageSize,
    total: 1,
    data: currentPage === 1 ? [summary()] : [],
  });
  const tellCount = () => ({ total: String(callsPerDay), remaining: String(callsPerDay - callsToday()) });
  return [
    ["/op/v0/device/list", ofCloud("POST", page, nobody, listDevices)],
    [
      "/op/v1/device/detail",
      ofCloud("GET", ofOne, serialOf, () => ({ ...summary(), ...detailOf(inverter(), profile) })),
    ],
    [
      "/op/v1/device/real/query",
      ofCloud(
        "POST",
        ofSeveral,
        ({ sns }) => sns,
        ({ variables }) => [realTimeOf(serial, telemetry.latest(), variables)],
      ),
    ],
    ["/op/v0/user/getAccessCount", ofCloud("GET", z.object({}), nobody, tellCount)],
  ];
}

function settingRoutes({ ofDevice }: Routing, settings: InverterSettings): RouteTable {
  return [
    ["/op/v0/device/setting/get", ofDevice("POST", ofKey, serialOf, ({ key }) => settings.read(key))],
    [
      "/op/v0/device/setting/set",
      ofDevice("POST", newValue, serialOf, ({ key, value }) => written(settings.write(key, value))),
    ],
    ["/op/v0/device/battery/soc/get", ofDevice("GET", ofOne, serialOf, () => settings.levels())],
    [
      "/op/v0/device/battery/soc/set",
      ofDevice("POST", newLevels, serialOf, ({ minSoc, minSocOnGrid }) =>
        written(settings.writeLevels(minSoc, minSocOnGrid)),
      ),
    ],
  ];
}

function schedulerRoutes({ ofDevice }: Routing, settings: InverterSettings): RouteTable {
  const readFlag = ofDevice("POST", ofScheduler, schedulerSerialOf, () => settings.flag());
  const writeFlag = ofDevice("POST", newFlag, schedulerSerialOf, ({ enable }) =>
    written(settings.writeFlag(enable === 1)),
  );
  return ["v0", "v1"].flatMap(
    (version): RouteTable => [
      [`/op/${version}/device/scheduler/get/flag`, readFlag],
      [`/op/${version}/device/scheduler/set/flag`, writeFlag],
    ],
  );
}

const page = z.object({ currentPage: z.int().min(1), pageSize: z.int().min(1) });
const ofOne = z.object({ sn: z.string() });
const ofSeveral = z.object({ sns: z.array(z.string()).min(1).max(50), variables: z.array(z.string()).optional() });
const ofKey = ofOne.extend({ key: z.string() });
const newValue = ofKey.extend({ value: z.union([z.string(), z.number().transform(String)]) });
const newLevels = ofOne.extend({ minSoc: z.number(), minSocOnGrid: z.number() });
/** The scheduler's interfaces call the serial number by another name. */
const ofScheduler = z.object({ deviceSN: z.string() });
const newFlag = ofScheduler.extend({ enable: z.union([z.literal(0), z.literal(1)]) });

function serialOf({ sn }: { readonly sn: string }): readonly string[] {
  return [sn];
}

function schedulerSerialOf({ deviceSN }: { readonly deviceSN: string }): readonly string[] {
  return [deviceSN];
}

function written(refusal: Refusal | undefined): Json | Refusal {
  return refusal ?? null;
}

function summaryOf(
  serial: string,
  { deviceType, productType }: Profile,
  { battery }: SimulatedInverter,
  isOnline: boolean,
) {
  return {
    deviceSN: serial,
    moduleSN: "609W600000000MB",
    stationID: "7c1f2f06-6b1e-4f1c-9a53-3f3a50a5d9aa",
    stationName: "Home",
    status: isOnline ? 1 : 3,
    hasPV: true,
    hasBattery: battery !== undefined,
    deviceType,
    productType,
  };
}

function detailOf({ ratedW, battery }: SimulatedInverter, profile: Profile): Readonly<Record<string, Json>> {
  return {
    capacity: Math.trunc(ratedW / 1000),
    function: { scheduler: profile.hasScheduler },
    masterVersion: "1.34",
    slaveVersion: "1.01",
    managerVersion: "1.28",
    hardwareVersion: "--",
    afciVersion: "",
    batteryList:
      battery === undefined
        ? []
        : [
            { batterySN: "B1", model: "EP11", type: "bcu", version: "1.005" },
            { batterySN: "B2", model: "EP11", type: "bmu", version: "1.05", capacity: Math.round(battery.capacityWh) },
          ],
  };
}

/** In the order asked, without the names nobody knows; everything there is when nothing was named. */
function realTimeOf(serial: string, upload: Upload, asked: readonly string[] | undefined): Json {
  const byName = new Map(upload.variables.map((variable) => [variable.variable, variable]));
  const datas = asked === undefined ? upload.variables : asked.flatMap((name) => byName.get(name) ?? []);
  return { deviceSN: serial, time: upload.time, datas: datas.map((variable) => ({ ...variable })) };
}
