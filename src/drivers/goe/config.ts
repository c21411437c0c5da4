import { z } from "zod";
import { Secret } from "#domain";
import { type GoeAddress, type GoeWay, isComplaint, toWay } from "./transport-ways.ts";

/** What a go-e entry in `sunsteer.yaml` comes down to. */
export interface GoeConfig {
  readonly way: GoeWay;
  readonly timeoutMs: number;
  /** The owner wants 16 A at most, whatever charger and line could carry. */
  readonly isLimited: boolean;
  /** How often settings are read that nobody here has changed. */
  readonly configurationEveryMs: number;
}

const host = z
  .string()
  .min(1)
  .refine((text) => !text.includes("/") && URL.canParse(`http://${text}`), { error: "goe.bad-host" });

const secret = z
  .string()
  .trim()
  .min(1)
  .transform((text) => new Secret(text));

const serial = z.string().regex(/^\d{1,6}$/, { error: "goe.bad-serial" });

const unitMs: Readonly<Record<string, number>> = { m: 60_000, h: 3_600_000, d: 86_400_000 };

/** Sooner it would only be polling again, later it would be of another season. */
const configurationEvery = z.string().transform((text, context) => {
  const [, number, unit = ""] = /^(\d+(?:\.\d+)?)\s*([mhd])$/.exec(text.trim()) ?? [];
  const everyMs = Number(number) * (unitMs[unit] ?? Number.NaN);
  if (everyMs >= 5 * 60_000 && everyMs <= 7 * 86_400_000) return everyMs;
  context.addIssue({ code: "custom", message: "5m – 7d", input: text });
  return z.NEVER;
});

/** What is given decides the way: the charger itself, the maker's cloud, its websocket, or a broker it speaks through. */
export const goeConfig: z.ZodType<GoeConfig> = z
  .strictObject({
    host: host
      .optional()
      .describe(
        "Its name or address in the local network; beside a broker the second way for powers it does not take there.",
      ),
    url: z
      .url({ protocol: /^(https?|wss?|mqtts?)$/, error: "goe.bad-url" })
      .optional()
      .describe("Its whole address, where a host is not enough; mqtt:// for the broker it speaks through."),
    serial: serial.optional().describe("Serial number on its plate: for the cloud, or among several at one broker."),
    token: secret.optional().describe("Of the cloud API, from the app."),
    password: secret.optional().describe("The charger's own, for its websocket; with mqtt:// the broker's."),
    username: z.string().min(1).optional().describe("At the broker."),
    prefix: z.string().min(1).optional().describe("What its topics begin with, where that was changed."),
    limit16A: z.boolean().default(false).describe("Never more than 16 A, whatever charger and line could carry."),
    configurationEvery: configurationEvery
      .default(24 * 3_600_000)
      .describe("How often its settings are read again (5m to 7d); after a change from here they are at once."),
    timeoutS: z.number().min(1).max(60).default(8).describe("How long to wait for an answer."),
  })
  .transform(({ timeoutS, limit16A, configurationEvery: configurationEveryMs, ...address }, context): GoeConfig => {
    const way = toWay(address satisfies GoeAddress);
    if (!isComplaint(way)) return { way, timeoutMs: timeoutS * 1_000, isLimited: limit16A, configurationEveryMs };
    context.addIssue({ code: "custom", message: way.error, path: [way.part] });
    return z.NEVER;
  });
