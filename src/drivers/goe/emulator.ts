import type { Json } from "#domain";
import type { EmulatorContext, EmulatorDefinition, EmulatorInstance } from "#driver-kit";
import type { ServerReply } from "#platform";
import { createFirmware } from "./emulator/firmware.ts";
import { createKeyStore } from "./emulator/key-store.ts";
import { type ProfileName, profileNames, profiles } from "./emulator/profiles.ts";
import { checkRawWrite, type RawWrite } from "./emulator/writes.ts";

/** A go-eCharger with its local HTTP API v2, standing on a wallbox of the simulated house. */
export const goeEmulator: EmulatorDefinition = {
  id: "goe",
  profiles: profileNames,
  unit: "wallbox",
  create: createCharger,
};

const lockText = "couldn't take api lock in 3s, please try again later";

/** Keys that no firmware has had yet; clients must not stumble over what they do not know. */
const futureKeys: Readonly<Record<string, Json>> = {
  zzq: { nested: [1, null, "two"] },
  zzr: "not known to anybody",
  zzs: null,
};

function createCharger(context: EmulatorContext): EmulatorInstance {
  const { home, clock, faults } = context;
  const profile = profiles[toProfileName(context.profile)];
  const wallbox = () => home.wallbox(context.unit);
  const keys = createKeyStore({ ...profile.keys, ...installed(profile.keys, wallbox().maxCurrentA) });
  const firmware = createFirmware(keys, wallbox, context.profile === "core");
  let frozen: Readonly<Record<string, Json>> | undefined;
  home.onStep(() => firmware.tick());

  /** How far somebody has set the charger's clock away from the house's. */
  let clockAheadMs = 0;
  const present = () => withClock(keys.all(), clock.now() + clockAheadMs);

  const shown = (): Readonly<Record<string, Json>> => {
    frozen = faults.isActive("stale-values") ? (frozen ?? present()) : undefined;
    const values = frozen ?? present();
    if (!faults.isActive("nulls")) return faults.isActive("unknown-keys") ? { ...values, ...futureKeys } : values;
    return Object.fromEntries(Object.keys(values).map((key) => [key, null]));
  };

  const status = (query: URLSearchParams): ServerReply => {
    const filter = query.get("filter");
    const values = shown();
    if (filter === null) return json(profile.isPartialUnfiltered ? 400 : 200, values);
    const asked = filter.split(",").filter((key) => key !== "");
    const extra = faults.isActive("unknown-keys") ? Object.keys(futureKeys) : [];
    const found = Object.keys(values).filter((key) => asked.includes(key) || extra.includes(key));
    const isPartial = asked.some((key) => !(key in values));
    const body = Object.fromEntries(found.map((key) => [key, values[key] ?? null]));
    return json(isPartial ? profile.partialStatus : 200, body);
  };

  const set = (rawQuery: string): ServerReply => {
    const result: Record<string, true | string> = {};
    for (const write of rawWrites(rawQuery)) {
      const checked = checkRawWrite(write, { keys, closed: profile.closed, isLenient: context.isLenient });
      if ("refusal" in checked) result[write.key] = checked.refusal;
      else if (faults.isActive("ignored-writes")) result[write.key] = true;
      else {
        result[write.key] = firmware.write(write.key, checked.value);
        if (write.key === "utc") clockAheadMs = (Date.parse(`${checked.value}Z`) || clock.now()) - clock.now();
      }
    }
    return json(Object.values(result).every((said) => said === true) ? 200 : 500, result);
  };

  return {
    credentials: {},
    deviceEntry: { driver: "goe" },
    handle: (request) => {
      if (firmware.isAway()) return { status: 200, body: "", misbehaviour: "reset" };
      const [path = "", rawQuery = ""] = request.path.split("?", 2);
      const isKnown = request.method === "GET" && (path === "/api/status" || path === "/api/set");
      if (!isKnown || !keys.flag("hai")) return plain(404, "This URI does not exist");
      return path === "/api/status" ? status(new URLSearchParams(rawQuery)) : set(rawQuery);
    },
    renderFault: (kind) => (kind === "unavailable" ? plain(500, lockText) : undefined),
    describe: () => ({ profile: context.profile, isAway: firmware.isAway(), keys: present() }),
  };
}

/** The three times it tells: of day in UTC and at home, and of its last start. */
function withClock(keys: Readonly<Record<string, Json>>, now: number): Readonly<Record<string, Json>> {
  const text = (at: number) => new Date(at).toISOString().slice(0, -1);
  const aheadMs = typeof keys["lto"] === "number" ? keys["lto"] : 0;
  return {
    ...keys,
    utc: text(now),
    ...("loc" in keys ? { loc: text(now + aheadMs) } : {}),
    ...("tab" in keys && typeof keys["rbt"] === "number" ? { tab: now - keys["rbt"] } : {}),
  };
}

function toProfileName(name: string): ProfileName {
  return profileNames.find((known) => known === name) ?? profileNames[0];
}

/** The installer sets the limit to what the supply line of this wallbox can take. */
function installed(keys: Readonly<Record<string, Json>>, lineA: number): Readonly<Record<string, Json>> {
  const ama = typeof keys["ama"] === "number" ? Math.min(keys["ama"], lineA) : lineA;
  return { ama, amp: Math.min(16, ama) };
}

/** Splits by hand: the firmware looks at each value's length as it came over the wire. A `+` is a blank to it. */
function rawWrites(rawQuery: string): RawWrite[] {
  return rawQuery
    .split("&")
    .filter((pair) => pair !== "")
    .map((pair) => {
      const at = pair.indexOf("=");
      const encoded = at < 0 ? "" : pair.slice(at + 1);
      return { key: decode(at < 0 ? pair : pair.slice(0, at)), text: decode(encoded), encodedLength: encoded.length };
    });
}

function decode(encoded: string): string {
  try {
    return decodeURIComponent(encoded.replaceAll("+", " "));
  } catch {
    return encoded;
  }
}

const headers = { "access-control-allow-origin": "*", connection: "close" };

function json(status: number, body: Readonly<Record<string, Json>>): ServerReply {
  return { status, headers: { ...headers, "content-type": "application/json" }, body: JSON.stringify(body) };
}

function plain(status: number, body: string): ServerReply {
  return { status, headers: { ...headers, "content-type": "text/plain" }, body };
}
