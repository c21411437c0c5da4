import type { Instant, Triple } from "#domain";
import type { ChargingPile } from "./charging-pile.ts";

/** One energy system as the two unofficial interfaces show and change it. */
export interface ShownPlant {
  readonly serial: string;
  /** The account's own number of the system, which only the old interface uses. */
  readonly systemId: string;
  readonly nature: PlantNature;
  readonly piles: readonly ChargingPile[];
  /** The newest upload; undefined where this system tells no live values. */
  powers(): PlantPowers | undefined;
  energies(): DayEnergies;
  /** Undefined for days of which nothing is kept. */
  energiesOf(date: string): PlantEnergies | undefined;
  /** Rows of a day, five minutes apart, newest first. */
  history(date: string): readonly { readonly time: string; readonly powers: PlantPowers }[];
  /** Whether anybody is let at the battery; where not, it is named and tells nothing. */
  readonly hasOpenBattery: boolean;
  batteryRules(): BatteryRules;
  changeBatteryRules(change: Partial<BatteryRules>): void;
  /** Household limit, in the app "EV current". */
  houseLimitA(): number;
  changeHouseLimit(currentA: number): void;
}

export interface PlantNature {
  readonly inverterModel: string;
  readonly batteryModel: string;
  readonly emsVersion: string;
  readonly solarKw: number;
  readonly inverterKw: number;
  readonly batteryKwh: number;
}

/** Signs as the maker has them: battery + gives, grid + draws. */
export interface PlantPowers {
  readonly at: Instant;
  readonly solarW: number;
  readonly batteryW: number;
  readonly gridW: number;
  readonly gridPhasesW: Triple;
  readonly inverterPhasesW: Triple;
  readonly socPercent: number;
  /** One for each pile. */
  readonly pilesW: readonly number[];
}

/** Today's and all, in kWh. */
export interface DayEnergies {
  readonly today: PlantEnergies;
  readonly total: PlantEnergies;
}

export interface PlantEnergies {
  readonly solar: number;
  readonly imported: number;
  readonly exported: number;
  readonly charged: number;
  readonly discharged: number;
  readonly consumed: number;
}

export interface BatteryRules {
  /** Discharge cut-off and charge stop. */
  readonly minPercent: number;
  readonly maxPercent: number;
  readonly isGridCharging: boolean;
  readonly isDischargeTimed: boolean;
  /** `HH:mm` from and until, twice; equal times are off. */
  readonly chargeTimes: TimePair;
  readonly dischargeTimes: TimePair;
}

export type TimePair = readonly [TimeSpan, TimeSpan];

export interface TimeSpan {
  readonly from: string;
  readonly until: string;
}
