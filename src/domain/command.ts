import type { BatteryIntent } from "./battery-intent.ts";
import type { SourceId } from "./stamp.ts";

/** What a charger shall do: let the car charge or not, with which current per phase, on how many phases. */
export interface ChargerSetting {
  readonly isAllowed: boolean;
  readonly currentA?: number;
  readonly phases?: 1 | 3;
  /** The charger follows the sun by itself, up to the current; without phases it chooses those as well. */
  readonly isSelfRegulated?: boolean;
}

/** What the hub asks of one device; `target` is the device or its part. */
export type Command =
  | { readonly kind: "charger"; readonly target: SourceId; readonly setting: ChargerSetting }
  | { readonly kind: "batteryIntent"; readonly target: SourceId; readonly intent: BatteryIntent }
  /** The charger's own solar mode, ready to take over from us. */
  | { readonly kind: "regulation"; readonly target: SourceId }
  /** While it holds, the charger pretends to unplug its car after each pause, which wakes one that fell asleep. */
  | { readonly kind: "wake"; readonly target: SourceId }
  | {
      readonly kind: "surplus";
      readonly target: SourceId;
      readonly gridW: number;
      readonly solarW?: number;
      readonly batteryW?: number;
    }
  | {
      readonly kind: "value";
      readonly target: SourceId;
      readonly key: string;
      readonly value: string | number | boolean | null;
      /** Somebody said yes to a value that can lock the owner out or lose data. */
      readonly isConfirmed?: boolean;
    };

export type CommandKind = Command["kind"];

/**
 * Whose wish a call to a device serves, in rising rank: polls yield to guards, guards to users, users to restoring what
 * we changed. Each rank has a reserve in the call budgets that lower ranks cannot touch.
 */
export type Purpose = "poll" | "guard" | "user" | "restore";

export const purposesByRank: readonly Purpose[] = ["poll", "guard", "user", "restore"];
