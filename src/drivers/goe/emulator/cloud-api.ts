import type { Json } from "#domain";
import type { EmulatorContext } from "#driver-kit";
import type { ServerReply, ServerRequest } from "#platform";
import { filtered, json, rawWrites } from "./answers.ts";
import type { EmulatedCharger } from "./charger.ts";

const usualAgeS = 30;
const slowestEffectS = 3;

interface PassedOn {
  readonly key: string;
  readonly value: Json;
  leftS: number;
}

/** The maker's cloud in front of the charger: it lets in with a token, passes settings on later, and promises much. */
export function createCloudApi(charger: EmulatedCharger, { clock, faults, quirks, random }: EmulatorContext) {
  const { keys } = charger;
  let underWay: PassedOn[] = [];
  charger.onSecond(() => {
    for (const each of underWay) each.leftS -= 1;
    for (const { key, value, leftS } of underWay) if (leftS <= 0) charger.take(key, value);
    underWay = underWay.filter(({ leftS }) => leftS > 0);
  });

  /** When the charger last told the cloud anything. */
  const toldAt = () => faults.since("stale-values") ?? clock.now();

  const status = (query: URLSearchParams): ServerReply => {
    const ageS = quirks.isOn("cloud-outdated") ? 25_382.09 : (clock.now() - toldAt()) / 1_000;
    if (ageS > Number(query.get("age") ?? usualAgeS))
      return json(404, { success: false, reason: "Data is outdated", age: ageS });
    const filter = query.get("filter");
    const body = filter === null ? charger.shown() : filtered(charger, filter).body;
    const reply = json(200, body);
    return { ...reply, headers: { ...reply.headers, "last-modified": new Date(toldAt()).toUTCString() } };
  };

  /** Names keys that can only be read as succeeded, as the real one does. */
  const set = (rawQuery: string): ServerReply => {
    const succeeded: Json[] = [];
    const failed: Json[] = [];
    for (const write of rawWrites(rawQuery).filter(({ key }) => key !== "token")) {
      const checked = charger.check(write);
      if ("value" in checked) {
        underWay.push({ key: write.key, value: checked.value, leftS: Math.ceil(random.between(0, slowestEffectS)) });
        succeeded.push({ [write.key]: checked.value });
      } else if (checked.refusal.includes("without setter")) succeeded.push({ [write.key]: write.text });
      else failed.push({ [write.key]: checked.refusal });
    }
    return json(succeeded.length === 0 ? 422 : 202, { succeeded, failed });
  };

  return (request: ServerRequest): ServerReply => {
    const [path = "", rawQuery = ""] = request.path.split("?", 2);
    const query = new URLSearchParams(rawQuery);
    if (request.method !== "GET" || (path !== "/api/status" && path !== "/api/set")) return json(404, {});
    const token = query.get("token") ?? request.headers["authorization"]?.replace(/^Bearer /, "");
    if (token !== keys.get("cak") || faults.isActive("expired-login"))
      return json(401, { success: false, reason: "token invalid" });
    if (!keys.flag("cae") || charger.isAway() || quirks.isOn("cloud-offline"))
      return json(403, { success: false, reason: "charger offline or cloud API disabled" });
    return path === "/api/status" ? status(query) : set(rawQuery);
  };
}
