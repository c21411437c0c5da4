import { dayMs, hourMs, type Instant } from "#domain";
import type { EmulatorContext } from "#driver-kit";
import type { Channel } from "./channels.ts";

/** What the device has written down: an entry every five seconds with sums that only grow. */
export interface DataLog {
  /** From when on there is anything. */
  since(): Instant;
  /** Mean of a channel from one instant to another; nothing where the log does not cover it. */
  mean(channel: number, from: Instant, until: Instant): number | undefined;
}

interface Entry {
  readonly at: Instant;
  /** Value times seconds since the beginning, by channel. */
  readonly sums: readonly number[];
}

export const stepMs = 5_000;
const keptMs = dayMs;
const beforeMs = 10 * 60_000;

export function createDataLog({ home, faults }: EmulatorContext, channels: readonly Channel[]): DataLog {
  let sums = channels.map(() => 0);
  const beginsAt = floorToStep(home.at());
  // It was at work before anybody asked, in a house that stood like this.
  const before = channels.map((channel) => -channel.read() * (beforeMs / 1_000));
  let entries: Entry[] = [
    { at: beginsAt - beforeMs, sums: before },
    { at: beginsAt, sums },
  ];

  home.onStep((at) => {
    sums = sums.map((sum, index) => sum + (channels[index]?.read() ?? 0));
    const end = floorToStep(at + 1_000);
    // While it cannot write, the device forgets what it measures.
    if (end <= (entries.at(-1)?.at ?? 0) || faults.isActive("stale-values")) return;
    entries.push({ at: end, sums });
    const oldest = entries[0]?.at ?? end;
    if (end - oldest > keptMs + hourMs) entries = entries.filter((entry) => end - entry.at <= keptMs);
  });

  /** The entry at an instant, or the one before it. */
  const find = (at: Instant): Entry | undefined => {
    let low = 0;
    let high = entries.length - 1;
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if ((entries[middle]?.at ?? 0) <= at) low = middle;
      else high = middle - 1;
    }
    const found = entries[low];
    return found !== undefined && found.at <= at ? found : undefined;
  };

  return {
    since: () => entries[0]?.at ?? 0,
    mean: (channel, from, until) => {
      const first = find(from);
      const last = find(until);
      if (first === undefined || last === undefined || last.at <= first.at) return undefined;
      const seconds = (last.at - first.at) / 1_000;
      return ((last.sums[channel] ?? 0) - (first.sums[channel] ?? 0)) / seconds;
    },
  };
}

function floorToStep(at: Instant): Instant {
  return Math.floor(at / stepMs) * stepMs;
}
