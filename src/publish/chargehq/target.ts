import { type HomeState, type Instant, minuteMs, ProblemError, secondMs } from "#domain";
import { defineTarget, type TargetConnection, type TargetContext } from "#driver-kit";
import type { CallOptions } from "#platform";
import { chargehqCalls } from "./calls.ts";
import { createChargehqClient, type Measurement } from "./client.ts";
import { type ChargehqConfig, chargehqConfig } from "./config.ts";
import { toMessage } from "./mapping.ts";
import { outageFromStart, outageSince } from "./outage.ts";
import { createSuddenZero } from "./sudden-zero.ts";
import { chargehqSummary, chargehqText } from "./text.ts";

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

/** An outage is told once and then repeated rarely: it is no news, and each push takes the place of one with values. */
const repeatOutageMs = 10 * minuteMs;

/** Who refuses three pushes in a row will refuse the fourth: it is asked rarely until its owner has put it right. */
const refusalsBeforePause = 3;
const pauseMs = 10 * minuteMs;
const longestPauseMs = 5 * minuteMs;

function createConnection(config: ChargehqConfig, context: TargetContext): TargetConnection {
  const { apiKey, url, language } = config;
  const { http, clock, log } = context;
  const everyMs = config.everyS * secondMs;
  const client = createChargehqClient({ apiKey, url, http, clock });
  const patience = createPatience(() => clock.now(), everyMs);
  const suddenZero = createSuddenZero();
  let outageToldAt: Instant | undefined;
  let isTaken = false;
  if (!looksLikeKey(apiKey.reveal()))
    log.warn("the ChargeHQ key does not look like one of today; a site id of older programs is none");

  const tellOutage = async (sentence: string | undefined, call: CallOptions) => {
    const isTold = outageToldAt !== undefined && clock.now() - outageToldAt < repeatOutageMs;
    if (sentence === undefined || isTold) return;
    await client.pushError(sentence, call);
    outageToldAt = clock.now();
    isTaken = false;
    log.info("ChargeHQ was told why there are no values", { error: sentence });
  };

  /** Once a minute is too much to read; the first one, and the first after trouble, is what people look for. */
  const tellOfPush = ({ siteMeters, measuredAt }: Measurement) => {
    const fields = { ...siteMeters, ...(measuredAt === undefined ? {} : { ageS: ageS(measuredAt, clock.now()) }) };
    if (isTaken) log.debug("pushed to ChargeHQ", fields);
    else log.info("ChargeHQ takes the values", fields);
    isTaken = true;
  };

  const tell = async (state: HomeState, call: CallOptions) => {
    const message = toMessage(state);
    switch (message.kind) {
      case "nothing":
        return tellOutage(outageFromStart(state, language), call);
      case "stale":
        return tellOutage(outageSince(message.since, state, language), call);
      case "measurement":
        if (suddenZero.isDoubtful(message.measurement.siteMeters, clock.now())) return;
        await client.push(message.measurement, call);
        outageToldAt = undefined;
        tellOfPush(message.measurement);
    }
  };

  return {
    pace: { everyMs },
    publish: (state, call) => patience.around(() => tell(state, call)),
    close: async () => {},
  };
}

function ageS(measuredAt: Instant, now: Instant): number {
  return Math.round((now - measuredAt) / secondMs);
}

/** Keys of today are GUIDs; it is told, not refused, since the vendor promises nothing about their form. */
function looksLikeKey(apiKey: string): boolean {
  return /^\{?[0-9a-f]{8}(?:-?[0-9a-f]{4}){3}-?[0-9a-f]{12}\}?$/i.test(apiKey);
}

/** Adds to refusals when to come again. */
function createPatience(now: () => Instant, everyMs: number) {
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
