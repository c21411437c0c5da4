import { minuteMs, secondMs } from "#domain";
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
import { growattDriver } from "../driver.ts";
import { growattEmulator } from "../emulator.ts";

export const origin = "http://growatt.emulator";

const roof = { id: "roof", ratedW: 8_000, arrays: [{ peakW: 8_000 }] };
const battery = { capacityWh: 10_000, socPercent: 60, maxChargeW: 5_000, maxDischargeW: 5_000 };
const withBattery: Scenario = { name: "bench", load: { activity: 0 }, inverters: [{ ...roof, battery }] };
const solarOnly: Scenario = { name: "bench", load: { activity: 0 }, inverters: [roof] };

export interface StartOptions {
  readonly profile?: string;
  readonly hasBattery?: boolean;
  readonly startAt?: number;
  readonly timeZone?: string;
}

/** An emulated cloud, and the driver on the way to it, with every request kept. */
export function startCloud(options: StartOptions = {}) {
  const { profile = "sph", hasBattery = true, startAt = Date.UTC(2026, 5, 17, 10), timeZone } = options;
  const clock = createVirtualClock(startAt);
  const network = createLoopbackNetwork(clock);
  const scenario = hasBattery ? withBattery : solarOnly;
  const home = createSimulatedHome(timeZone === undefined ? scenario : { ...scenario, timeZone }, { clock });
  const emulator = createEmulator(growattEmulator, { home, clock, random: createRandom(5), profile });
  attachEmulator(network, origin, emulator);
  const requests: HttpRequest[] = [];
  const http: HttpClient = {
    request: (request) => {
      requests.push(request);
      return network.http.request(request);
    },
  };
  const log = createMemoryLog();
  // One for all connections, as in one process or several that share the files.
  const accounts = createAccounts({ directory: "memory", clock, http, log });

  /** Lets time pass until the work is done. */
  const during = async <T>(work: Promise<T>): Promise<T> => {
    let isOver = false;
    const end = () => {
      isOver = true;
    };
    work.then(end, end);
    for (let second = 0; !isOver && second < 300; second += 1) await clock.runFor(secondMs);
    return work;
  };

  const open = (config: Readonly<Record<string, unknown>> = {}) => {
    const { driver: _, ...entry } = emulator.deviceEntry;
    const bound = growattDriver.bind({ ...entry, url: origin, ...config });
    return {
      bound,
      account: accounts.open({ driver: "growatt", identity: bound.identity, rules: growattDriver.calls }),
    };
  };
  // Keeps the account's book while connections come and go.
  const keptOpen = open();

  const connect = async (config: Readonly<Record<string, unknown>> = {}) => {
    const { bound, account } = open(config);
    const { session, reportRemaining, shared } = account;
    const surroundings = { session, reportRemaining, shared, clock, random: createRandom(5), log, deviceId: "roof" };
    const connection = await during(bound.connect({ ...surroundings, http: account.http }));
    const [live] = connection.polls;
    if (live === undefined) throw new RangeError("no poll");
    return { connection, live: () => during(live.read({ purpose: "poll" })) };
  };
  const change = async (patch: Parameters<typeof home.change>[0], passMs = 20 * minuteMs) => {
    home.advance();
    home.change(patch);
    await clock.runFor(passMs);
  };
  const paths = () => requests.map(({ url }) => new URL(url).pathname);
  return { clock, home, emulator, http, log, requests, paths, during, connect, change, account: keptOpen.account };
}
