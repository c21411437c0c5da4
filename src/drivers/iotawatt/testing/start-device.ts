import { secondMs } from "#domain";
import { attachEmulator, createAccounts, createEmulator } from "#driver-kit";
import {
  createLoopbackNetwork,
  createMemoryLog,
  createRandom,
  createVirtualClock,
  type HttpClient,
  type HttpRequest,
} from "#platform";
import { createSimulatedHome, type Scenario } from "#simulator";
import { createIotawattClient } from "../client.ts";
import { iotawattDriver } from "../driver.ts";
import { iotawattEmulator } from "../emulator.ts";

export const origin = "http://iotawatt.emulator";

const house: Scenario = {
  name: "bench",
  weather: { cover: 0 },
  load: { activity: 0 },
  inverters: [{ ratedW: 8_000, arrays: [{ peakW: 8_000 }] }],
};

/** An emulated IoTaWatt in a house on virtual time, with client and driver on the way to it. */
export function startDevice(profile = "plain") {
  const clock = createVirtualClock(Date.UTC(2026, 5, 17, 10));
  const network = createLoopbackNetwork(clock);
  const home = createSimulatedHome(house, { clock });
  const emulator = createEmulator(iotawattEmulator, { home, clock, random: createRandom(5), profile });
  attachEmulator(network, origin, emulator);
  const { username, password } = emulator.credentials;
  const requests: HttpRequest[] = [];
  const http: HttpClient = {
    request: (request) => {
      requests.push(request);
      return network.http.request(request);
    },
  };
  const login = username === undefined || password === undefined ? {} : { login: { username, password } };
  const client = createIotawattClient({ url: origin, http, clock, ...login });

  /** Lets time pass until the work is done. */
  const during = async <T>(work: Promise<T>): Promise<T> => {
    work.catch(() => {});
    await clock.runFor(20 * secondMs);
    return work;
  };
  /** One raw exchange as any program on the network could make it. */
  const get = async (path: string, headers: Readonly<Record<string, string>> = {}) =>
    during(network.http.request({ method: "GET", url: origin + path, headers, timeoutMs: 10_000 }));
  const change = async (patch: Parameters<typeof home.change>[0]) => {
    home.advance();
    home.change(patch);
    await clock.runFor(60 * secondMs);
  };
  const log = createMemoryLog();
  const connect = async (config: Readonly<Record<string, unknown>> = {}) => {
    const { driver: _, ...entry } = emulator.deviceEntry;
    const bound = iotawattDriver.bind({ ...entry, url: origin, ...config });
    const accounts = createAccounts({ directory: "memory", clock, http, log });
    const account = accounts.open({ driver: "iotawatt", identity: bound.identity, rules: iotawattDriver.calls });
    const { session, reportRemaining } = account;
    const surroundings = { session, reportRemaining, clock, random: createRandom(5), log, deviceId: "meter" };
    const connection = await during(bound.connect({ ...surroundings, http: account.http }));
    const read = (id: string) => {
      const poll = connection.polls.find((one) => one.id === id);
      if (poll === undefined) throw new RangeError(id);
      return during(poll.read({ purpose: "poll" }));
    };
    return { connection, live: () => read("live"), values: () => read("values") };
  };
  return { clock, home, emulator, client, http, requests, log, during, get, change, connect };
}
