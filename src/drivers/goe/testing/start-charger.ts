import type { Json } from "#domain";
import { attachEmulator, createEmulator, type Emulator, type SimulatedHome } from "#driver-kit";
import {
  type Clock,
  createLoopbackNetwork,
  createRandom,
  createVirtualClock,
  type HttpClient,
  type HttpRequest,
  type VirtualClock,
} from "#platform";
import { goeEmulator } from "../emulator.ts";

export interface StartedCharger {
  readonly clock: VirtualClock;
  readonly home: SimulatedHome;
  readonly emulator: Emulator;
  readonly url: string;
  readonly http: HttpClient;
  /** Every request that left, in order. */
  readonly requests: readonly HttpRequest[];
  /** What the charger shows after so many more seconds. */
  after(seconds: number): Promise<Readonly<Record<string, Json>>>;
  /** One raw exchange as any program on the network could make it. */
  get(path: string): Promise<{ readonly status: number; readonly body: string }>;
  set(query: string): Promise<{ readonly status: number; readonly body: Json }>;
}

const startAt = Date.UTC(2026, 5, 17, 8, 30);

/** An emulated charger in a house on virtual time, reachable in process. */
export function startCharger(
  createHome: (clock: Clock) => SimulatedHome,
  options: { readonly profile?: string; readonly isLenient?: boolean } = {},
): StartedCharger {
  const clock = createVirtualClock(startAt);
  const home = createHome(clock);
  const emulator = createEmulator(goeEmulator, { home, clock, random: createRandom(7), ...options });
  const network = createLoopbackNetwork(clock);
  const url = "http://goe.emulator";
  attachEmulator(network, url, emulator);
  const requests: HttpRequest[] = [];
  const http: HttpClient = {
    request: (request) => {
      requests.push(request);
      return network.http.request(request);
    },
  };
  const get = (path: string) => network.http.request({ method: "GET", url: `${url}${path}`, timeoutMs: 5_000 });
  return {
    ...{ clock, home, emulator, url, http, requests, get },
    after: async (seconds) => {
      await clock.runFor(seconds * 1_000);
      return JSON.parse((await get("/api/status")).body);
    },
    set: async (query) => {
      const { status, body } = await get(`/api/set?${query}`);
      return { status, body: JSON.parse(body) };
    },
  };
}
