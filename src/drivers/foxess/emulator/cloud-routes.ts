import { z } from "zod";
import type { Json } from "#domain";
import type { SimulatedInverter } from "#driver-kit";
import { nobody, ofOne, serialOf } from "./asked.ts";
import { callsPerDay } from "./gatekeeper.ts";
import type { Profile } from "./profiles.ts";
import { badParameter } from "./refusals.ts";
import type { RouteOptions } from "./route-options.ts";
import type { RouteTable, Routing } from "./routing.ts";

const page = z.object({ currentPage: z.int().min(1), pageSize: z.int().min(1) });
const moduleSN = "609W600000000MB";
const stationID = "7c1f2f06-6b1e-4f1c-9a53-3f3a50a5d9aa";

/** Account, plants, devices and data loggers: what the cloud knows without asking the inverter. */
export function cloudRoutes({ ofCloud }: Routing, options: RouteOptions, isOnline: () => boolean): RouteTable {
  const { profile, inverter, quirks, callsToday, clock, timeZone } = options;
  const summary = () => summaryOf(options.serial, profile, inverter(), isOnline());
  const paged = (row: () => Json) =>
    ofCloud("POST", page, nobody, ({ currentPage, pageSize }) => ({
      ...{ currentPage, pageSize, total: 1 },
      data: currentPage === 1 ? [row()] : [],
    }));
  const detail = (hasCapacity: boolean) =>
    ofCloud("GET", ofOne, serialOf, () => ({
      ...summary(),
      ...detailOf(inverter(), hasCapacity),
      function: { scheduler: profile.schedule !== undefined && !quirks.isOn("detail-denies-scheduler") },
    }));
  return [
    ["/op/v0/device/list", paged(summary)],
    ["/op/v1/device/detail", detail(true)],
    ["/op/v0/device/detail", detail(false)],
    ["/op/v0/plant/list", paged(() => ({ stationID, name: "Home", ianaTimezone: timeZone }))],
    [
      "/op/v0/plant/detail",
      ofCloud("GET", z.object({ id: z.string() }), nobody, ({ id }) =>
        id === stationID ? plantOf(inverter(), timeZone) : badParameter("id"),
      ),
    ],
    ["/op/v0/module/list", paged(() => ({ moduleSN, stationID, status: isOnline() ? 1 : 2, signal: -61 }))],
    [
      "/op/v0/module/getSignal",
      ofCloud("POST", ofOne, nobody, ({ sn }) =>
        sn === moduleSN ? { timestamp: clock.now(), signal: -61 } : badParameter("sn"),
      ),
    ],
    [
      "/op/v0/user/getAccessCount",
      ofCloud("GET", z.object({}), nobody, () => ({
        total: String(callsPerDay),
        remaining: String(callsPerDay - callsToday()),
      })),
    ],
  ];
}

function summaryOf(
  serial: string,
  { deviceType, productType }: Profile,
  { battery }: SimulatedInverter,
  isOnline: boolean,
) {
  return {
    ...{ deviceSN: serial, moduleSN, stationID, stationName: "Home", status: isOnline ? 1 : 3 },
    ...{ hasPV: true, hasBattery: battery !== undefined, deviceType, productType },
  };
}

function detailOf({ ratedW, battery }: SimulatedInverter, hasCapacity: boolean): Readonly<Record<string, Json>> {
  const bmu = { batterySN: "B2", model: "EP11", type: "bmu", version: "1.05" };
  return {
    capacity: Math.trunc(ratedW / 1000),
    ...{ masterVersion: "1.34", slaveVersion: "1.01", managerVersion: "1.28", hardwareVersion: "--", afciVersion: "" },
    batteryList:
      battery === undefined
        ? []
        : [
            { batterySN: "B1", model: "EP11", type: "bcu", version: "1.005" },
            { ...bmu, ...(hasCapacity ? { capacity: Math.round(battery.capacityWh) } : {}) },
          ],
  };
}

function plantOf({ ratedW }: SimulatedInverter, timezone: string): Json {
  return {
    ...{ stationName: "Home", country: "", city: "", address: "", postcode: "" },
    ...{ capacity: ratedW / 1000, timezone, createDate: "2024-03-01 09:00:00", user: "owner", installer: "" },
  };
}
