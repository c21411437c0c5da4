import type { Instant } from "#domain";
import type { SimulatedHome } from "#driver-kit";

/** Things that happen in the house some time after the cloud was told, in the order in which it was told. */
export interface Later {
  do(delayMs: number, action: () => void): void;
  pending(): number;
}

export function createLater(home: SimulatedHome): Later {
  let queue: readonly { readonly at: Instant; readonly action: () => void }[] = [];
  home.onStep((at) => {
    if (queue.length === 0) return;
    const due = queue.filter((entry) => entry.at <= at);
    if (due.length === 0) return;
    queue = queue.filter((entry) => entry.at > at);
    for (const { action } of due) action();
  });
  return {
    do: (delayMs, action) => {
      const last = queue.at(-1)?.at ?? 0;
      queue = [...queue, { at: Math.max(last, home.at() + delayMs), action }];
    },
    pending: () => queue.length,
  };
}
