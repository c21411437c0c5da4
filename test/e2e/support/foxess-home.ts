import type { Json } from "#domain";
import type { Emulator } from "#driver-kit";
import type { Scenario } from "#simulator";
import { createFoxessClient, type FoxessClient } from "../../../src/drivers/foxess/client.ts";
import { foxessDriver } from "../../../src/drivers/foxess/driver.ts";
import { foxessEmulator } from "../../../src/drivers/foxess/emulator.ts";
import { goeDriver } from "../../../src/drivers/goe/driver.ts";
import { goeEmulator } from "../../../src/drivers/goe/emulator.ts";
import { type MortalHome, openMortalHome } from "./mortal-home.ts";

export interface FoxessHomeOptions {
  readonly scenario: Scenario;
  readonly startAt: number;
  readonly profile?: string;
  /** The owner's own interval for the inverter. */
  readonly every?: string;
  /** How often the charger is asked; rarely where it does not matter, for that is most of a test's work. */
  readonly chargerEvery?: string;
  readonly control?: Json;
  readonly signals?: Json;
  readonly seed?: number;
}

/** A house with a FoxESS inverter `roof`, a go-e charger `wallbox` where the scenario has one, and a hub that may die. */
export interface FoxessHome extends MortalHome {
  readonly cloud: Emulator;
  /** The maker's app in the owner's hand; it takes a minute to do something. */
  app<T>(act: (client: FoxessClient, serial: string) => Promise<T>): Promise<T>;
}

const origin = "http://foxess.emulator";

export function openFoxessHome(options: FoxessHomeOptions): FoxessHome {
  const { profile = "H1", every, chargerEvery = "10s", ...rest } = options;
  const clouds: Emulator[] = [];
  const house = openMortalHome({
    ...rest,
    drivers: [foxessDriver, goeDriver],
    devices: (open, home) => {
      const cloud = open(foxessEmulator, origin, profile);
      clouds.push(cloud);
      const roof = { ...cloud.deviceEntry, id: "roof", url: origin, ...(every === undefined ? {} : { every }) };
      if (home.wallboxIds().length === 0) return [roof];
      const { deviceEntry } = open(goeEmulator, "http://goe.emulator");
      return [roof, { ...deviceEntry, id: "wallbox", url: "http://goe.emulator", every: chargerEvery }];
    },
  });
  const [cloud] = clouds;
  if (cloud === undefined) throw new Error("no cloud");
  return {
    ...house,
    cloud,
    app: (act) => {
      const { apiKey = "", serial = "" } = cloud.credentials;
      const client = createFoxessClient({ apiKey, url: origin, http: house.http, clock: house.clock });
      return house.within(act(client, serial));
    },
  };
}
