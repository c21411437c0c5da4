import { z } from "zod";

/** What a go-e entry in `sunsteer.yaml` comes down to. */
export interface GoeConfig {
  readonly url: string;
  readonly timeoutMs: number;
}

const host = z
  .string()
  .min(1)
  .refine((text) => !text.includes("/") && URL.canParse(`http://${text}`), {
    error: "is not a host name or address; for a full address use `url`",
  });

/** Either the charger's host or, where it is reached in another way, its whole address. */
export const goeConfig: z.ZodType<GoeConfig> = z
  .strictObject({
    host: host.optional().describe("The charger's name or address in the local network."),
    url: z
      .url({ protocol: /^https?$/, error: "is not an http or https address" })
      .optional()
      .describe("Its whole address, where a host is not enough."),
    timeoutS: z.number().min(1).max(60).default(8).describe("How long to wait for an answer."),
  })
  .refine((entry) => (entry.host === undefined) !== (entry.url === undefined), {
    error: "needs either `host` (e.g. 192.168.1.50) or `url`",
    path: ["host"],
  })
  .transform((entry) => ({ url: entry.url ?? `http://${entry.host}`, timeoutMs: entry.timeoutS * 1_000 }));
