import { attachEmulator, createEmulator, type Emulator, type SimulatedHome } from "#driver-kit";
import {
  createLoopbackNetwork,
  createRandom,
  createVirtualClock,
  type HttpClient,
  type HttpRequest,
  type VirtualClock,
} from "#platform";
import { createSimulatedHome, type Scenario } from "#simulator";
import { alphaessEmulator } from "../emulator.ts";

export interface StartedCloud {
  readonly clock: VirtualClock;
  readonly home: SimulatedHome;
  readonly emulator: Emulator;
  readonly url: string;
  readonly http: HttpClient;
  readonly serial: string;
  /** What lets in at the two interfaces with a login. */
  readonly login: { readonly username: string; readonly password: string };
  /** Every request that left, in order. */
  readonly requests: readonly HttpRequest[];
  /** The paths of those since the last time somebody asked. */
  newPaths(): readonly string[];
  /** Lets virtual time pass until the work has ended. */
  finish<T>(work: Promise<T>): Promise<T>;
}

const house: Scenario = {
  name: "bench",
  weather: { cover: 0 },
  load: { activity: 0 },
  inverters: [
    {
      id: "roof",
      ratedW: 8_000,
      arrays: [{ peakW: 8_000 }],
      battery: { capacityWh: 10_000, socPercent: 60, maxChargeW: 5_000, maxDischargeW: 5_000 },
    },
  ],
  wallboxes: [{ id: "wallbox", car: { capacityWh: 60_000, socPercent: 40 } }],
};

/** An emulated AlphaESS account in virtual time. */
export function startCloud(profile = "legacy", scenario: Scenario = house): StartedCloud {
  const clock = createVirtualClock(Date.UTC(2026, 5, 17, 10));
  const network = createLoopbackNetwork(clock);
  const home = createSimulatedHome(scenario, { clock });
  const emulator = createEmulator(alphaessEmulator, { home, clock, random: createRandom(11), profile });
  const url = "http://alphaess.emulator";
  attachEmulator(network, url, emulator);
  const requests: HttpRequest[] = [];
  const http: HttpClient = {
    request: (request) => {
      requests.push(request);
      return network.http.request(request);
    },
  };
  let seen = 0;
  const { serial = "", username = "", password = "" } = emulator.credentials;
  return {
    ...{ clock, home, emulator, url, http, serial, requests, login: { username, password } },
    newPaths: () => {
      const fresh = requests.slice(seen).map((request) => new URL(request.url).pathname);
      seen = requests.length;
      return fresh;
    },
    finish: (work) => passTimeUntil(clock, work),
  };
}

async function passTimeUntil<T>(clock: VirtualClock, work: Promise<T>): Promise<T> {
  let isOver = false;
  const end = () => {
    isOver = true;
  };
  work.then(end, end);
  for (let passed = 0; !isOver && passed < 4_000; passed += 1) await clock.runFor(250);
  return work;
}
