/** Kinds of devices that are read, by what they are called on the plate: see the README. */
export const deviceKinds = ["inverter", "storage", "max", "sph", "spa", "min", "other"] as const;
export type DeviceKind = (typeof deviceKinds)[number];

export interface GrowattPlant {
  readonly id: string;
  readonly name: string;
  /** Hours between UTC and the plant's standard time, where they are told. */
  readonly utcOffsetHours?: number;
}

export interface GrowattDevice {
  readonly serial: string;
  readonly kind: DeviceKind;
  /** The maker's own word for its kind: a number or a name. */
  readonly type: string;
  readonly model?: string;
  readonly isLost?: boolean;
}

export type RawValue = string | number | boolean;

/** What a device sent last, by the maker's names and in the maker's units. */
export interface DeviceValues {
  readonly serial: string;
  readonly kind: DeviceKind;
  /** Wall time at the plant: `2026-06-17 12:00:05`. */
  readonly time?: string;
  readonly values: Readonly<Record<string, RawValue>>;
}
