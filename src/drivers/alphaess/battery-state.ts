import type { Instant, Json } from "#domain";
import type { SocWindow, TimeSlot } from "./surface.ts";

/** What is about charging from the grid, by the maker's names or as the newer timetable, to be put back as it is. */
export type ChargeSettings = Readonly<Record<string, Json>>;

/** What they amount to. */
export interface GridCharging {
  readonly isOn: boolean;
  readonly slots: readonly TimeSlot[];
  readonly stopPercent: number | undefined;
}

/** The battery's settings as read back, and what is needed to understand them. */
export interface BatteryState extends SocWindow {
  readonly socPercent?: number | undefined;
  /** Undefined where the cloud does not tell all of it. */
  readonly charge?: ChargeSettings | undefined;
  /** The battery has been told to charge for a while, and takes nothing. */
  readonly isIdle?: boolean | undefined;
  readonly at?: Instant | undefined;
  /** By the system's own clock. */
  readonly minuteOfDay?: number | undefined;
  /** 1 is Monday. */
  readonly weekday?: number | undefined;
}
