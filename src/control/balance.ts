import { hourMs, minuteMs } from "#domain";
import type { ChargerView, HouseView } from "./house-view.ts";
import type { BalanceMemory, ControlMemory } from "./memory.ts";
import { stepDown } from "./setting.ts";
import { lendableW } from "./sharing.ts";
import { type Wish, wishOf } from "./wish.ts";

/** What a new sample shows of the cars' part, of what they drew of it, and of what batteries charged beyond theirs. */
export interface SharedSun {
  readonly sunW: number;
  readonly drawnW: number;
  readonly extraW: number;
  readonly elapsedMs: number;
}

/** Within this a battery evens out sun and draw by itself, and nobody is owed anything. */
const madeUpEveryMs = 5 * minuteMs;
/** Soon enough for a day's split to come out right, slow enough for the car not to swing. */
const paidBackWithinMs = 30 * minuteMs;
/** What could not be given back for so long is let go. */
const mostOwedWh = 1_500;
/** A gap between two samples says nothing about the sun in between. */
const longestGapMs = 10 * minuteMs;

/**
 * A car cannot always take its part: it has a minimum, it waits before it starts, it hears of the sun late. What it has
 * missed went into the batteries; the cars get it back out of the batteries' later part, never out of what is stored.
 */
export function balance(
  before: BalanceMemory | undefined,
  sun: SharedSun,
  house: HouseView,
  memory: ControlMemory,
): BalanceMemory | undefined {
  const cars = sunnyCars(house, memory);
  const lentAtMostW = lendableW(house, memory);
  if (cars.length === 0 || lentAtMostW === undefined) return undefined;
  const hours = Math.min(Math.max(sun.elapsedMs, 0), longestGapMs) / hourMs;
  const account = {
    owedWh: before?.owedWh ?? 0,
    sunWh: (before?.sunWh ?? 0) + sun.sunW * hours,
    drawnWh: (before?.drawnWh ?? 0) + sun.drawnW * hours,
    extraWh: (before?.extraWh ?? 0) + sun.extraW * hours,
    openForMs: (before?.openForMs ?? 0) + hours * hourMs,
  };
  const made = account.openForMs < madeUpEveryMs ? account : makeUp(account, cars, house);
  // More than they could give back within an hour is not kept, or nothing would be left of a battery's part.
  const owedWh = Math.max(0, Math.min(made.owedWh, mostOwedWh, lentAtMostW));
  const paidW = Math.min((owedWh * hourMs) / paidBackWithinMs, lentAtMostW);
  return { ...made, owedWh: Math.round(owedWh), paidW: Math.round(paidW) };
}

type Account = Omit<BalanceMemory, "paidW">;

function makeUp({ owedWh, sunWh, drawnWh, extraWh, openForMs }: Account, cars: readonly SunnyCar[], house: HouseView) {
  const hours = openForMs / hourMs;
  const usableWh = usableW(sunWh / hours, cars, house.voltageV) * hours;
  const missedWh = Math.max(0, Math.min(usableWh - drawnWh, extraWh));
  const lentWh = Math.max(0, Math.min(drawnWh - Math.max(0, sunWh), -extraWh));
  const givenBackWh = Math.max(0, Math.min(drawnWh, sunWh) - usableWh);
  const nextWh = owedWh + missedWh - lentWh - givenBackWh;
  return { owedWh: nextWh, sunWh: 0, drawnWh: 0, extraWh: 0, openForMs: 0 };
}

interface SunnyCar {
  readonly charger: ChargerView;
  readonly wish: Wish;
}

/** Nothing is owed to a car that is not there, is full, or is not to live on the sun. */
function sunnyCars(house: HouseView, memory: ControlMemory): SunnyCar[] {
  const cars = house.chargers.map((charger) => ({ charger, wish: wishOf(charger, memory, house) }));
  return cars.filter(({ charger: { isFresh, reading }, wish: { mode, stoppedUntil } }) => {
    const isThere = isFresh && reading?.isFull !== true && (reading?.status === "B" || reading?.status === "C");
    return isThere && stoppedUntil === undefined && (mode === "solar" || mode === "solar+min");
  });
}

/** What the cars together can turn this much of the sun into, by the steps of their chargers. */
function usableW(sunW: number, cars: readonly SunnyCar[], voltageV: number): number {
  let leftW = sunW;
  for (const { charger, wish } of cars) {
    // A car that may charge and takes nothing has its own reasons.
    if (charger.reading?.status === "B" && charger.reading.isAllowed) continue;
    let mostW = 0;
    for (const phases of wish.phases) {
      const currentA = Math.min(wish.maxCurrentA, stepDown(leftW / (voltageV * phases), charger.limits.stepA));
      if (currentA >= wish.minCurrentA) mostW = Math.max(mostW, currentA * phases * voltageV);
    }
    leftW -= mostW;
  }
  return sunW - leftW;
}
