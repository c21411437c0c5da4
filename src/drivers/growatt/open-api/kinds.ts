import type { DeviceKind } from "../devices.ts";

/** How one kind of device is asked for its latest values, alone and together with others. */
export interface KindCalls {
  readonly type: number;
  readonly kind: DeviceKind;
  readonly one: { readonly method: "GET" | "POST"; readonly path: string; readonly parameter: string };
  /** Up to a hundred in one call; the parameter is also the name of the list in the answer. */
  readonly many?: { readonly path: string; readonly parameter: string };
}

export const kindCalls: readonly KindCalls[] = [
  {
    ...{ type: 1, kind: "inverter" },
    one: { method: "GET", path: "/v1/device/inverter/last_new_data", parameter: "device_sn" },
    many: { path: "/v1/device/inverter/invs_data", parameter: "inverters" },
  },
  {
    ...{ type: 2, kind: "storage" },
    one: { method: "POST", path: "/v1/device/storage/storage_last_data", parameter: "storage_sn" },
  },
  {
    ...{ type: 4, kind: "max" },
    one: { method: "POST", path: "/v1/device/max/max_last_data", parameter: "max_sn" },
    many: { path: "/v1/device/max/maxs_data", parameter: "maxs" },
  },
  {
    ...{ type: 5, kind: "sph" },
    one: { method: "POST", path: "/v1/device/mix/mix_last_data", parameter: "mix_sn" },
    many: { path: "/v1/device/mix/mixs_data", parameter: "mixs" },
  },
  {
    ...{ type: 6, kind: "spa" },
    one: { method: "POST", path: "/v1/device/spa/spa_last_data", parameter: "spa_sn" },
    many: { path: "/v1/device/spa/spas_data", parameter: "spas" },
  },
  {
    ...{ type: 7, kind: "min" },
    one: { method: "POST", path: "/v1/device/tlx/tlx_last_data", parameter: "tlx_sn" },
    many: { path: "/v1/device/tlx/tlxs_data", parameter: "tlxs" },
  },
];

const byType = new Map(kindCalls.map((calls) => [String(calls.type), calls]));
const byKind = new Map(kindCalls.map((calls) => [calls.kind, calls]));

export function kindOfType(type: string): DeviceKind {
  return byType.get(type)?.kind ?? "other";
}

export function callsOfKind(kind: DeviceKind): KindCalls | undefined {
  return byKind.get(kind);
}
