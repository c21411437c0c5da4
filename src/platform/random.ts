/** A source of chance that can be repeated: the same seed gives the same numbers. */
export interface Random {
  /** Evenly in [0, 1). */
  next(): number;
  /** Evenly in [low, high). */
  between(low: number, high: number): number;
  /** Normally distributed around 0 with deviation 1. */
  normal(): number;
}

/** mulberry32: 32 bits of state, fast, and good enough for clouds and jitter (never for secrets). */
export function createRandom(seed: number): Random {
  // Kept a signed 32-bit integer: the engine holds those without allocating, and physics draws several a step.
  let state = seed | 0;
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  return {
    next,
    between: (low, high) => low + (high - low) * next(),
    normal: () => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next()),
  };
}
