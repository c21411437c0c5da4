import type { Quirks, SimulatedInverter } from "#driver-kit";
import type { Clock } from "#platform";
import type { InverterUnit } from "./inverter-unit.ts";
import type { LocalTime } from "./local-time.ts";
import type { Profile } from "./profiles.ts";
import type { Telemetry } from "./telemetry.ts";

/** What stands behind the interfaces of one inverter. */
export interface RouteOptions {
  readonly inverter: () => SimulatedInverter;
  readonly profile: Profile;
  readonly serial: string;
  readonly unit: InverterUnit;
  readonly telemetry: Telemetry;
  readonly localTime: LocalTime;
  readonly clock: Pick<Clock, "now">;
  readonly timeZone: string;
  readonly quirks: Quirks;
  callsToday(): number;
}
