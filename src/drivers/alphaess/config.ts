import { z } from "zod";
import { Secret } from "#domain";
import { type SwitchedOn, switchedOns } from "./charge-rows.ts";
import { type SurfaceName, surfaceNames } from "./surface.ts";

/** What lets us in at the official interface. */
export interface OpenAccess {
  readonly api: "open";
  readonly appId: string;
  readonly appSecret: Secret;
  readonly url?: string;
}

/** What lets us in where people sign in. */
export interface LoginAccess {
  readonly api: "portal" | "legacy";
  readonly username: string;
  readonly password: Secret;
  readonly url?: string;
}

export type SurfaceAccess = OpenAccess | LoginAccess;

/** What an AlphaESS entry in `sunsteer.yaml` comes down to. */
export interface AlphaessConfig {
  /** The surface that `api` names: telemetry, battery, and the wallbox as far as it can. */
  readonly main: SurfaceAccess;
  /** A second one, for the wallbox's mode, current and phases, where the official one is given a portal login as well. */
  readonly forCharger?: LoginAccess;
  /** Which system of the account; needed where it has several. */
  readonly serial?: string;
  /** The current that the wallbox charges with where no surface can set it. */
  readonly chargerCurrentA: number;
  readonly timeZone?: string;
  /** What the owner has switched on in the newer timetable. */
  readonly switchedOn?: SwitchedOn;
  readonly timeoutMs: number;
}

const secret = z
  .string()
  .trim()
  .min(1)
  .transform((text) => new Secret(text));

const webAddress = z.url({ protocol: /^https?$/ });

const appId = z
  .string()
  .trim()
  .min(1)
  .refine((text) => !text.includes("@"), { error: "alphaess.app-id-is-email" });

const fields = z.strictObject({
  api: z
    .enum(surfaceNames)
    .default("open")
    .describe("The official interface (open), the web portal's, or the old one of the apps (legacy)."),
  appId: appId.optional().describe("AppID from open.alphaess.com; not the e-mail address of the account."),
  appSecret: secret.optional().describe("AppSecret beside it."),
  username: z.string().min(1).optional().describe("Of the portal; beside an AppID it is for the wallbox's current."),
  password: secret.optional().describe("Of the portal."),
  serial: z.string().trim().min(1).optional().describe("The system's serial number; needed where there are several."),
  chargerApi: z
    .enum(["portal", "legacy"])
    .default("portal")
    .describe("Where username and password beside an AppID belong."),
  chargerUrl: webAddress.optional().describe("Another address of that one."),
  url: webAddress.optional().describe("Another address, for tests and proxies."),
  chargerCurrentA: z
    .number()
    .min(6)
    .max(32)
    .default(16)
    .describe("What the wallbox charges with where its current cannot be set."),
  timeZone: z
    .string()
    .refine(isTimeZone, { error: "alphaess.bad-time-zone" })
    .optional()
    .describe("The system's, for its timetable and the history of a day; the machine's when missing."),
  newerTimetable: z
    .enum(switchedOns)
    .optional()
    .describe(
      "What you have switched on in the newer timetable: it cannot be read, and is put back so after a charge.",
    ),
  timeoutS: z.number().min(5).max(120).default(30).describe("How long to wait for an answer."),
});

type Fields = z.output<typeof fields>;

/** One system in `sunsteer.yaml`. */
export const alphaessConfig: z.ZodType<AlphaessConfig> = fields.transform((entry, context): AlphaessConfig => {
  const complain = (key: keyof Fields, message: string) => {
    context.addIssue({ code: "custom", message, path: [key] });
    return z.NEVER;
  };
  const { serial, chargerCurrentA, timeZone, timeoutS, newerTimetable } = entry;
  const rest = {
    ...(serial === undefined ? {} : { serial }),
    ...(timeZone === undefined ? {} : { timeZone }),
    ...(newerTimetable === undefined ? {} : { switchedOn: newerTimetable }),
    ...{ chargerCurrentA, timeoutMs: timeoutS * 1_000 },
  };
  const login = loginOf(entry);
  if (entry.api !== "open")
    return typeof login === "string" ? complain(login, "alphaess.no-login") : { main: login, ...rest };
  const { appId, appSecret, url } = entry;
  if (appId === undefined) return complain("appId", "alphaess.no-app");
  if (appSecret === undefined) return complain("appSecret", "alphaess.no-app");
  const main = { api: "open", appId, appSecret, ...(url === undefined ? {} : { url }) } as const;
  if (entry.username === undefined && entry.password === undefined) return { main, ...rest };
  return typeof login === "string" ? complain(login, "alphaess.no-login") : { main, forCharger: login, ...rest };
});

/** The login, or the key that is missing for it. */
function loginOf(entry: Fields): LoginAccess | "username" | "password" {
  const { username, password } = entry;
  if (username === undefined) return "username";
  if (password === undefined) return "password";
  const isMain = entry.api !== "open";
  const api: Exclude<SurfaceName, "open"> = entry.api === "open" ? entry.chargerApi : entry.api;
  const url = isMain ? entry.url : (entry.chargerUrl ?? entry.url);
  return { api, username, password, ...(url === undefined ? {} : { url }) };
}

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
