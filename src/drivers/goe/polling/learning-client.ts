import type { Instant } from "#domain";
import type { CallOptions, Clock } from "#platform";
import type { GoeClient, GoeReport } from "../client.ts";
import type { GoeValues } from "../transport.ts";

export interface Lessons {
  learn(values: GoeValues, at: Instant): void;
  /** Something was written; whether all of it was taken is not known. */
  onWritten(keys: readonly string[]): void;
}

/** The same client for whoever steers: what it reads back is learned, and what it writes is noticed. */
export function createLearningClient(client: GoeClient, clock: Clock, { learn, onWritten }: Lessons): GoeClient {
  const report = async (keys?: readonly string[], call?: CallOptions): Promise<GoeReport> => {
    const answer = await client.report(keys, call);
    learn(answer.values, Math.min(answer.at ?? clock.now(), clock.now()));
    return answer;
  };
  const noticed = async (values: GoeValues, write: Promise<void>): Promise<void> => {
    try {
      await write;
    } finally {
      onWritten(Object.keys(values));
    }
  };
  return {
    ...client,
    report,
    status: async (keys, call) => (await report(keys, call)).values,
    set: (values, options) => noticed(values, client.set(values, options)),
    setAndConfirm: (values, options) => noticed(values, client.setAndConfirm(values, options)),
  };
}
