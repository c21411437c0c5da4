import { z } from "zod";
import { dayMs, hourMs, type Instant, type Json } from "#domain";
import type { Quirks } from "#driver-kit";
import { codeOf, type Fleet, type ListedDevice, type ListedPlant } from "./fleet.ts";
import { fixed, type Items, itemsOf, type RowOptions } from "./rows.ts";
import type { HouseSample, Sampler } from "./sampler.ts";

export interface RouteOptions extends RowOptions {
  readonly fleet: Fleet;
  readonly sampler: Sampler;
  readonly quirks: Quirks;
  now(): Instant;
}

/** An answer's `data`, or the fail code of a refusal. */
export type Answer = { readonly data: Json } | { readonly failCode: number; readonly data?: Json };

const text = z.string();
const moment = z.number();
const ofPlants = z.object({ stationCodes: text });
const ofDevices = z.object({ devIds: text, devTypeId: z.number() });
const mostPerCall = 100;
const mostOfHistory = 10;
const pageSize = 100;
const withLive: readonly number[] = [1, 10, 17, 38, 39, 41, 47];

/** Everything behind the login. */
export function createRoutes(options: RouteOptions): (method: string, body: unknown) => Answer | undefined {
  const { fleet, sampler, quirks } = options;
  const code = (plant: ListedPlant) => codeOf(plant, quirks.isOn("new-codes"));
  const plants = () => (quirks.isOn("no-plants") ? [] : fleet.plants);

  const withPlants = (body: unknown, answer: (found: readonly ListedPlant[], body: unknown) => Answer): Answer => {
    const asked = ofPlants.safeParse(body);
    if (!asked.success || asked.data.stationCodes === "") return { failCode: 20_005 };
    const codes = asked.data.stationCodes.split(",");
    if (codes.length > mostPerCall) return { failCode: 20_015 };
    const found = codes.flatMap((wanted) => plants().find((plant) => code(plant) === wanted) ?? []);
    return found.length < codes.length ? { failCode: 20_007 } : answer(found, body);
  };

  const withDevices = (
    body: unknown,
    most: number,
    answer: (found: readonly ListedDevice[], devTypeId: number) => Answer,
  ): Answer => {
    const asked = ofDevices.safeParse(body);
    if (!asked.success || asked.data.devIds === "") return { failCode: 20_010 };
    const { devIds, devTypeId } = asked.data;
    const ids = devIds.split(",");
    if (ids.length > most) return { failCode: most === mostOfHistory ? 30_031 : 20_017 };
    if (!withLive.includes(devTypeId)) return { failCode: 20_006, data: null };
    if (quirks.isOn("unknown-devices")) return { failCode: 20_006, data: null };
    const found = ids.flatMap((id) => fleet.device(id) ?? []);
    if (found.some((device) => device.devTypeId !== devTypeId)) return { failCode: 20_006, data: null };
    return answer(found, devTypeId);
  };

  const itemsAt = (device: ListedDevice, sample: HouseSample): Items => {
    const plant = fleet.plants[device.plant];
    return itemsOf(device.devTypeId, sample, plant?.factor ?? 1, options);
  };

  const historyOf = (body: unknown, span: (body: unknown) => readonly [Instant, Instant] | undefined): Answer =>
    withDevices(body, mostOfHistory, (found) => {
      const [since, until] = span(body) ?? [];
      if (since === undefined || until === undefined || until < since || until - since > 3 * dayMs)
        return { failCode: 30_032 };
      const samples = sampler.between(since, until);
      return {
        data: found.flatMap((device) =>
          samples.map((sample) => ({
            devId: device.id,
            sn: device.esnCode,
            collectTime: sample.at,
            dataItemMap: itemsAt(device, sample),
          })),
        ),
      };
    });

  return (method, body) => {
    switch (method) {
      case "stations":
        if (quirks.isOn("older-account")) return denied;
        return { data: page(plants(), body, (plant) => newPlant(plant, code(plant))) };
      case "getStationList": {
        if (!quirks.isOn("older-account")) return denied;
        const row = (plant: ListedPlant) => oldPlant(plant, code(plant));
        return { data: pageAsked(body) ? page(plants(), body, row) : plants().map(row) };
      }
      case "getDevList":
        return withPlants(body, (found) => ({
          data: found.flatMap((plant) => plant.devices.map((device) => listedDevice(device, code(plant)))),
        }));
      case "getDevRealKpi":
        return withDevices(body, mostPerCall, (found) => ({
          data: found.map((device) => ({
            devId: device.id,
            sn: device.esnCode,
            dataItemMap: itemsAt(device, sampler.latest()),
          })),
        }));
      case "getStationRealKpi":
        return withPlants(body, (found) => ({
          data: found.map((plant) => ({ stationCode: code(plant), dataItemMap: plantItems(sampler.latest(), plant) })),
        }));
      case "getDevHistoryKpi":
        return historyOf(body, (raw) => {
          const asked = z.object({ startTime: moment, endTime: moment }).safeParse(raw);
          return asked.success ? [asked.data.startTime, asked.data.endTime] : undefined;
        });
      case "getDevFiveMinutes":
        return historyOf(body, (raw) => dayOf(collectTime(raw)));
      case "getKpiStationHour":
      case "getKpiStationDay":
      case "getKpiStationMonth":
      case "getKpiStationYear":
        return withPlants(body, (found) => kpis(method, found, collectTime(body)));
      case "getDevKpiDay":
      case "getDevKpiMonth":
      case "getDevKpiYear":
        return withDevices(body, mostPerCall, (found) => ({
          data: found.map((device) => ({
            devId: device.id,
            sn: device.esnCode,
            collectTime: collectTime(body) ?? options.now(),
            dataItemMap: { product_power: fixed(sampler.latest().solarWh / 1_000, 2) },
          })),
        }));
      case "getAlarmList":
        return withPlants(body, () => ({ data: [] }));
      default:
        return undefined;
    }
  };

  function kpis(method: string, found: readonly ListedPlant[], at: Instant | undefined): Answer {
    if (at === undefined) return { failCode: 20_012 };
    const samples = sampler.between(...(dayOf(at) ?? [0, 0]));
    const stepMs = method.endsWith("Hour") ? hourMs : dayMs;
    const groups = new Map<number, HouseSample[]>();
    for (const sample of samples) {
      const start = Math.floor(sample.at / stepMs) * stepMs;
      groups.set(start, [...(groups.get(start) ?? []), sample]);
    }
    return {
      data: found.flatMap((plant) =>
        [...groups].map(([start, group]) => ({
          stationCode: code(plant),
          collectTime: start,
          dataItemMap: {
            inverter_power: energyOf(group, plant),
            radiation_intensity: null,
            theory_power: null,
            ...(stepMs === dayMs ? { installed_capacity: plant.capacityKw } : {}),
          },
        })),
      ),
    };
  }
}

const denied: Answer = { failCode: 401, data: "Invalid access to current interface!" };

function energyOf(group: readonly HouseSample[], plant: ListedPlant): number {
  const [first, last] = [group[0], group.at(-1)];
  return fixed((((last?.solarWh ?? 0) - (first?.solarWh ?? 0)) * plant.factor) / 1_000, 2);
}

function collectTime(body: unknown): Instant | undefined {
  const asked = z.object({ collectTime: moment }).safeParse(body);
  return asked.success ? asked.data.collectTime : undefined;
}

function dayOf(at: Instant | undefined): readonly [Instant, Instant] | undefined {
  if (at === undefined) return undefined;
  const start = Math.floor(at / dayMs) * dayMs;
  return [start, start + dayMs - 1];
}

function pageAsked(body: unknown): number | undefined {
  const asked = z.object({ pageNo: z.int().min(1) }).safeParse(body);
  return asked.success ? asked.data.pageNo : undefined;
}

function page(plants: readonly ListedPlant[], body: unknown, row: (plant: ListedPlant) => Json): Json {
  const pageNo = pageAsked(body) ?? 1;
  const list = plants.slice((pageNo - 1) * pageSize, pageNo * pageSize).map(row);
  return { list, pageCount: Math.ceil(plants.length / pageSize), pageNo, pageSize, total: plants.length };
}

function newPlant(plant: ListedPlant, plantCode: string): Json {
  return {
    ...{ plantCode, plantName: plant.name, plantAddress: null, longitude: null, latitude: null },
    ...{ capacity: plant.capacityKw, contactPerson: "", contactMethod: null },
    gridConnectionDate: "2024-03-01T09:00:00+02:00",
  };
}

function oldPlant(plant: ListedPlant, stationCode: string): Json {
  return {
    ...{ stationCode, stationName: plant.name, stationAddr: null, capacity: plant.capacityKw / 1_000 },
    ...{ buildState: "2", combineType: "3", aidType: 1, stationLinkman: null, linkmanPho: null },
  };
}

function listedDevice({ plant: _, ...device }: ListedDevice, stationCode: string): Json {
  const isInverter = device.devTypeId === 1 || device.devTypeId === 38;
  return {
    ...device,
    ...{ stationCode, softwareVersion: "V200R001", longitude: null, latitude: null, optimizerNumber: null },
    ...(isInverter ? { invType: "SUN2000-10KTL-M1" } : {}),
  };
}

function plantItems(sample: HouseSample, { factor }: ListedPlant): Items {
  const totalKWh = (1_200 + sample.solarWh / 1_000) * factor;
  return {
    ...{ day_power: (totalKWh % 60).toFixed(3), month_power: (totalKWh % 900).toFixed(3) },
    ...{ total_power: totalKWh.toFixed(3), day_income: "0.000", total_income: "0.000", real_health_state: "3" },
  };
}
