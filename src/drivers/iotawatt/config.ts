import { z } from "zod";
import { Secret } from "#domain";
import { isComplaint, toAddress } from "./address.ts";
import { defaultTimeoutMs } from "./client.ts";

/** For which part of the house a series can speak. */
export const roles = ["grid", "pv", "load", "battery"] as const;
export type Role = (typeof roles)[number];

/** Which series, by their names on the device, make up which part of the house. */
export type SeriesByRole = Readonly<Partial<Record<Role, readonly string[]>>>;

export interface IotawattConfig {
  readonly url: string;
  readonly login?: { readonly username: string; readonly password: Secret };
  /** Found by their usual names when missing. */
  readonly series?: SeriesByRole;
  /** Series that count the wrong way round; found out by the balance when missing. */
  readonly invert?: readonly string[];
  readonly windowS: number;
  readonly timeoutMs: number;
}

const seriesName = z.string().min(1, { error: "iotawatt.empty-series" });

/** One series, or several that add up, such as one for each phase. */
const namedSeries = z
  .union([seriesName, z.array(seriesName).min(1)])
  .transform((names) => (typeof names === "string" ? [names] : names));

const seriesByRole = z.strictObject({
  grid: namedSeries.optional().describe("The grid connection: import positive."),
  pv: namedSeries.optional().describe("What the sun yields."),
  load: namedSeries.optional().describe("Everything that the site consumes, chargers included."),
  battery: namedSeries.optional().describe("A house battery: discharging positive."),
});

/** One IoTaWatt in `sunsteer.yaml`. */
export const iotawattConfig: z.ZodType<IotawattConfig> = z
  .strictObject({
    host: z.string().min(1).optional().describe("The device's name or address in the local network."),
    url: z.string().min(1).optional().describe("Its whole address, where a host is not enough."),
    username: z.string().min(1).optional().describe("`user` or `admin`, where the device asks for a login."),
    password: z
      .string()
      .min(1)
      .transform((text) => new Secret(text))
      .optional()
      .describe("That user's password on the device."),
    series: seriesByRole.optional().describe("Names of the series, one or a list that adds up; found when missing."),
    invert: z
      .array(seriesName)
      .optional()
      .describe("Series that count the wrong way round; found out by the balance when missing."),
    windowS: z
      .int()
      .min(5)
      .max(300)
      .multipleOf(5)
      .default(10)
      .describe("Over how many seconds powers are averaged, in steps of 5."),
    timeoutS: z
      .number()
      .min(1)
      .max(60)
      .default(defaultTimeoutMs / 1_000)
      .describe("How long to wait for an answer."),
  })
  .transform(({ host, url, username, password, series, invert, windowS, timeoutS }, context): IotawattConfig => {
    const address = toAddress({ host, url, username, password });
    if (isComplaint(address)) {
      context.addIssue({ code: "custom", message: address.error, path: [address.part] });
      return z.NEVER;
    }
    const named = toSeries(series);
    const known = Object.values(named ?? {}).flat();
    const stranger = named === undefined ? undefined : invert?.find((name) => !known.includes(name));
    if (stranger !== undefined) {
      context.addIssue({ code: "custom", message: "iotawatt.invert-unnamed", path: ["invert"] });
      return z.NEVER;
    }
    return {
      ...address,
      ...(named === undefined ? {} : { series: named }),
      ...(invert === undefined ? {} : { invert }),
      windowS,
      timeoutMs: timeoutS * 1_000,
    };
  });

function toSeries(series: z.output<typeof seriesByRole> | undefined): SeriesByRole | undefined {
  if (series === undefined) return undefined;
  const { grid, pv, load, battery } = series;
  return {
    ...(grid === undefined ? {} : { grid }),
    ...(pv === undefined ? {} : { pv }),
    ...(load === undefined ? {} : { load }),
    ...(battery === undefined ? {} : { battery }),
  };
}
