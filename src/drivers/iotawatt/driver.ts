import { type Capability, fail, type Localized, minuteMs, secondMs, type Triple, type ValueDefinition } from "#domain";
import { type CallRules, type Connection, type DriverContext, defineDriver, type Poll } from "#driver-kit";
import { chooseSeries } from "./choose-series.ts";
import { createIotawattClient, type IotawattClient, type Series } from "./client.ts";
import { type IotawattConfig, iotawattConfig, type SeriesByRole } from "./config.ts";
import { isPower } from "./find-series.ts";
import { toReadings } from "./mapping.ts";
import { powersOf, signed } from "./powers.ts";
import { createSignWatch, type Signs } from "./sign-watch.ts";
import { iotawattSummary, iotawattText } from "./text.ts";

/** The small device measures and answers with one processor: one question at a time, and not many. */
const calls: CallRules = {
  rules: [{ id: "requests", scope: "device", max: 40, perMs: minuteMs, reserve: { guard: 4, user: 4, restore: 4 } }],
  maxAtOnce: 1,
  isLasting: false,
  classify: ({ url }) => ({ callClass: "read", endpoint: new URL(url).pathname }),
};

/** IoTaWatt: an open energy monitor with up to 14 current clamps, read in the local network. */
export const iotawattDriver = defineDriver<IotawattConfig>({
  id: "iotawatt",
  label: "IoTaWatt",
  summary: iotawattSummary,
  models: [{ name: "IoTaWatt", proof: "emulated" }],
  capabilities: ["meter", "solar", "battery", "values"],
  reach: "local",
  config: iotawattConfig,
  calls,
  text: iotawattText,
  identify: ({ url }) => ({ account: url }),
  connect,
});

async function connect(config: IotawattConfig, context: DriverContext): Promise<Connection> {
  const { url, login, timeoutMs, windowS } = config;
  const { http, clock, signal } = context;
  const client = createIotawattClient({ url, http, clock, timeoutMs, ...(login === undefined ? {} : { login }) });
  const all = await client.series({ purpose: "poll", ...(signal === undefined ? {} : { signal }) });
  const { series, invert } = chooseSeries(all, config);
  context.log.info("series of the IoTaWatt", { ...series });
  return {
    capabilities: () => [...capabilitiesOf(series), { kind: "values", definitions: all.map(definitionOf) }],
    polls: [livePoll(client, series, invert, windowS, context), valuesPoll(client, all, windowS, context)],
    actuators: [],
    close: async () => {},
  };
}

function capabilitiesOf({ grid, pv, load, battery }: SeriesByRole): readonly Capability[] {
  return [
    ...(grid === undefined ? [] : [{ kind: "meter", place: "grid", hasPhases: grid.length === 3 } as const]),
    ...(load === undefined ? [] : [{ kind: "meter", place: "siteLoad", hasPhases: false } as const]),
    ...(pv === undefined ? [] : [{ kind: "solar" } as const]),
    ...(battery === undefined ? [] : [{ kind: "battery" } as const]),
  ];
}

const asTold: Signs = { grid: 1, pv: 1 };

/** All series in one question, averaged over the last seconds. */
function livePoll(
  client: IotawattClient,
  series: SeriesByRole,
  invert: readonly string[] | undefined,
  windowS: number,
  { clock, log }: DriverContext,
): Poll {
  const names = [...new Set(Object.values(series).flat())];
  const inverted = new Set(invert);
  const watch = createSignWatch();
  let before = asTold;
  return {
    id: "live",
    brings: ["meter", "solar", "battery"],
    everyMs: Math.max(windowS, 10) * secondMs,
    // Single answers get lost with this device; three in a row are a problem.
    freshForMs: 3.5 * Math.max(windowS, 10) * secondMs,
    read: async (call) => {
      const values = await client.live(names, windowS, call);
      if (values.size === 0) throw fail("unreachable", "iotawatt.no-values");
      const powers = powersOf(values, series, inverted);
      // Whoever says which series are turned is believed; only where nobody did, it is found out.
      const signs = invert === undefined ? watch.observe(powers) : asTold;
      if (signs.grid !== before.grid || signs.pv !== before.pv)
        log.warn("a series seems to count the wrong way round", { grid: signs.grid, pv: signs.pv });
      before = signs;
      return toReadings(powers, signs, clock.now(), phasesOf(values, series.grid, inverted));
    },
  };
}

/** Three series for the grid are its three conductors, in their order. */
function phasesOf(
  values: ReadonlyMap<string, number>,
  names: readonly string[] | undefined,
  inverted: ReadonlySet<string>,
): Triple | undefined {
  if (names?.length !== 3) return undefined;
  const [a, b, c] = names.map((name) => signed(values.get(name), inverted.has(name)));
  return a === undefined || b === undefined || c === undefined ? undefined : [a, b, c];
}

/** Every series as the device has it, seldom: while it answers it does not measure. */
function valuesPoll(client: IotawattClient, all: readonly Series[], windowS: number, { clock }: DriverContext): Poll {
  const names = all.map(({ name }) => name);
  return {
    id: "values",
    brings: ["values"],
    everyMs: 5 * minuteMs,
    read: async (call) => {
      const values = await client.live(names, windowS, call);
      if (values.size === 0) throw fail("unreachable", "iotawatt.no-values");
      return [{ kind: "values", values: Object.fromEntries(values), at: clock.now(), quality: "measured" }];
    },
  };
}

const symbols: ReadonlyMap<string, string> = new Map([
  ["watts", "W"],
  ["volts", "V"],
  ["amps", "A"],
  ["hz", "Hz"],
  ["va", "VA"],
  ["var", "var"],
  ["wh", "Wh"],
]);

function definitionOf(series: Series): ValueDefinition {
  const { name, unit } = series;
  const label: Localized = { en: name, de: name, fr: name };
  const symbol = symbols.get(unit.toLowerCase());
  const known = symbol === undefined ? {} : { unit: symbol };
  return { key: name, label, access: "read", type: "number", ...(isPower(series) ? { unit: "W" } : known) };
}
