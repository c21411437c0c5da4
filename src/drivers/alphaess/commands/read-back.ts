import { fail, minuteMs, ProblemError, secondMs } from "#domain";
import type { Clock } from "#platform";

/** Mostly the cloud shows a write at once; some systems show it only when the inverter has fetched it. */
const looksAfterMs = [0, 10 * secondMs, 50 * secondMs, 2 * minuteMs, 3 * minuteMs];

export interface ReadBack<T> {
  readonly what: string;
  readonly wanted: string;
  /** How long after one another to look; some minutes in all when missing. */
  readonly looksAfterMs?: readonly number[];
  read(): Promise<T>;
  isThere(state: T): boolean;
  show(state: T): string;
}

/** What the cloud says after a write, once it says what was written; fails where it never does. */
export async function readBack<T>(clock: Clock, back: ReadBack<T>): Promise<T> {
  let found: T | undefined;
  for (const waitMs of back.looksAfterMs ?? looksAfterMs) {
    await clock.sleep(waitMs);
    found = await look(back);
    if (found !== undefined && back.isThere(found)) return found;
  }
  const { what, wanted } = back;
  if (found === undefined) throw fail("unreachable", "alphaess.unconfirmed", { facts: { what, wanted } });
  throw fail("refused", "alphaess.unmoved", { facts: { what, wanted, found: back.show(found) } });
}

/** The write is done: a cloud that stumbles over one look is asked again. */
async function look<T>({ read }: ReadBack<T>): Promise<T | undefined> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof ProblemError && error.problem.isRetryable) return undefined;
    throw error;
  }
}
