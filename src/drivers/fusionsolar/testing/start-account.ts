import { type Json, minuteMs, toProblem } from "#domain";
import { attachEmulator, type Connection, createAccounts, createEmulator, type DriverReading } from "#driver-kit";
import { createLoopbackNetwork, createMemoryLog, createRandom, createVirtualClock } from "#platform";
import { createSimulatedHome, type Scenario } from "#simulator";
import { createFusionsolarClient } from "../client.ts";
import { fusionsolarDriver } from "../driver.ts";
import { fusionsolarEmulator } from "../emulator.ts";

export const origin = "http://fusionsolar.emulator";
export const ownPlant = "Sunny Lane 4";

const battery = { capacityWh: 10_000, socPercent: 50, maxChargeW: 5_000, maxDischargeW: 5_000 };
const roof = { ratedW: 8_000, arrays: [{ peakW: 8_000 }] };
export const hybrid: Scenario = {
  name: "hybrid",
  weather: { cover: 0 },
  load: { activity: 0 },
  inverters: [{ ...roof, battery }],
};
export const solarOnly: Scenario = { ...hybrid, name: "solar only", inverters: [roof] };

export interface StartOptions {
  readonly profile?: string;
  readonly scenario?: Scenario;
  readonly plants?: number;
  readonly config?: Readonly<Record<string, Json>>;
}

/** An account in the emulated cloud, and whatever asks it. */
export function startAccount({
  profile = "residential",
  scenario = hybrid,
  plants = 3,
  config = {},
}: StartOptions = {}) {
  const clock = createVirtualClock(Date.UTC(2026, 5, 17, 10));
  const network = createLoopbackNetwork(clock);
  const home = createSimulatedHome(scenario, { clock });
  const random = createRandom(5);
  const emulator = createEmulator(fusionsolarEmulator, {
    ...{ home, clock, random, profile },
    credentials: { plants: String(plants) },
  });
  attachEmulator(network, origin, emulator);
  const log = createMemoryLog();
  const accounts = createAccounts({ directory: "memory", clock, http: network.http, log });
  const { driver: _, ...entry } = emulator.deviceEntry;

  /** Lets time pass until the work is done. */
  const during = async <T>(work: Promise<T>, atMostMs = 10 * minuteMs): Promise<T> => {
    let isDone = false;
    const done = () => {
      isDone = true;
    };
    work.then(done, done);
    await clock.runFor(0);
    for (let passedMs = 0; !isDone && passedMs < atMostMs; passedMs += 500) await clock.runFor(500);
    return work;
  };
  const connect = async (more: Readonly<Record<string, Json>> = {}) => {
    const bound = fusionsolarDriver.bind({ ...entry, url: origin, ...config, ...more });
    const account = accounts.open({ driver: "fusionsolar", identity: bound.identity, rules: fusionsolarDriver.calls });
    const { http, session, reportRemaining, shared } = account;
    const context = { deviceId: "roof", http, session, reportRemaining, shared, clock, random, log };
    const connection = await during(bound.connect(context));
    return { connection, account };
  };
  const poll = (connection: Connection): Promise<readonly DriverReading[]> => {
    const [live] = connection.polls;
    if (live === undefined) throw new Error("there is nothing to poll");
    return during(live.read({ purpose: "poll" }));
  };
  const problemOf = async (work: Promise<unknown>) => {
    try {
      await during(work);
    } catch (error) {
      return toProblem(error);
    }
    throw new Error("should have failed");
  };
  /** The client by itself, without anybody who counts calls. */
  const openClient = (more: { readonly password?: string; readonly username?: string } = {}) => {
    const { username = "", password = "" } = emulator.credentials;
    return createFusionsolarClient({ url: origin, username, password, http: network.http, clock, ...more });
  };
  const countOf = (method: string, result?: string) =>
    emulator
      .calls()
      .filter((call) => call.path.endsWith(`/${method}`) && (result === undefined || call.result === result)).length;
  const later = (forMs: number) => clock.runFor(forMs);
  return {
    clock,
    network,
    home,
    emulator,
    accounts,
    log,
    during,
    connect,
    poll,
    problemOf,
    openClient,
    countOf,
    later,
  };
}

/** The readings by what they are of: `grid`, `solar`, `battery`. */
export function byName(readings: readonly DriverReading[]): Readonly<Record<string, DriverReading>> {
  return Object.fromEntries(
    readings.map((reading) => [reading.kind === "meter" ? reading.place : reading.kind, reading]),
  );
}

export function powerOf(reading: DriverReading | undefined): number | undefined {
  return reading !== undefined && "powerW" in reading ? reading.powerW : undefined;
}
