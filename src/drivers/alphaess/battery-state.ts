import type { Instant } from "#domain";
import type { ChargeSettings } from "./battery-settings.ts";
import type { SocWindow } from "./surface.ts";

/** The battery's settings as read back, and what is needed to understand them. */
export interface BatteryState extends SocWindow {
  readonly socPercent?: number | undefined;
  /** Charging from the grid, as the maker calls and writes it; undefined where the cloud does not tell all of it. */
  readonly charge?: ChargeSettings | undefined;
  /** The battery has been told to charge for a while, and takes nothing. */
  readonly isIdle?: boolean | undefined;
  readonly at?: Instant | undefined;
  /** By the system's own clock. */
  readonly minuteOfDay?: number | undefined;
}
