import { type Instant, minuteMs, secondMs } from "#domain";
import type { EmulatorContext } from "#driver-kit";
import type { ChargingPile } from "./charging-pile.ts";
import type { DayEnergies, PlantEnergies, PlantPowers } from "./shown-plant.ts";
import { localStamp } from "./wall-time.ts";

/** A row of the history of a day. */
export interface HistoryRow {
  readonly time: string;
  readonly powers: PlantPowers;
}

export interface DayOfEnergy {
  readonly energies: PlantEnergies;
  readonly pilesKwh: number;
}

/** What the cloud has of the system's measurements. */
export interface Telemetry {
  powers(): PlantPowers;
  energies(): DayEnergies;
  /** Undefined for days of which nothing is kept. */
  energiesOf(date: string): DayOfEnergy | undefined;
  history(date: string): readonly HistoryRow[];
}

const uploadEveryMs = 10 * secondMs;
const historyEveryMs = 5 * minuteMs;
const keptRows = 2 * 288;

export function createTelemetry(
  context: EmulatorContext,
  piles: readonly ChargingPile[],
  inverterId?: string,
): Telemetry {
  const { home, faults } = context;
  const today = () => localStamp(home.at(), home.timeZone).slice(0, 10);
  const rows: HistoryRow[] = [];
  const days = new Map<string, DayOfEnergy>();
  const take = (): PlantPowers => powersOf(context, piles, inverterId);
  const count = () => ({ energies: countersOf(context, inverterId), pilesKwh: pilesKwh(context) });
  let powers = take();
  let date = today();
  let dayStart = count();
  let nextUploadAt = home.at() + uploadEveryMs;
  let nextRowAt = home.at();

  const tick = (at: Instant) => {
    if (at < nextUploadAt) return;
    nextUploadAt = at + uploadEveryMs;
    if (faults.isActive("stale-values")) return;
    powers = take();
    const now = today();
    if (now !== date) {
      days.set(date, since(dayStart, count()));
      date = now;
      dayStart = count();
    }
    if (at < nextRowAt) return;
    nextRowAt = at + historyEveryMs;
    rows.unshift({ time: localStamp(powers.at, home.timeZone), powers });
    rows.length = Math.min(rows.length, keptRows);
  };
  rows.push({ time: localStamp(powers.at, home.timeZone), powers });
  home.onStep(tick);

  return {
    powers: () => powers,
    energies: () => ({ today: since(dayStart, count()).energies, total: count().energies }),
    energiesOf: (asked) => (asked === date ? since(dayStart, count()) : days.get(asked)),
    history: (asked) => rows.filter(({ time }) => time.startsWith(asked)),
  };
}

/** No house is so still that its meter tells the same to the digit twice; two watts, from nothing but the time. */
function noiseW(at: Instant): number {
  return (((Math.floor(at / uploadEveryMs) * 7_919) % 41) - 20) / 10;
}

/** The inverter's losses are booked where the power comes from, so that load = sun + battery + grid, as in all captures. */
function powersOf({ home }: EmulatorContext, piles: readonly ChargingPile[], inverterId?: string): PlantPowers {
  const { solarW, acW, battery } = home.inverter(inverterId);
  const batteryW = battery?.powerW ?? 0;
  const lossW = solarW + batteryW - acW;
  const isSunny = solarW > lossW;
  return {
    at: home.at(),
    solarW: isSunny ? solarW - lossW : 0,
    batteryW: isSunny ? batteryW : acW,
    gridW: home.meter.powerW + noiseW(home.at()),
    gridPhasesW: home.meter.phasePowerW,
    inverterPhasesW: [acW / 3, acW / 3, acW / 3],
    socPercent: battery?.socPercent ?? 0,
    pilesW: piles.map((pile) => pile.powerW()),
  };
}

function countersOf({ home }: EmulatorContext, inverterId?: string): PlantEnergies {
  const { solarWh, battery } = home.inverter(inverterId);
  return {
    solar: solarWh / 1000,
    imported: home.meter.importWh / 1000,
    exported: home.meter.exportWh / 1000,
    charged: (battery?.chargedWh ?? 0) / 1000,
    discharged: (battery?.dischargedWh ?? 0) / 1000,
    consumed: home.load.siteWh / 1000,
  };
}

function pilesKwh({ home }: EmulatorContext): number {
  return home.wallboxIds().reduce((sum, id) => sum + home.wallbox(id).energyWh, 0) / 1000;
}

function since(start: DayOfEnergy, now: DayOfEnergy): DayOfEnergy {
  const [was, is] = [start.energies, now.energies];
  return {
    energies: {
      solar: is.solar - was.solar,
      imported: is.imported - was.imported,
      exported: is.exported - was.exported,
      charged: is.charged - was.charged,
      discharged: is.discharged - was.discharged,
      consumed: is.consumed - was.consumed,
    },
    pilesKwh: now.pilesKwh - start.pilesKwh,
  };
}
