import {
  type Capability,
  fail,
  hourMs,
  type Instant,
  type Localized,
  minuteMs,
  ProblemError,
  secondMs,
  toProblem,
  type ValueDefinition,
} from "#domain";
import {
  type AccountNotes,
  type Connection,
  createOwnNotes,
  type DriverContext,
  type DriverReading,
  defineDriver,
  type Poll,
} from "#driver-kit";
import type { CallOptions } from "#platform";
import { growattCalls } from "./calls.ts";
import { createGrowattClient, type GrowattClient, type RawValue } from "./client.ts";
import { type GrowattConfig, growattConfig } from "./config.ts";
import { callPaceMs, isGone } from "./error-codes.ts";
import { withKeptPlantList } from "./kept-plant-list.ts";
import { createKeptValues } from "./kept-values.ts";
import { createPlant, type Plant } from "./plant.ts";
import { addressOf } from "./regions.ts";
import { growattSummary, growattText } from "./text.ts";

/** Growatt plants through the maker's cloud: news every five minutes, through the official interface or the portal. */
export const growattDriver = defineDriver<GrowattConfig>({
  id: "growatt",
  label: "Growatt",
  summary: growattSummary,
  models: [
    { name: "SPH/MIX", proof: "emulated" },
    { name: "MIN/TL-X", proof: "emulated" },
    { name: "SPA", proof: "emulated" },
    { name: "SP/SPF storage", proof: "emulated" },
    { name: "MAX", proof: "emulated" },
    { name: "other inverters", proof: "emulated" },
  ],
  capabilities: ["meter", "solar", "battery", "values"],
  reach: "cloud",
  config: growattConfig,
  calls: growattCalls,
  text: growattText,
  identify: ({ access, region, url, plant = "" }) => ({
    account: access.by === "token" ? access.token.reveal() : `${addressOf("login", region, url)} ${access.username}`,
    device: plant,
  }),
  connect,
});

/** All devices of an account have the same. */
function notesOf({ shared }: DriverContext): AccountNotes {
  return shared?.("notes", ({ notes }) => ({ ...notes, close: async () => {} })) ?? createOwnNotes();
}

interface ClientSurroundings extends Pick<DriverContext, "http" | "clock" | "session"> {
  readonly notes: AccountNotes;
}

export function clientFor(
  { access, region, url, timeoutMs, userAgent }: GrowattConfig,
  { http, clock, session, notes }: ClientSurroundings,
): GrowattClient {
  const way = { region, http, clock, timeoutMs, userAgent, keeper: session, ...(url === undefined ? {} : { url }) };
  if (access.by === "token")
    return withKeptPlantList(createGrowattClient({ ...way, token: access.token }), notes, clock);
  return createGrowattClient({ ...way, username: access.username, password: access.password });
}

async function connect(config: GrowattConfig, context: DriverContext): Promise<Connection> {
  const notes = notesOf(context);
  const client = clientFor(config, { ...context, notes });
  const plant = createPlant(client, config, { ...context, kept: createKeptValues(notes) });
  try {
    await plant.explore({ purpose: "poll", ...(context.signal === undefined ? {} : { signal: context.signal }) });
  } catch (error) {
    throw withPatience(error, context.clock.now());
  }
  return {
    capabilities: () => capabilitiesOf(plant),
    polls: [livePoll(plant, client, context)],
    actuators: [],
    close: async () => {},
  };
}

/** Asking again does not find a plant that is not there, but it uses up the day's lists of plants. */
function withPatience(error: unknown, now: Instant): unknown {
  if (!(error instanceof ProblemError) || error.problem.retryAt !== undefined) return error;
  const { kind } = error.problem;
  const isOwners = kind === "invalid" || kind === "refused";
  return isOwners ? new ProblemError({ ...error.problem, retryAt: now + 3 * hourMs }, error) : error;
}

function capabilitiesOf(plant: Plant): readonly Capability[] {
  const offered = new Set(plant.offered());
  return [
    ...(offered.has("meter") ? [{ kind: "meter", place: "grid", hasPhases: false } as const] : []),
    ...(offered.has("solar") ? [{ kind: "solar" } as const] : []),
    ...(offered.has("battery") ? [{ kind: "battery" } as const] : []),
    { kind: "values", definitions: definitionsOf(plant.values()) },
  ];
}

/** The portal is asked half as often: nobody knows its limit, and who found it was blocked. */
const everyMs: Readonly<Record<GrowattClient["by"], number>> = {
  token: callPaceMs + 3 * secondMs,
  login: 10 * minuteMs,
};

const freshForMs: Readonly<Record<GrowattClient["by"], number>> = { token: 16 * minuteMs, login: 26 * minuteMs };

function livePoll(plant: Plant, { by }: GrowattClient, { clock }: DriverContext): Poll {
  let last: { readonly readings: readonly DriverReading[]; readonly atMs: number } | undefined;
  return {
    id: "live",
    brings: ["meter", "solar", "battery", "values"],
    everyMs: everyMs[by],
    freshForMs: freshForMs[by],
    read: async (call) => {
      // The cloud would refuse to be asked again so soon; what it said is as old as it says.
      if (last !== undefined && clock.steadyMs() - last.atMs < callPaceMs) return last.readings;
      const readings = await readPlant(plant, call);
      last = { readings, atMs: clock.steadyMs() };
      return readings;
    },
  };
}

async function readPlant(plant: Plant, call: CallOptions): Promise<readonly DriverReading[]> {
  try {
    const readings = await plant.read(call);
    if (readings.length === 0) throw fail("unreachable", "growatt.no-values");
    return readings;
  } catch (error) {
    // What is not there any more under its number is looked for again next time.
    if (isGone(toProblem(error))) await plant.forget();
    throw error;
  }
}

const units: readonly (readonly [RegExp, string])[] = [
  [/^(?:e\w*(?:today|total)|powerT\w+|etoday|etotal)\d?$/i, "kWh"],
  [/(?:soc|capacity)$/i, "%"],
  [/^v(?:pv|bat|ac)\w*$/i, "V"],
  [/^fac$/i, "Hz"],
];

function definitionsOf(values: ReadonlyMap<string, RawValue>): readonly ValueDefinition[] {
  return [...values].map(([key, value]) => {
    const label: Localized = { en: key, de: key, fr: key };
    const type = typeof value === "number" ? "number" : typeof value === "boolean" ? "switch" : "text";
    const unit = units.find(([name]) => name.test(key.replace(/^.*\./, "")))?.[1];
    const known = type === "number" && unit !== undefined ? { unit } : {};
    return { key, label, access: "read", type, ...known };
  });
}
