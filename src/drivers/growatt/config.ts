import { z } from "zod";
import { Secret } from "#domain";
import { defaultTimeoutMs, defaultUserAgent } from "./client.ts";
import { type Access, type Region, regions } from "./regions.ts";

export interface GrowattConfig {
  readonly access: Access<Secret>;
  /** Name or number; the only one of the account when missing. */
  readonly plant?: string;
  readonly url?: string;
  readonly region: Region;
  readonly useBattery: boolean;
  readonly gridUnit: "auto" | "W" | "kW";
  readonly invertGrid?: boolean;
  readonly timeoutMs: number;
  readonly userAgent: string;
}

const secret = (error: string) =>
  z
    .string()
    .trim()
    .min(1, { error })
    .transform((text) => new Secret(text));

/** One plant in `sunsteer.yaml`: with a token through the official interface, else with a login through the portal. */
export const growattConfig: z.ZodType<GrowattConfig> = z
  .strictObject({
    token: secret("growatt.empty-token").optional().describe("API token from the ShinePhone app; the safe way in."),
    username: z.string().trim().min(1).optional().describe("Of the portal, where there is no token."),
    password: secret("growatt.empty-password").optional().describe("Of the portal, where there is no token."),
    plant: z
      .union([z.string().trim().min(1), z.int().positive()])
      .transform(String)
      .optional()
      .describe("The plant's name or number; needed where the account has several."),
    region: z.enum(regions).default("world").describe("Where the account is kept."),
    url: z
      .url({ protocol: /^https?$/ })
      .optional()
      .describe("Another address, for brands with their own and for tests."),
    useBattery: z.boolean().default(true).describe("Whether the battery's values are used."),
    gridUnit: z.enum(["auto", "W", "kW"]).default("auto").describe("Unit of the grid's powers; found out when `auto`."),
    invertGrid: z
      .boolean()
      .optional()
      .describe("Whether the meter counts the wrong way round; found out by the balance when missing."),
    timeoutS: z
      .number()
      .min(5)
      .max(120)
      .default(defaultTimeoutMs / 1_000)
      .describe("How long to wait for an answer."),
    userAgent: z.string().min(1).default(defaultUserAgent).describe("What the cloud is told as program."),
  })
  .transform(({ token, username, password, plant, url, timeoutS, invertGrid, ...rest }, context): GrowattConfig => {
    const access = accessOf({ token, username, password });
    if (access === undefined) {
      context.addIssue({ code: "custom", message: "growatt.no-access", path: ["token"] });
      return z.NEVER;
    }
    return {
      ...rest,
      access,
      timeoutMs: timeoutS * 1_000,
      ...(plant === undefined ? {} : { plant }),
      ...(url === undefined ? {} : { url }),
      ...(invertGrid === undefined ? {} : { invertGrid }),
    };
  });

interface Given {
  readonly token?: Secret | undefined;
  readonly username?: string | undefined;
  readonly password?: Secret | undefined;
}

/** A token comes first: it can lock nobody out. */
function accessOf({ token, username, password }: Given): Access<Secret> | undefined {
  if (token !== undefined) return { by: "token", token };
  return username === undefined || password === undefined ? undefined : { by: "login", username, password };
}
