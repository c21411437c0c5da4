import { z } from "zod";
import { Secret } from "#domain";
import { defaultUrl } from "./client.ts";

/** The vendor's own floor. */
const shortestPushS = 30;

/** One ChargeHQ site in `sunsteer.yaml`. */
export const chargehqConfig = z.strictObject({
  apiKey: z
    .string()
    .trim()
    .min(1, "the API key is empty; the ChargeHQ web app shows it under My Equipment, Solar/Battery Equipment, Push API")
    .transform((text) => new Secret(text))
    .describe("Key from the web app: My Equipment, Solar/Battery Equipment, Push API."),
  language: z
    .enum(["en", "de", "fr"])
    .default("en")
    .describe("In which language ChargeHQ tells when the house cannot be measured."),
  everyS: z
    .number()
    .min(shortestPushS, "ChargeHQ takes a push every 30 seconds, and none sooner")
    .max(3_600)
    .default(60)
    .describe("Seconds from one push to the next; 30 at least."),
  url: z
    .url({ protocol: /^https?$/ })
    .default(defaultUrl)
    .describe("Another address, for tests."),
});

export type ChargehqConfig = z.output<typeof chargehqConfig>;
