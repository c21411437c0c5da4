import { fail, ProblemError, secondMs } from "#domain";
import type { Clock } from "#platform";

/** A write travels cloud, data logger, inverter; usually it is there with the first look. */
const looksAfterMs = [1 * secondMs, 4 * secondMs, 10 * secondMs];

export interface ReadBack<T> {
  readonly what: string;
  readonly wanted: string;
  read(): Promise<T>;
  isThere(state: T): boolean;
  show(state: T): string;
}

/** What the inverter says after a write, once it says what was written; fails where it never does. */
export async function readBack<T>(clock: Clock, back: ReadBack<T>): Promise<T> {
  let found: T | undefined;
  for (const waitMs of looksAfterMs) {
    await clock.sleep(waitMs);
    found = await look(back);
    if (found !== undefined && back.isThere(found)) return found;
  }
  const { what, wanted } = back;
  if (found === undefined) throw fail("unreachable", "foxess.not-confirmed", { facts: { what, wanted } });
  throw fail("refused", "foxess.not-taken", { facts: { what, wanted, found: back.show(found) } });
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
