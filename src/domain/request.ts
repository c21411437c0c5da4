import type { BatteryIntent } from "./battery-intent.ts";
import type { Sharing } from "./sharing.ts";
import type { SourceId } from "./stamp.ts";
import type { Instant } from "./time.ts";

/** How a charger treats the sun: `solar` pauses without sun, `solar+min` never goes below the minimum current. */
export type ChargerMode = "off" | "solar" | "solar+min" | "fast";

export const chargerModes: readonly ChargerMode[] = ["off", "solar", "solar+min", "fast"];

/** Who makes a charger follow the sun: our own loop, or the charger's on the surplus that we feed it. */
export type ChargerRegulation = "sunsteer" | "charger";
export const chargerRegulations: readonly ChargerRegulation[] = ["sunsteer", "charger"];

/** Energy or fill the car shall have by a time. */
export interface ChargerGoal {
  readonly energyWh?: number;
  readonly socPercent?: number;
  readonly by: Instant;
}

/** What a person or another program asks; dashboard, MQTT and CLI all speak in these. */
export type RequestBody =
  | { readonly kind: "chargerMode"; readonly charger: SourceId; readonly mode: ChargerMode }
  | {
      readonly kind: "chargerLimits";
      readonly charger: SourceId;
      readonly minCurrentA?: number;
      readonly maxCurrentA?: number;
      readonly priority?: number;
    }
  | { readonly kind: "chargerPhases"; readonly charger: SourceId; readonly phases: "auto" | 1 | 3 }
  | { readonly kind: "chargerGoal"; readonly charger: SourceId; readonly goal?: ChargerGoal }
  | { readonly kind: "chargerStop"; readonly charger: SourceId; readonly forS: number }
  | { readonly kind: "chargerRegulation"; readonly charger: SourceId; readonly regulation: ChargerRegulation }
  /** A person's or a script's own feed of the charger's regulation, for the next few seconds. */
  | {
      readonly kind: "surplus";
      readonly charger: SourceId;
      readonly gridW: number;
      readonly solarW?: number;
      readonly batteryW?: number;
    }
  | { readonly kind: "batteryIntent"; readonly battery: SourceId; readonly intent?: BatteryIntent }
  /** With neither of the two the configuration holds again; watts alone mean `share`. */
  | {
      readonly kind: "batterySharing";
      readonly battery: SourceId;
      readonly share?: Sharing;
      readonly shareW?: number;
    }
  /** We shall steer again what a user has set otherwise at the device. */
  | { readonly kind: "resume"; readonly device: SourceId }
  | {
      readonly kind: "value";
      readonly device: SourceId;
      readonly key: string;
      readonly value: string | number | boolean | null;
      /** For values that can lock the owner out or lose data. */
      readonly isConfirmed?: boolean;
    };

/** A request on its way into the next decision. */
export interface Request {
  readonly id: string;
  readonly at: Instant;
  /** Where it came from, e.g. `page`, `cli`, `mqtt`, `api`. */
  readonly by: string;
  readonly body: RequestBody;
}
