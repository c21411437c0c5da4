import type { Instant, Json, Triple } from "#domain";
import type { CallOptions } from "#platform/for-clients";

/** The maker's three interfaces: the official one, the web portal's, and the old one of its apps. */
export type SurfaceName = "open" | "portal" | "legacy";

export const surfaceNames: readonly SurfaceName[] = ["open", "portal", "legacy"];

/** What not every surface can do; each method says in its comment which of these it needs. */
export type Ability =
  | "settings"
  | "soc-window"
  | "timetable"
  | "periodic-timetable"
  | "charger-switch"
  | "charger-mode"
  | "charger-current"
  | "charger-phases"
  | "day-power"
  | "day-energy"
  | "totals"
  | "household-limit"
  | "binding";

/** One installation of the account. */
export interface AlphaessSystem {
  readonly serial: string;
  /** The old interface's own number for it. */
  readonly systemId?: string;
  readonly inverterModel?: string;
  readonly batteryModel?: string;
  readonly peakW?: number;
  readonly inverterW?: number;
  readonly capacityWh?: number;
  /** What can be used of the capacity. */
  readonly usablePercent?: number;
  /** The vendor's word, such as `Normal`. */
  readonly status?: string;
  /** Missing where there is no backup box. */
  readonly backupBoxVersion?: string;
}

/** What a system measures now, in the signs of the house; every member may be missing, as the cloud often has nulls. */
export interface LiveValues {
  /** The vendor's own time where it gives one. */
  readonly at?: Instant;
  /** What tells this measurement from the next, where the vendor gives something of the kind. */
  readonly sample?: string;
  /** All of the roof, the AC-coupled part included. */
  readonly solarW?: number;
  /** Discharging positive. */
  readonly batteryW?: number;
  /** Import positive. */
  readonly gridW?: number;
  readonly gridPhasesW?: Triple;
  /** Everything consumed on the site. */
  readonly loadW?: number;
  readonly socPercent?: number;
  /** All wallboxes together. */
  readonly chargersW?: number;
  /** By wallbox `EV1` to `EV4`; undefined where none is fitted. */
  readonly chargerW: readonly (number | undefined)[];
}

/** A flat object of the vendor's own keys; what is not known here is kept. */
export type Settings = Readonly<Record<string, Json | undefined>>;

/** Discharge cut-off and charge stop. The latter limits charging from the grid; whether it stops the sun is not known. */
export interface SocWindow {
  readonly minPercent: number;
  readonly maxPercent: number;
}

/** 1 to 4: slow (surplus only), normal (sun and battery), fast, and the user's own current. */
export type ChargerMode = 1 | 2 | 3 | 4;

export const chargerModes: readonly ChargerMode[] = [1, 2, 3, 4];

/** The only mode that minds the current. */
export const currentMode: ChargerMode = 4;

/** A wallbox; what the surface does not tell is missing. */
export interface Charger {
  /** `EV1` to `EV4`. */
  readonly id: string;
  readonly serial: string;
  readonly name?: string;
  readonly model?: string;
  readonly mode?: ChargerMode;
  readonly currentA?: number;
  /** What may be set at most; 16 where it is not told. */
  readonly maxCurrentA: number;
  readonly phases?: 1 | 3;
}

/** One of two daily times by the system's own clock; `untilMinute` is no longer part of it. */
export interface TimeSlot {
  readonly fromMinute: number;
  readonly untilMinute: number;
}

/** The older kind of timetable: two daily times each. Empty slots are left out. */
export interface Timetable {
  readonly isChargeOn: boolean;
  readonly chargeSlots: readonly TimeSlot[];
  readonly chargeStopPercent: number;
  readonly isDischargeOn: boolean;
  readonly dischargeSlots: readonly TimeSlot[];
  readonly dischargeCutOffPercent: number;
}

/** One row of the newer kind; `weekdays` (1 is Monday) only in a weekly timetable. */
export interface PeriodicSlot extends TimeSlot {
  readonly limitPercent: number;
  readonly powerW?: number;
  readonly weekdays?: readonly number[];
}

export interface PeriodicTimetable {
  readonly cycle: "daily" | "weekly";
  readonly charge: readonly PeriodicSlot[];
  readonly discharge: readonly PeriodicSlot[];
}

/** The switches can only be written: reading always says 0, so they must be said with every write. */
export interface PeriodicTimetableWrite extends PeriodicTimetable {
  readonly isChargeOn: boolean;
  readonly isDischargeOn: boolean;
}

/** A row of a day's history, about five minutes apart; `localTime` is the system's wall time. */
export interface PowerSample {
  readonly localTime: string;
  readonly solarW?: number;
  readonly loadW?: number;
  readonly socPercent?: number;
  readonly exportW?: number;
  readonly importW?: number;
  readonly chargerW?: number;
}

export interface DayEnergy {
  readonly date: string;
  readonly solarWh?: number;
  readonly importWh?: number;
  readonly exportWh?: number;
  readonly chargedWh?: number;
  readonly dischargedWh?: number;
  readonly gridChargedWh?: number;
  readonly chargerWh?: number;
}

/** What the vendor sums up. */
export interface Totals {
  readonly solarTodayWh?: number;
  readonly solarWh?: number;
  readonly loadTodayWh?: number;
  readonly importTodayWh?: number;
  readonly exportTodayWh?: number;
  readonly chargedTodayWh?: number;
  readonly dischargedTodayWh?: number;
  readonly selfConsumptionPercent?: number;
  readonly selfSufficiencyPercent?: number;
  readonly incomeToday?: number;
  readonly income?: number;
  readonly currency?: string;
}

/**
 * One interface of the vendor behind words that all three share. Every method exists everywhere; what a surface cannot do
 * is missing from `abilities` and fails as `refused` (`alphaess.not-on-surface`) without a call. `serial` is the system's,
 * `charger` is `EV1` or the wallbox's serial number. Failures are `ProblemError`s.
 */
export interface AlphaessSurface {
  readonly api: SurfaceName;
  readonly abilities: ReadonlySet<Ability>;

  systems(call?: CallOptions): Promise<readonly AlphaessSystem[]>;
  live(serial: string, call?: CallOptions): Promise<LiveValues>;

  /** `settings`: the vendor's own object. */
  settings(serial: string, call?: CallOptions): Promise<Settings>;
  /** `settings`: reads anew, lays the changes over it and writes the whole, so that nothing of anybody else is lost. */
  changeSettings(serial: string, changes: Settings, call?: CallOptions): Promise<void>;

  /** `soc-window` */
  socWindow(serial: string, call?: CallOptions): Promise<SocWindow>;
  /** `soc-window`; writes only what differs. */
  changeSocWindow(serial: string, window: SocWindow, call?: CallOptions): Promise<void>;

  chargers(serial: string, call?: CallOptions): Promise<readonly Charger[]>;
  /** The status code, see `charger-status.ts`. */
  chargerStatus(serial: string, charger: string, call?: CallOptions): Promise<number>;
  /** `charger-switch` */
  startCharging(serial: string, charger: string, call?: CallOptions): Promise<void>;
  /** `charger-switch` */
  stopCharging(serial: string, charger: string, call?: CallOptions): Promise<void>;
  /** `charger-mode` */
  changeChargerMode(serial: string, charger: string, mode: ChargerMode, call?: CallOptions): Promise<void>;
  /** `charger-current`; refused in a mode that ignores it. */
  changeChargerCurrent(serial: string, charger: string, currentA: number, call?: CallOptions): Promise<void>;
  /** `charger-phases` */
  changeChargerPhases(serial: string, charger: string, phases: 1 | 3, call?: CallOptions): Promise<void>;

  /** `timetable` */
  timetable(serial: string, call?: CallOptions): Promise<Timetable>;
  /** `timetable`; what is not named stays. */
  changeTimetable(serial: string, changes: Partial<Timetable>, call?: CallOptions): Promise<void>;
  /** `periodic-timetable` */
  periodicTimetable(serial: string, call?: CallOptions): Promise<PeriodicTimetable>;
  /** `periodic-timetable` */
  writePeriodicTimetable(serial: string, timetable: PeriodicTimetableWrite, call?: CallOptions): Promise<void>;

  /** `day-power`; `date` is `2026-06-17`. Newest first. */
  dayPower(serial: string, date: string, call?: CallOptions): Promise<readonly PowerSample[]>;
  /** `day-energy` */
  dayEnergy(serial: string, date: string, call?: CallOptions): Promise<DayEnergy>;
  /** `totals` */
  totals(serial: string, call?: CallOptions): Promise<Totals>;

  /** `household-limit`: the current of the house's main fuse, which the vendor calls a current setting. */
  householdLimitA(serial: string, call?: CallOptions): Promise<number | undefined>;
  /** `household-limit` */
  changeHouseholdLimit(serial: string, currentA: number, call?: CallOptions): Promise<void>;

  /** `binding`: the owner gets an e-mail with a code. */
  requestBindingCode(serial: string, checkCode: string, call?: CallOptions): Promise<void>;
  /** `binding` */
  bind(serial: string, code: string, call?: CallOptions): Promise<void>;
  /** `binding` */
  unbind(serial: string, call?: CallOptions): Promise<void>;
}
