import { type Instant, minuteMs } from "#domain";
import type { ForesightMemory, SurplusMemory } from "./memory.ts";

export interface SurplusSample {
  readonly powerW: number;
  readonly at: Instant;
  readonly seenAt: Instant;
}

/** The first follows every value, the last rides out a sky of broken clouds. */
const meansOverMs = [0, 2 * minuteMs, 8 * minuteMs];
/** What was wrong longer ago says little about the present sky. */
const forgottenAfterMs = 20 * minuteMs;
/** At first the value itself is believed: a mean has to show that it is better. */
const firstMissesW2 = meansOverMs.map((overMs) => (overMs === 0 ? 0 : 500 ** 2));
/** A house is not steadier than this; below it all guesses are equally good. */
const alwaysWrongByW = 50;

/**
 * A slow cloud's value is about a sun that has gone on by the time anybody can act on it: under clouds that come and go
 * within minutes, who follows it is wrong twice. Which mean foresees best shows itself, with any meter under any sky, by
 * comparing each with the next value that is true after the moment at which it could be used.
 */
export function foresee(
  before: ForesightMemory | undefined,
  lastAt: Instant | undefined,
  { powerW, at, seenAt }: SurplusSample,
): ForesightMemory {
  if (before === undefined || lastAt === undefined) {
    return { guessesW: meansOverMs.map(() => whole(powerW)), missesW2: firstMissesW2 };
  }
  const guessesW = meansOverMs.map((overMs, index) =>
    whole(drawn(before.guessesW[index] ?? powerW, powerW, at - lastAt, overMs)),
  );
  const { missesW2, tested } = before;
  if (tested === undefined) return { guessesW, missesW2, tested: { from: seenAt, guessesW } };
  if (at < tested.from) return { guessesW, missesW2, tested };
  const missed = missesW2.map((missW2, index) => {
    const missW = powerW - (tested.guessesW[index] ?? powerW);
    return whole(drawn(missW2, missW * missW, seenAt - tested.from, forgottenAfterMs));
  });
  return { guessesW, missesW2: missed, tested: { from: seenAt, guessesW } };
}

/** The sun left over until the next value comes, with what the batteries give back of it. */
export function expectedW(surplus: SurplusMemory | undefined): number {
  if (surplus === undefined) return 0;
  const { foresight, balance, valueW } = surplus;
  return (foresight === undefined ? valueW : foreseenW(foresight)) + (balance?.paidW ?? 0);
}

/** The guesses' mean, in which each weighs the less the more it has been wrong. */
function foreseenW({ guessesW, missesW2 }: ForesightMemory): number {
  let [sumW, weights] = [0, 0];
  guessesW.forEach((guessW, index) => {
    const missW2 = (missesW2[index] ?? 0) + alwaysWrongByW ** 2;
    const weight = missW2 ** -2;
    sumW += guessW * weight;
    weights += weight;
  });
  return whole(sumW / weights);
}

/** A mean, drawn towards a new value as far as so much time allows. */
function drawn(mean: number, value: number, elapsedMs: number, overMs: number): number {
  return overMs === 0 ? value : value + (mean - value) * Math.exp(-Math.max(0, elapsedMs) / overMs);
}

/** Memory is stored as text, which knows no negative zero. */
function whole(value: number): number {
  return Math.round(value) + 0;
}
