import type { Instant } from "#domain";
import type { Channel } from "./channels.ts";
import type { DataLog } from "./data-log.ts";
import type { QueryError } from "./query-error.ts";

/** One column of a table. */
export interface Column {
  readonly label: string;
  /** Missing for the column of times. */
  readonly series?: string;
  /** From one instant of the log to another; `shownAt` is what the device calls the first. */
  valueOf(log: DataLog, from: Instant, until: Instant, shownAt: Instant): number | string | undefined;
}

interface Method {
  readonly unit: Channel["unit"];
  readonly digits: number;
  of(mean: number, seconds: number): number;
}

const volts = 230;

/** Power factor is taken as 0.97 throughout. */
const methods: ReadonlyMap<string, Method> = new Map<string, Method>([
  ["watts", { unit: "Watts", digits: 1, of: (mean) => mean }],
  ["amps", { unit: "Watts", digits: 1, of: (mean) => Math.abs(mean) / 0.97 / volts }],
  ["wh", { unit: "Watts", digits: 0, of: (mean, seconds) => (mean * seconds) / 3_600 }],
  ["va", { unit: "Watts", digits: 1, of: (mean) => Math.abs(mean) / 0.97 }],
  ["var", { unit: "Watts", digits: 1, of: (mean) => Math.abs(mean) * 0.25 }],
  ["varh", { unit: "Watts", digits: 1, of: (mean, seconds) => (Math.abs(mean) * 0.25 * seconds) / 3_600 }],
  ["pf", { unit: "Watts", digits: 1, of: () => 0.97 }],
  ["volts", { unit: "Volts", digits: 1, of: (mean) => mean }],
  ["hz", { unit: "Volts", digits: 1, of: () => 50 }],
]);

/** `Name[.unit][.dN]` or `time[.local|.utc][.iso|.unix]`; names by their exact case, units in any. */
export function parseColumn(text: string, channels: readonly Channel[]): Column | QueryError {
  const [name = "", ...parts] = text.split(".");
  const channel = channels.findIndex((each) => each.name === name);
  if (channel < 0)
    return name.toLowerCase() === "time" ? timeColumn(text, parts) : { error: `Invalid series: ${name}` };
  const own = channels[channel];
  let methodName = own?.unit.toLowerCase() ?? "watts";
  let digits: number | undefined;
  for (const part of parts) {
    const given = /^d(\d)$/i.exec(part)?.[1];
    if (given !== undefined) digits = Number(given);
    else methodName = part.toLowerCase();
  }
  const method = methods.get(methodName);
  if (method === undefined || method.unit !== own?.unit) return { error: `Invalid series method: ${methodName}` };
  const shown = digits ?? method.digits;
  return {
    ...{ label: name, series: name },
    valueOf: (log, from, until) => {
      const mean = log.mean(channel, from, until);
      return mean === undefined ? undefined : rounded(method.of(mean, (until - from) / 1_000), shown);
    },
  };
}

function rounded(value: number, digits: number): number {
  return Number(value.toFixed(digits)) + 0;
}

function timeColumn(label: string, parts: readonly string[]): Column | QueryError {
  const known = ["local", "utc", "iso", "unix"];
  const wrong = parts.find((part) => !known.includes(part.toLowerCase()));
  if (wrong !== undefined) return { error: `Invalid series method: ${wrong}` };
  const isUnix = parts.some((part) => part.toLowerCase() === "unix");
  return {
    label,
    valueOf: (_log, _from, _until, shownAt) =>
      isUnix ? shownAt / 1_000 : new Date(shownAt).toISOString().slice(0, 19),
  };
}
