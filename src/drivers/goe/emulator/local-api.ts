import type { EmulatorContext } from "#driver-kit";
import type { ServerReply, ServerRequest } from "#platform";
import { filtered, json, plain, rawWrites } from "./answers.ts";
import type { EmulatedCharger } from "./charger.ts";
import type { Profile } from "./profiles.ts";

export const lockText = "couldn't take api lock in 3s, please try again later";

const longestHealthyFilter = 30;
const hangsAfterMs = 86_400_000;
/** How long one answer keeps the only connection busy that the `one-connection` quirk leaves. */
const busyForMs = 300;

const hang: ServerReply = { status: 200, body: "", misbehaviour: "hang" };
const reset: ServerReply = { status: 200, body: "", misbehaviour: "reset" };

/** The HTTP API v2 that the charger serves itself. */
export function createLocalApi(charger: EmulatedCharger, profile: Profile, { quirks, clock }: EmulatorContext) {
  const { keys } = charger;
  let busyUntilMs = 0;

  const status = (query: URLSearchParams): ServerReply => {
    const filter = query.get("filter");
    if (filter === null) return json(profile.isPartialUnfiltered ? 400 : 200, charger.shown());
    if (quirks.isOn("resets-long-filters") && filter.split(",").length > longestHealthyFilter) return reset;
    const { body, isPartial } = filtered(charger, filter);
    return json(isPartial ? profile.partialStatus : 200, body);
  };

  const set = (rawQuery: string): ServerReply => {
    const result: Record<string, true | string> = {};
    for (const write of rawWrites(rawQuery)) {
      const checked = charger.check(write);
      result[write.key] = "refusal" in checked ? checked.refusal : charger.take(write.key, checked.value);
    }
    return json(Object.values(result).every((said) => said === true) ? 200 : 500, result);
  };

  const answer = (request: ServerRequest): ServerReply => {
    const [path = "", rawQuery = ""] = request.path.split("?", 2);
    const isKnown = request.method === "GET" && (path === "/api/status" || path === "/api/set");
    if (!isKnown || !keys.flag("hai")) return plain(404, "This URI does not exist");
    return path === "/api/status" ? status(new URLSearchParams(rawQuery)) : set(rawQuery);
  };

  return (request: ServerRequest): ServerReply => {
    if (charger.isAway()) return reset;
    if (quirks.isOn("hangs-after-a-day") && keys.number("rbt") >= hangsAfterMs) return hang;
    if (quirks.isOn("silent-close")) return closingSilently(answer(request));
    if (!quirks.isOn("one-connection")) return answer(request);
    if (clock.steadyMs() < busyUntilMs) return reset;
    busyUntilMs = clock.steadyMs() + busyForMs;
    return { ...answer(request), delayMs: busyForMs };
  };
}

/** Newer firmware closes each connection after its answer and does not say so. */
function closingSilently(reply: ServerReply): ServerReply {
  const { connection, ...headers } = reply.headers ?? {};
  return { ...reply, headers, misbehaviour: reply.misbehaviour ?? "close" };
}
