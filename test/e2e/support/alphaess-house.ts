import type { Json } from "#domain";
import type { Emulator } from "#driver-kit";
import type { Scenario } from "#simulator";
import { type AlphaessSurface, createAlphaessClient } from "../../../src/drivers/alphaess/client.ts";
import { alphaessDriver } from "../../../src/drivers/alphaess/driver.ts";
import { alphaessEmulator } from "../../../src/drivers/alphaess/emulator.ts";
import { type MortalHome, openMortalHome } from "./mortal-home.ts";

export interface AlphaessHouseOptions {
  readonly scenario: Scenario;
  readonly startAt: number;
  readonly profile: string;
  /** Laid over the device's entry. */
  readonly entry?: Readonly<Record<string, Json>>;
}

/** A house with an AlphaESS system `alpha` and a hub that may die. */
export interface AlphaessHouse extends MortalHome {
  readonly cloud: Emulator;
  /** The maker's app in the owner's hand; it takes a minute to do something. */
  app<T>(act: (client: AlphaessSurface, serial: string) => Promise<T>): Promise<T>;
}

const origin = "http://alphaess.emulator";

export function openAlphaessHouse(options: AlphaessHouseOptions): AlphaessHouse {
  const { profile, entry = {}, ...rest } = options;
  const clouds: Emulator[] = [];
  const house = openMortalHome({
    ...rest,
    drivers: [alphaessDriver],
    devices: (open) => {
      const cloud = open(alphaessEmulator, origin, profile);
      clouds.push(cloud);
      return [{ ...cloud.deviceEntry, id: "alpha", url: origin, ...entry }];
    },
  });
  const [cloud] = clouds;
  if (cloud === undefined) throw new Error("no cloud");
  return {
    ...house,
    cloud,
    app: (act) => {
      const { appId = "", appSecret = "", username = "", password = "", serial = "" } = cloud.credentials;
      const way = { url: origin, http: house.http, clock: house.clock, timeZone: house.home.timeZone };
      const client =
        profile === "legacy"
          ? createAlphaessClient({ ...way, api: "legacy", username, password })
          : createAlphaessClient({ ...way, appId, appSecret });
      return house.within(act(client, serial));
    },
  };
}
