import type { DriverContext, Poll } from "#driver-kit";
import type { GoeClient } from "../client.ts";
import type { GoeWay } from "../transport-ways.ts";
import { createAfterWrite } from "./after-write.ts";
import { createHibernation } from "./hibernation.ts";
import type { KnownValues } from "./known-values.ts";
import { createLearningClient } from "./learning-client.ts";
import { createPolls, isTelling } from "./polls.ts";

export interface PollingOptions {
  readonly client: GoeClient;
  readonly via: GoeWay["via"];
  readonly known: KnownValues;
  readonly configurationEveryMs: number;
  readonly context: DriverContext;
}

/** How closely a charger is looked at, and who has to know of it. */
export interface Polling {
  readonly polls: readonly Poll[];
  /** The client for whoever steers: writes wake the polling, and what is read back is known. */
  readonly steering: GoeClient;
  close(): void;
}

/** The cloud passes a setting on within seconds. */
const settleMs: Readonly<Record<GoeWay["via"], number>> = {
  local: 3_000,
  websocket: 3_000,
  mqtt: 3_000,
  cloud: 10_000,
};

/** What is worth a look at once when the charger tells it unasked. */
const news = ["car", "err"];

export function createPolling({ client, via, known, configurationEveryMs, context }: PollingOptions): Polling {
  const { clock, pollSoon } = context;
  const hibernation = createHibernation(clock);
  const afterWrite = createAfterWrite({
    clock,
    settleMs: settleMs[via],
    readAgain: () => pollSoon?.(isTelling(via) ? "values" : "configuration"),
  });
  client.onTold?.((key) => {
    if (news.includes(key)) pollSoon?.("charging");
  });
  return {
    polls: createPolls({
      ...{ client, via, known, hibernation, configurationEveryMs, context },
      onConfigurationRead: afterWrite.noteRead,
    }),
    steering: createLearningClient(client, clock, {
      learn: known.learn,
      onWritten: (keys) => {
        if (hibernation.isAsleep()) pollSoon?.("charging");
        hibernation.stir();
        afterWrite.onWritten(keys);
      },
    }),
    close: afterWrite.close,
  };
}
