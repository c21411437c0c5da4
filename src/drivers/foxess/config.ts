import { z } from "zod";
import { Secret } from "#domain";
import { defaultTimeoutMs, defaultUrl } from "./client.ts";

/** One inverter in `sunsteer.yaml`. */
export const foxessConfig = z.strictObject({
  apiKey: z
    .string()
    .trim()
    .min(1, "the API key is empty; create one in the portal under User Profile, API Management")
    .transform((text) => new Secret(text))
    .describe("Key from the portal: User Profile, API Management. A new key ends the old one."),
  serial: z
    .string()
    .trim()
    .min(1, "the serial number is empty; it is on the inverter's plate and in the portal's device list")
    .describe("The inverter's serial number."),
  url: z
    .url({ protocol: /^https?$/ })
    .default(defaultUrl)
    .describe("Another address for white-label brands and tests."),
  timeoutS: z
    .number()
    .min(5)
    .max(120)
    .default(defaultTimeoutMs / 1000)
    .describe("How long to wait for an answer; this cloud is often slow."),
});

export type FoxessConfig = z.output<typeof foxessConfig>;
