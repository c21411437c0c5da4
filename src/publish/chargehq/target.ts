import { type HomeState, type Instant, minuteMs, ProblemError } from "#domain";
import { defineTarget, type TargetConnection, type TargetContext } from "#driver-kit";
import type { CallOptions } from "#platform";
import { chargehqCalls } from "./calls.ts";
import { createChargehqClient } from "./client.ts";
import { type ChargehqConfig, chargehqConfig } from "./config.ts";
import { toMessage } from "./mapping.ts";
import { chargehqSummary, chargehqText, staleSince } from "./text.ts";

/** ChargeHQ steers cars by what a site produces and consumes; it only listens, and has nothing to tell us. */
export const chargehqTarget = defineTarget<ChargehqConfig>({
  id: "chargehq",
  label: "ChargeHQ",
  summary: chargehqSummary,
  config: chargehqConfig,
  calls: chargehqCalls,
  text: chargehqText,
  identify: ({ apiKey }) => ({ account: apiKey.reveal() }),
  connect: async (config, context) => createConnection(config, context),
});

const everyMs = minuteMs;

/** An outage is told once and then repeated rarely: it is no news, and each push takes the place of one with values. */
const repeatStaleMs = 10 * minuteMs;

/** Who refuses three pushes in a row will refuse the fourth: it is asked rarely until its owner has put it right. */
const refusalsBeforePause = 3;
const pauseMs = 10 * minuteMs;
const longestPauseMs = 5 * minuteMs;

function createConnection({ apiKey, url, language }: ChargehqConfig, context: TargetContext): TargetConnection {
  const { http, clock } = context;
  const client = createChargehqClient({ apiKey, url, http, clock });
  const patience = createPatience(() => clock.now());
  let staleToldAt: Instant | undefined;

  const tell = async (state: HomeState, call: CallOptions) => {
    const message = toMessage(state);
    switch (message.kind) {
      case "nothing":
        return;
      case "measurement":
        await client.push(message.measurement, call);
        staleToldAt = undefined;
        return;
      case "stale":
        if (staleToldAt !== undefined && clock.now() - staleToldAt < repeatStaleMs) return;
        await client.pushError(staleSince(message.since, state.home.timeZone, language), call);
        staleToldAt = clock.now();
    }
  };

  return {
    pace: { everyMs },
    publish: (state, call) => patience.around(() => tell(state, call)),
    close: async () => {},
  };
}

/** Adds to refusals when to come again. */
function createPatience(now: () => Instant) {
  let refusals = 0;
  let limits = 0;
  const waiting = ({ problem }: ProblemError): Instant | undefined => {
    if (problem.kind === "rate-limited" && problem.retryAt !== undefined) {
      limits += 1;
      return Math.max(problem.retryAt, now() + Math.min(longestPauseMs, everyMs * 2 ** (limits - 1)));
    }
    if (problem.kind !== "auth" && problem.kind !== "refused") return problem.retryAt;
    refusals += 1;
    return refusals < refusalsBeforePause ? problem.retryAt : now() + pauseMs;
  };
  return {
    around: async (work: () => Promise<void>): Promise<void> => {
      try {
        await work();
        refusals = 0;
        limits = 0;
      } catch (error) {
        const retryAt = error instanceof ProblemError ? waiting(error) : undefined;
        if (!(error instanceof ProblemError) || retryAt === undefined) throw error;
        throw new ProblemError({ ...error.problem, retryAt }, error);
      }
    },
  };
}
