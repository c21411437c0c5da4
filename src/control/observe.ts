import { type Instant, minuteMs, secondMs } from "#domain";
import { balance } from "./balance.ts";
import { foresee } from "./foresight.ts";
import type { ChargerView, HouseView } from "./house-view.ts";
import type { ChargerMemory, ControlMemory, SurplusMemory } from "./memory.ts";
import { batteryClaim, observeAppetites } from "./sharing.ts";

/** Long enough to look back to the moment of the slowest cloud's sample. */
const drawsKeptMs = 12 * minuteMs;
const drawsKept = 40;
/** While a car follows a new setting, its own reading and the grid's are from different moments of the ramp. */
const settlingMs = 10 * secondMs;
const settlingAtMostMs = minuteMs;
const sameBeforeMs = 30 * secondMs;
const firstPeriodMs = minuteMs;

/** Writes into memory what this snapshot shows of the chargers' draws and the sun left over, before any rule looks. */
export function observe(house: HouseView, memory: ControlMemory): ControlMemory {
  const chargers: Record<string, ChargerMemory> = { ...memory.chargers };
  for (const charger of house.chargers) {
    const before = chargers[charger.id] ?? {};
    const draws = recordDraw(before.draws, charger, house.now);
    if (draws !== before.draws) chargers[charger.id] = { ...before, draws };
  }
  const noted = { ...memory, chargers };
  const isNews = house.gridW !== undefined && house.gridW.at !== memory.surplus?.gridAt;
  const seen = isNews ? observeAppetites(house, noted, house.gridW.value) : noted;
  const claimW = batteryClaim(house, seen);
  if (house.gridW === undefined || claimW === undefined) {
    return { ...seen, blindSince: memory.blindSince ?? blindFrom(memory, house.now) };
  }
  return { ...seen, surplus: estimate(house, seen, house.gridW.value, house.gridW.at, claimW), blindSince: undefined };
}

/** A meter that falls silent was last alive at its last sample; one never heard of is counted from now. */
function blindFrom({ surplus }: ControlMemory, now: Instant): Instant {
  return surplus === undefined ? now : Math.min(surplus.seenAt, now);
}

/**
 * Surplus without our own chargers at the moment of the grid's sample. Adding the present draw instead would count the
 * same error again with every decision between two samples of a slow meter.
 */
function estimate(
  house: HouseView,
  memory: ControlMemory,
  gridW: number,
  sampledAt: Instant,
  claimW: number,
): SurplusMemory {
  const gridAt = Math.min(sampledAt, house.now);
  const last = memory.surplus;
  if (last !== undefined && last.gridAt === gridAt) return last;
  const pace = { gridAt, seenAt: house.now, periodMs: nextPeriod(last, house.now) };
  if (last !== undefined && house.now - last.valuedAt < settlingAtMostMs && isSettling(house, memory, gridAt)) {
    return { ...last, ...pace };
  }
  const drawnW = ownDrawAt(house, memory, gridAt);
  const valueW = drawnW - gridW + claimW;
  const shared = { sunW: valueW, drawnW, extraW: claimW, elapsedMs: gridAt - (last?.gridAt ?? gridAt) };
  const account = balance(last?.balance, shared, house, memory);
  const foresight = foresee(last?.foresight, last?.gridAt, { powerW: valueW, at: gridAt, seenAt: house.now });
  return { ...pace, valueW, foresight, ...(account && { balance: account }), valuedAt: house.now };
}

/** A charger that does not answer counts as part of the house: less sun left over, never more. */
export function ownDrawAt(house: HouseView, memory: ControlMemory, at: Instant): number {
  let ownW = 0;
  for (const { id, isFresh } of house.chargers) ownW += isFresh ? (drawAt(memory.chargers[id]?.draws, at) ?? 0) : 0;
  return ownW;
}

function nextPeriod(last: SurplusMemory | undefined, now: Instant): number {
  if (last === undefined) return firstPeriodMs;
  const gapMs = Math.min(Math.max(now - last.seenAt, secondMs), 10 * minuteMs);
  return last.periodMs === firstPeriodMs ? gapMs : Math.round((gapMs + last.periodMs) / 2);
}

function isSettling(house: HouseView, memory: ControlMemory, gridAt: Instant): boolean {
  return house.chargers.some(({ id }) => {
    const sent = memory.chargers[id]?.sent;
    return sent !== undefined && gridAt >= sent.at && gridAt < sent.at + settlingMs;
  });
}

function recordDraw(draws: readonly number[] | undefined, charger: ChargerView, now: Instant) {
  if (charger.drawW === undefined || charger.reading === undefined) return draws;
  const at = Math.min(charger.reading.at, now);
  const drawW = Math.round(charger.drawW);
  if (draws === undefined || draws.length === 0) return [at, drawW];
  const lastAt = draws[draws.length - 2] ?? 0;
  const lastW = draws[draws.length - 1] ?? 0;
  if (at <= lastAt || Math.abs(drawW - lastW) <= Math.max(25, lastW * 0.01)) return draws;
  return trimDraws([...draws, at, drawW], now);
}

/** The oldest pair kept may be older than the limit: it tells the power at the beginning of the window. */
function trimDraws(draws: readonly number[], now: Instant): readonly number[] {
  let first = Math.max(0, draws.length - 2 * drawsKept);
  while (first + 2 < draws.length && (draws[first + 2] ?? now) < now - drawsKeptMs) first += 2;
  return first === 0 ? draws : draws.slice(first);
}

/**
 * What a charger drew at an instant. Shortly before the first record it is taken to have drawn the same; of earlier
 * moments nothing is known, and a draw made up for them would make up sun as well.
 */
export function drawAt(draws: readonly number[] | undefined, at: Instant): number | undefined {
  if (draws === undefined || draws.length === 0) return undefined;
  for (let index = draws.length - 2; index >= 0; index -= 2) {
    if ((draws[index] ?? 0) <= at) return draws[index + 1];
  }
  return at >= (draws[0] ?? 0) - sameBeforeMs ? draws[1] : undefined;
}

/** Whether the sun left over is known now; without it nothing may be treated as zero. */
export function isBlind({ blindSince, surplus }: ControlMemory): boolean {
  return blindSince !== undefined || surplus === undefined;
}
