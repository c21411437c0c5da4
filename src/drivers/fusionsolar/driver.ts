import { defineDriver } from "#driver-kit";
import { fusionsolarCalls } from "./calls.ts";
import { type FusionsolarConfig, fusionsolarConfig } from "./config.ts";
import { connectKiosk } from "./kiosk-connection.ts";
import { connectPlant } from "./plant-connection.ts";
import { fusionsolarSummary, fusionsolarText } from "./text.ts";

/**
 * Huawei plants through the maker's cloud: values are five minutes apart, their age is not told, and every limit is the
 * account's, which an installer's hundreds of plants share.
 */
export const fusionsolarDriver = defineDriver<FusionsolarConfig>({
  id: "fusionsolar",
  label: "Huawei FusionSolar",
  summary: fusionsolarSummary,
  models: [
    { name: "SUN2000 (string and residential inverters)", proof: "emulated" },
    { name: "LUNA2000 (batteries)", proof: "emulated" },
    { name: "Power sensors and grid meters (DTSU666-H, DDSU666-H)", proof: "emulated" },
  ],
  capabilities: ["meter", "solar", "battery"],
  reach: "cloud",
  config: fusionsolarConfig,
  calls: fusionsolarCalls,
  text: fusionsolarText,
  identify: (config) => ({
    account: "kiosk" in config ? config.kiosk.reveal() : `${config.url.replace(/\/+$/, "")}\n${config.username}`,
  }),
  connect: async (config, context) =>
    "kiosk" in config ? connectKiosk(config, context) : connectPlant(config, context),
});
