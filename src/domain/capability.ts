import type { BatteryIntentKind } from "./battery-intent.ts";
import type { MeterPlace } from "./reading.ts";

/** The languages every sentence exists in. */
export type Language = "en" | "de" | "fr";

export type Localized = Readonly<Record<Language, string>>;

/** One raw key of a device: its unit, range and access declared once, used by page, CLI, MQTT and docs alike. */
export interface ValueDefinition {
  readonly key: string;
  readonly label: Localized;
  readonly access: "read" | "write" | "read-write";
  readonly type: "number" | "text" | "switch" | "choice" | "object";
  readonly unit?: string;
  readonly min?: number;
  readonly max?: number;
  readonly step?: number;
  readonly options?: readonly { readonly value: string | number; readonly label: Localized }[];
  /** "None" is one of its values, told and written as null. */
  readonly isNullable?: boolean;
  /** Writing it can lock the owner out or lose data: only with an explicit confirmation, never by automation. */
  readonly isDangerous?: boolean;
}

/** One setting of a device that should stand otherwise for some plan of its owner's, and why. */
export interface SettingAdvice {
  /** What the advice is for; all of one plan can be set in one go. */
  readonly plan: string;
  readonly key: string;
  readonly found: string | number | boolean;
  readonly wanted: string | number | boolean;
  readonly isDone: boolean;
  readonly reason: Localized;
}

/** Something about a device that no single setting puts right, or that its owner has to decide. */
export interface DeviceNote {
  readonly code: string;
  readonly text: Localized;
}

/** What a device offers, as read from the device itself; `part` names the piece of a device that has several. */
export type Capability = { readonly part?: string } & (
  | { readonly kind: "meter"; readonly place: MeterPlace; readonly hasPhases: boolean }
  | { readonly kind: "solar" }
  | {
      readonly kind: "battery";
      readonly capacityWh?: number;
      readonly maxChargeW?: number;
      readonly maxDischargeW?: number;
    }
  | { readonly kind: "batteryMode"; readonly intents: readonly BatteryIntentKind[]; readonly modes: readonly string[] }
  | { readonly kind: "socLimits"; readonly lowestPercent: number; readonly highestPercent: number }
  | {
      readonly kind: "charger";
      readonly minCurrentA: number;
      readonly maxCurrentA: number;
      readonly stepA: number;
      readonly phases: 1 | 3;
      readonly canSwitchPhases: boolean;
      /** It can pretend to unplug a car that fell asleep. */
      readonly canWake?: boolean;
    }
  | { readonly kind: "surplusFeed"; readonly everyMs: number }
  | { readonly kind: "values"; readonly definitions: readonly ValueDefinition[] }
);

export type CapabilityKind = Capability["kind"];

export const capabilityKinds: readonly CapabilityKind[] = [
  "meter",
  "solar",
  "battery",
  "batteryMode",
  "socLimits",
  "charger",
  "surplusFeed",
  "values",
];
