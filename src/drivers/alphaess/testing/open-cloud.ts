import assert from "node:assert/strict";
import { minuteMs, type Problem, ProblemError } from "#domain";
import { attachEmulator, type Connection, createAccounts, createEmulator, type DriverReading } from "#driver-kit";
import {
  createLoopbackNetwork,
  createMemoryLog,
  createRandom,
  createVirtualClock,
  type HttpClient,
  type HttpRequest,
  type HttpResponse,
} from "#platform";
import { createSimulatedHome, type Scenario } from "#simulator";
import { alphaessDriver } from "../driver.ts";
import { alphaessEmulator } from "../emulator.ts";
import { createLegacySurface } from "../legacy/legacy-surface.ts";
import { createOpenSurface } from "../open/open-surface.ts";

const origin = "http://alphaess.emulator";
const battery = { capacityWh: 10_000, socPercent: 50, maxChargeW: 5_000, maxDischargeW: 5_000 };

const bench: Scenario = {
  name: "bench",
  weather: { cover: 0 },
  load: { activity: 0 },
  inverters: [{ ratedW: 8_000, arrays: [{ peakW: 8_000 }], battery }],
  wallboxes: [{ car: { capacityWh: 60_000, socPercent: 30 } }],
};

export interface OpenCloudOptions {
  readonly profile?: string;
  readonly scenario?: Scenario;
  readonly startAt?: number;
  /** Laid over the entry; undefined takes a key away. */
  readonly config?: Readonly<Record<string, string | number | undefined>>;
}

/** The emulated clouds in a house on virtual time, a client of the official interface, and the driver. */
export function startOpenCloud({ profile = "SMILE-T10", scenario = bench, startAt, config }: OpenCloudOptions = {}) {
  const clock = createVirtualClock(startAt ?? Date.UTC(2026, 5, 17, 10));
  const network = createLoopbackNetwork(clock);
  const home = createSimulatedHome(scenario, { clock });
  const emulator = createEmulator(alphaessEmulator, { home, clock, random: createRandom(5), profile });
  attachEmulator(network, origin, emulator);
  const { appId = "", appSecret = "", serial = "" } = emulator.credentials;
  const requests: HttpRequest[] = [];
  const http: HttpClient = {
    request: async (request) => {
      requests.push(request);
      await clock.sleep(400, request.signal);
      return network.http.request(request);
    },
  };
  const timeZone = home.timeZone;
  const surface = createOpenSurface({ appId, appSecret, url: origin, http, clock, timeZone });

  /** Lets time pass until the work is done. */
  const during = async <T>(work: Promise<T>, forMs = 3 * minuteMs): Promise<T> => {
    let isOver = false;
    const end = () => {
      isOver = true;
    };
    work.then(end, end);
    for (let passedMs = 0; !isOver && passedMs < forMs; passedMs += 500) await clock.runFor(500);
    return work;
  };
  const problemOf = async (work: Promise<unknown>): Promise<Problem> => {
    const error: unknown = await during(work).then(
      () => undefined,
      (thrown) => thrown,
    );
    assert.ok(error instanceof ProblemError, `a problem was expected, not ${String(error)}`);
    return error.problem;
  };
  const log = createMemoryLog();
  const connect = async () => {
    const { driver: _, ...entry } = emulator.deviceEntry;
    const bound = alphaessDriver.bind({ ...entry, url: origin, ...config });
    const accounts = createAccounts({ directory: "memory", clock, http, log });
    const account = accounts.open({ driver: "alphaess", identity: bound.identity, rules: alphaessDriver.calls });
    const context = { http: account.http, session: account.session, clock, random: createRandom(5), log };
    const { reportRemaining } = account;
    const connection = await during(bound.connect({ ...context, deviceId: "alpha", reportRemaining }));
    return { connection, ...handles(connection, during) };
  };
  const paths = () => requests.map(({ url }) => new URL(url).pathname);
  const writes = () => requests.filter(({ method }) => method === "POST");
  /** What the owner holds in his hand; it knows nothing of our limits. */
  const { username = "", password = "" } = emulator.credentials;
  const app = createLegacySurface({ username, password, url: origin, http: network.http, clock, timeZone });
  return { clock, home, emulator, serial, surface, app, requests, paths, writes, during, problemOf, connect, log };
}

function handles(connection: Connection, during: <T>(work: Promise<T>) => Promise<T>) {
  return {
    poll: (id: string): Promise<readonly DriverReading[]> => {
      const found = connection.polls.find((candidate) => candidate.id === id);
      assert.ok(found, `there is no poll ${id}`);
      return during(found.read({ purpose: "poll" }));
    },
    actuator: (id: string) => {
      const found = connection.actuators.find((candidate) => candidate.id === id);
      assert.ok(found, `there is no actuator ${id}`);
      return found;
    },
  };
}

/** A client whose cloud answers every call with the same. */
export function surfaceAnswering(body: string, response: Partial<HttpResponse> = {}) {
  const clock = createVirtualClock(Date.UTC(2026, 5, 17, 10));
  const requests: HttpRequest[] = [];
  const http: HttpClient = {
    request: async (request) => {
      requests.push(request);
      return { status: 200, headers: {}, body, ...response };
    },
  };
  const appSecret = "surely-secret";
  const surface = createOpenSurface({ appId: "alphaef", appSecret, http, clock, timeZone: "Europe/Berlin" });
  return { surface, requests, clock };
}
