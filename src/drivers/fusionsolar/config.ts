import { z } from "zod";
import { Secret } from "#domain";
import { defaultTimeoutMs } from "./client.ts";
import { kioskKeyOf } from "./kiosk.ts";

const filled = (sentence: string) => z.string().trim().min(1, sentence);
const address = z.url({ protocol: /^https?$/ });

const use = z
  .strictObject({
    powerSensor: z.boolean().default(true).describe("Take the grid's power from the power sensor."),
    gridMeter: z.boolean().default(true).describe("Take it from the grid meter where there is no power sensor."),
    battery: z.boolean().default(true).describe("Count the battery by itself."),
  })
  .prefault({})
  .describe("Which devices of the plant count; the inverters always do.");

/** One plant in `sunsteer.yaml`: by the account, or by its public kiosk page. */
export const fusionsolarConfig = z
  .strictObject({
    url: address
      .optional()
      .describe(
        "The portal's address as the browser shows it after the login, e.g. https://eu5.fusionsolar.huawei.com.",
      ),
    username: filled("the user name is empty; the installer makes one for the northbound interface")
      .optional()
      .describe("User of the northbound interface; not the one of the app."),
    password: filled("the password is empty; it is the system code of the northbound user")
      .transform((text) => new Secret(text))
      .optional()
      .describe("Its password, which the portal calls system code."),
    plant: filled("the plant is empty; give its name or its code")
      .optional()
      .describe("The plant's whole name or its code (NE=…)."),
    use,
    meter: filled("the meter is empty; give its name, serial number or id")
      .optional()
      .describe("Which meter is at the grid connection, if the plant has several: name, serial number or id."),
    gridMeterUnit: z
      .enum(["auto", "kW", "W"])
      .default("auto")
      .describe("Unit of the grid meter's power; auto finds it out."),
    batterySign: z
      .enum(["auto", "charge-positive", "discharge-positive"])
      .default("auto")
      .describe("What a positive battery power means; auto finds it out."),
    kiosk: address
      .refine((url) => kioskKeyOf(url) !== undefined, "this is no kiosk page: its address has kk= in it")
      .transform((url) => new Secret(url))
      .optional()
      .describe("Address of the plant's kiosk page, instead of an account: production only, half an hour old."),
    timeoutS: z
      .number()
      .min(5)
      .max(120)
      .default(defaultTimeoutMs / 1000)
      .describe("How long to wait for an answer."),
  })
  .superRefine(({ url, username, password, plant, kiosk }, context) => {
    if (kiosk !== undefined) return;
    for (const [key, value] of Object.entries({ url, username, password, plant }))
      if (value === undefined)
        context.addIssue({
          code: "custom",
          path: [key],
          message: "url, username, password and plant together, or kiosk alone",
        });
  })
  .transform(({ url, username, password, plant, kiosk, use, meter, gridMeterUnit, batterySign, timeoutS }) => {
    const common = { use, meter, gridMeterUnit, batterySign, timeoutS };
    if (kiosk !== undefined) return { kiosk, url, ...common };
    return {
      url: url ?? "",
      username: username ?? "",
      password: password ?? new Secret(""),
      plant: plant ?? "",
      ...common,
    };
  });

export type FusionsolarConfig = z.output<typeof fusionsolarConfig>;
export type AccountConfig = Extract<FusionsolarConfig, { username: string }>;
