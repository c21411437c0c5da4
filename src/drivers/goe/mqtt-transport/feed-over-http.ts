import { type Json, ProblemError } from "#domain";
import type { CallOptions, Clock } from "#platform/for-clients";
import { missingFrom, shownPowers } from "../client-confirmation.ts";
import type { GoeAnswer, GoeTransport, GoeValues, GoeWriteResult } from "../transport.ts";

/** A charger that takes the powers shows them in its next second. */
const shows = { withinMs: 2_500, lookEveryMs: 500 };
/** What makes a charger hear again, its restart, is not told to us; so MQTT is tried once in a while. */
const tryAgainAfterMs = 10 * 60_000;

/**
 * After a restart of the broker some firmware answers "success" to powers over MQTT and takes none of them, until the
 * charger itself is restarted. Where its local address is known as well, they go there.
 */
export function withFeedOverHttp(mqtt: GoeTransport, local: GoeTransport, clock: Clock): GoeTransport {
  let isDeafUntilMs = Number.NEGATIVE_INFINITY;

  const isShown = async (powers: GoeValues, call: CallOptions): Promise<boolean> => {
    const keys = shownPowers.map(([, key]) => key);
    const endsAtMs = clock.steadyMs() + shows.withinMs;
    while (clock.steadyMs() < endsAtMs) {
      await clock.sleep(shows.lookEveryMs, call.signal);
      if (missingFrom(powers, (await mqtt.read(keys, call)).values) === undefined) return true;
    }
    return missingFrom(powers, (await local.read(keys, call)).values) === undefined;
  };

  const feedOverMqtt = async (powers: GoeValues, call: CallOptions): Promise<GoeWriteResult | undefined> => {
    try {
      const result = await mqtt.write(powers, call);
      const isRefused = Object.values(result).some((said) => said !== true);
      return isRefused || (await isShown(powers, call)) ? result : undefined;
    } catch (error) {
      if (error instanceof ProblemError && error.problem.kind === "unreachable") return undefined;
      throw error;
    }
  };

  const feed = async (powers: GoeValues, call: CallOptions): Promise<GoeWriteResult> => {
    if (clock.steadyMs() >= isDeafUntilMs) {
      const result = await feedOverMqtt(powers, call);
      if (result !== undefined) return result;
    }
    // Set anew only by a success: where HTTP fails as well, the next round begins with MQTT again.
    const until = Math.max(isDeafUntilMs, clock.steadyMs() + tryAgainAfterMs);
    isDeafUntilMs = Number.NEGATIVE_INFINITY;
    const result = await local.write(powers, call);
    isDeafUntilMs = until;
    return result;
  };

  return {
    ...mqtt,
    write: async (values, call) => {
      const { ids, ...others } = values;
      const result = Object.keys(others).length === 0 ? {} : await mqtt.write(others, call);
      return ids === undefined ? result : { ...result, ...(await feed({ ids }, call)) };
    },
    read: async (keys, call): Promise<GoeAnswer> => {
      const answer = await mqtt.read(keys, call);
      const untold = shownPowers.flatMap(([, key]) => (keys?.includes(key) && !(key in answer.values) ? [key] : []));
      if (untold.length === 0) return answer;
      const more: Readonly<Record<string, Json>> = (await local.read(untold, call)).values;
      return { ...answer, values: { ...answer.values, ...more } };
    },
  };
}
