import type { EmulatorContext } from "#driver-kit";
import type { Profile } from "./profiles.ts";
import type { Uploads } from "./uploads.ts";

/** What both faces of the cloud stand on. */
export interface Ground {
  readonly context: EmulatorContext;
  readonly profile: Profile;
  readonly serial: string;
  readonly uploads: Uploads;
}

export const plantNumber = "1234567";
export const plantName = "Sunny Side";
export const otherPlant = { id: "7654321", name: "Holiday Home" };

export function secondSerial(serial: string): string {
  return `${serial.slice(0, -1)}9`;
}
