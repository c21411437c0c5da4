import { fail, type Instant } from "#domain";
import type { DriverContext, DriverReading, Poll } from "#driver-kit";
import type { CallOptions } from "#platform";
import type { GoeClient, GoeReport } from "../client.ts";
import { ecoKeys } from "../eco-checklist.ts";
import { numberOf } from "../json-values.ts";
import { chargingStatusKeys, identityKeys, minimalKeys, readableKeys, statusKeys } from "../keys.ts";
import { toChargerReading } from "../mapping.ts";
import { controlKeys } from "../setting-mapping.ts";
import type { GoeValues } from "../transport.ts";
import type { GoeWay } from "../transport-ways.ts";
import type { Hibernation } from "./hibernation.ts";
import type { KnownValues } from "./known-values.ts";

export interface PollsOptions {
  readonly client: GoeClient;
  readonly via: GoeWay["via"];
  readonly known: KnownValues;
  readonly hibernation: Hibernation;
  readonly configurationEveryMs: number;
  readonly context: DriverContext;
  onConfigurationRead(): void;
}

/** Every model lacks some keys without saying so; once all have been asked for, it is known which. */
interface Coverage {
  isAllAsked: boolean;
}

/** Over the cloud more often than this only counts calls. */
const chargingEveryMs: Readonly<Record<GoeWay["via"], number>> = {
  ...{ local: 5_000, websocket: 5_000, mqtt: 5_000 },
  cloud: 30_000,
};
/** About as long as a car takes to start after it was plugged in, so that hardly anything is seen late. */
const asleepEveryMs = 15_000;

const valuesEveryMs = { asleep: 300_000, awake: 60_000 };

/** What the house decides on is never older than the status, be it a setting or not: an app may change it any time. */
const valuesKeys = [...new Set([...statusKeys, ...identityKeys, ...ecoKeys, ...controlKeys])];

/** On these ways the charger tells every change by itself, and reading means looking at what it told. */
export function isTelling(via: GoeWay["via"]): boolean {
  return via === "mqtt" || via === "websocket";
}

export function createPolls(options: PollsOptions): readonly Poll[] {
  const coverage: Coverage = { isAllAsked: false };
  const dates = createDates(() => {
    // It may have come back with another firmware.
    coverage.isAllAsked = false;
    options.client.relearn();
    options.context.pollSoon?.("configuration");
  });
  const charging = chargingPoll(options, dates);
  if (isTelling(options.via)) return [charging, toldPoll(options, dates)];
  return [charging, valuesPoll(options, dates, coverage), configurationPoll(options, dates, coverage)];
}

/** The charger dates its answer by its uptime: an answer that repeats an old uptime is as old as its first showing. */
function createDates(onRestart: () => void) {
  let last: { readonly uptimeMs: number; readonly at: Instant } | undefined;
  return {
    /** The cloud's clock may run ahead of ours; nothing is from the future. */
    of: ({ values, at }: GoeReport, readAt: Instant): Instant => {
      const isRepeated = last !== undefined && values["rbt"] === last.uptimeMs;
      return isRepeated && last !== undefined ? Math.min(last.at, readAt) : Math.min(at ?? readAt, readAt);
    },
    note: ({ values }: GoeReport, at: Instant): void => {
      const uptimeMs = numberOf(values["rbt"]);
      if (uptimeMs === undefined) return;
      const isRestarted = last !== undefined && uptimeMs < last.uptimeMs;
      last = { uptimeMs, at };
      if (isRestarted) onRestart();
    },
  };
}

type Dates = ReturnType<typeof createDates>;

function chargingPoll({ client, via, known, hibernation, context }: PollsOptions, dates: Dates): Poll {
  const { clock, pollSoon } = context;
  const others = chargingStatusKeys.filter((key) => !minimalKeys.includes(key));
  const isAsleep = () => !isTelling(via) && hibernation.isAsleep();

  /** While nothing happens the few keys that tell so are enough; the rest stands as it was. */
  const look = async (call: CallOptions): Promise<{ report: GoeReport; values: GoeValues }> => {
    if (!isAsleep()) return whole(call);
    const report = await client.report(minimalKeys, call);
    const seen = hibernation.look(report.values);
    if (seen === "woken") pollSoon?.("values");
    return seen === "same" ? { report, values: { ...known.of(others), ...report.values } } : whole(call);
  };
  const whole = async (call: CallOptions) => {
    const report = await client.report(chargingStatusKeys, call);
    return { report, values: report.values };
  };

  return {
    id: "charging",
    brings: ["charger"],
    everyMs: chargingEveryMs[via],
    paceMs: () =>
      isAsleep() && context.attention?.() !== "close"
        ? Math.max(asleepEveryMs, chargingEveryMs[via])
        : chargingEveryMs[via],
    read: async (call) => {
      const { report, values } = await look(call);
      const at = dates.of(report, clock.now());
      dates.note(report, at);
      const reading = toChargerReading(values, at);
      known.learn(report.values, at);
      if (hibernation.look(report.values) === "woken") pollSoon?.("values");
      return [reading];
    },
  };
}

function valuesPoll(options: PollsOptions, dates: Dates, coverage: Coverage): Poll {
  const { known, hibernation } = options;
  return {
    id: "values",
    brings: ["values"],
    everyMs: valuesEveryMs.asleep,
    paceMs: () => (hibernation.isAsleep() ? valuesEveryMs.asleep : valuesEveryMs.awake),
    // Every model lacks some keys without saying so; once all have been asked for, it is known which.
    read: async (call) => {
      const keys = coverage.isAllAsked ? valuesKeys.filter((key) => known.has(key)) : valuesKeys;
      return readValues(keys, options, dates, call);
    },
  };
}

/** Asks for everything, so that also a key that was missing comes back some day. */
function configurationPoll(options: PollsOptions, dates: Dates, coverage: Coverage): Poll {
  return {
    id: "configuration",
    brings: ["values"],
    everyMs: options.configurationEveryMs,
    read: async (call) => {
      const readings = await readValues(readableKeys, options, dates, call);
      coverage.isAllAsked = true;
      options.onConfigurationRead();
      return readings;
    },
  };
}

function toldPoll(options: PollsOptions, dates: Dates): Poll {
  return {
    id: "values",
    brings: ["values"],
    everyMs: valuesEveryMs.awake,
    read: async (call) => readValues(readableKeys, options, dates, call),
  };
}

/** A long question takes a while; its answers count as of its beginning. */
async function readValues(
  keys: readonly string[],
  { client, known, context: { clock } }: PollsOptions,
  dates: Dates,
  call: CallOptions,
): Promise<readonly DriverReading[]> {
  const askedAt = clock.now();
  const report = await client.report(keys, call);
  if (Object.values(report.values).every((value) => value === null)) {
    throw fail("invalid", "goe.nothing-known", { isRetryable: true });
  }
  const at = dates.of(report, askedAt);
  known.learn(report.values, at);
  return [known.reading(at)];
}
