import type { Json } from "#domain";
import type { EmulatorContext } from "#driver-kit";
import { createFirmware } from "./firmware.ts";
import { createKeyStore, type KeyStore } from "./key-store.ts";
import { type ProfileName, profiles } from "./profiles.ts";
import { checkRawWrite, type RawWrite } from "./writes.ts";

type Values = Readonly<Record<string, Json>>;

/** The charger behind all its faces: one memory, one firmware. */
export interface EmulatedCharger {
  readonly keys: KeyStore;
  /** What it shows at this moment, as far as the faults that are on let it. */
  shown(): Values;
  /** The values as they are, whatever is shown. */
  present(): Values;
  /** Keys among the shown ones that nobody can have asked for. */
  addedKeys(): readonly string[];
  check(write: RawWrite): { readonly value: Json } | { readonly refusal: string };
  /** Takes a checked value; the text is a refusal. */
  take(key: string, value: Json): true | string;
  isAway(): boolean;
  /** Called after each second of its own. */
  onSecond(listener: () => void): void;
}

/** A charger that has never reached a time server. */
const wrongByMs = -7 * 3_600_000;

/** Keys that no firmware has had yet; clients must not stumble over what they do not know. */
const futureKeys: Values = {
  zzq: { nested: [1, null, "two"] },
  zzr: "not known to anybody",
  zzs: null,
};

export interface EmulatedChargerOptions {
  readonly forgetsPowersAfterMs?: number;
}

export function createEmulatedCharger(
  context: EmulatorContext,
  profileName: ProfileName,
  { forgetsPowersAfterMs }: EmulatedChargerOptions = {},
): EmulatedCharger {
  const { home, clock, faults, quirks } = context;
  const profile = profiles[profileName];
  const wallbox = () => home.wallbox(context.unit);
  const fresh = profile.createKeys();
  const keys = createKeyStore({ ...fresh, ...installed(fresh, wallbox().maxCurrentA) });
  const firmware = createFirmware(keys, {
    ...{ home, wallbox, clock, quirks, isCore: profileName === "core" },
    ...(forgetsPowersAfterMs === undefined ? {} : { forgetsPowersAfterMs }),
  });
  const listeners: (() => void)[] = [];
  let frozen: Values | undefined;
  home.onStep(() => {
    firmware.tick();
    for (const listener of listeners) listener();
  });

  /** How far somebody has set the charger's clock away from the house's. */
  let clockAheadMs = 0;
  const present = () =>
    withClock(keys.all(), clock.now() + clockAheadMs + (quirks.isOn("clock-wrong") ? wrongByMs : 0));

  return {
    keys,
    present,
    shown: () => {
      frozen = faults.isActive("stale-values") ? (frozen ?? present()) : undefined;
      const values = withQuirks(frozen ?? present(), quirks);
      if (!faults.isActive("nulls")) return faults.isActive("unknown-keys") ? { ...values, ...futureKeys } : values;
      return Object.fromEntries(Object.keys(values).map((key) => [key, null]));
    },
    addedKeys: () => (faults.isActive("unknown-keys") ? Object.keys(futureKeys) : []),
    check: (write) => checkRawWrite(write, { keys, closed: profile.closed, isLenient: context.isLenient }),
    take: (key, value) => {
      if (faults.isActive("ignored-writes") || (key === "frc" && quirks.isOn("frc-ignored"))) return true;
      if (key === "utc") clockAheadMs = (Date.parse(`${value}Z`) || clock.now()) - clock.now();
      return firmware.write(key, value);
    },
    isAway: () => firmware.isAway(),
    onSecond: (listener) => {
      listeners.push(listener);
    },
  };
}

function withQuirks(values: Values, quirks: EmulatorContext["quirks"]): Values {
  const changed: Record<string, Json> = { ...values };
  if (quirks.isOn("no-powers") && values["car"] === 2) changed["nrg"] = Array<number>(16).fill(0);
  if (quirks.isOn("coarse-powers")) changed["nrg"] = inCoarseSteps(values["nrg"]);
  if (quirks.isOn("no-variant")) delete changed["var"];
  if (quirks.isOn("missing-keys")) for (const key of missingNow(values)) delete changed[key];
  return changed;
}

/** As firmware 51 showed them: whole numbers, and the power of each phase in steps of 100 W. */
function inCoarseSteps(nrg: Json | undefined): Json {
  if (!Array.isArray(nrg)) return null;
  return nrg.map((each: Json, at) => {
    if (typeof each !== "number") return each;
    return at >= 7 && at <= 10 ? Math.round(each / 100) * 100 : Math.round(each);
  });
}

/** Every third key, another third each second. */
function missingNow(values: Values): readonly string[] {
  const second = typeof values["rbt"] === "number" ? Math.floor(values["rbt"] / 1_000) : 0;
  return Object.keys(values).filter((key, at) => key !== "rbt" && (at + second) % 3 === 0);
}

/** The three times it tells: of day in UTC and at home, and of its last start. */
function withClock(keys: Values, now: number): Values {
  const text = (at: number) => new Date(at).toISOString().slice(0, -1);
  const aheadMs = typeof keys["lto"] === "number" ? keys["lto"] : 0;
  return {
    ...keys,
    utc: text(now),
    ...("loc" in keys ? { loc: text(now + aheadMs) } : {}),
    ...("tab" in keys && typeof keys["rbt"] === "number" ? { tab: now - keys["rbt"] } : {}),
  };
}

/** The installer sets the limit to what the supply line of this wallbox can take. */
function installed(keys: Values, lineA: number): Values {
  const ama = typeof keys["ama"] === "number" ? Math.min(keys["ama"], lineA) : lineA;
  return { ama, amp: Math.min(16, ama) };
}
