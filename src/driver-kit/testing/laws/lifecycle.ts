import { createNodeHttp, createRandom, createSystemClock, type HttpClient, silentLog } from "#platform";
import { createAccounts } from "../../account/accounts.ts";
import { createEmulator } from "../../emulator/create-emulator.ts";
import { serveEmulator } from "../../emulator/serve-emulator.ts";
import { connectedStage, entryFor, placeOf, type Stage } from "../stage.ts";
import { type DriverLaw, type DriverTrial, deviceId } from "../trial.ts";

export const closeLaw: DriverLaw = {
  name: "connects, reads and closes leaving no timer and no open call",
  check: async (trial) => {
    const { stage, connection } = await connectedStage(trial);
    const findings: string[] = [];
    if (connection.polls.length === 0) findings.push("has nothing to poll");
    for (const poll of connection.polls) {
      const outcome = await stage.finish(poll.read({ purpose: "poll" }));
      if ("error" in outcome) findings.push(`poll ${poll.id} fails: ${String(outcome.error)}`);
    }
    await stage.finish(connection.close());
    return [...findings, ...leftovers(stage)];
  },
};

function leftovers({ clock, network }: Stage): readonly string[] {
  const timers = clock.pendingTimers();
  const calls = network.openCalls();
  return [
    ...(timers > 0 ? [`${timers} timers are left after closing`] : []),
    ...(calls > 0 ? [`${calls} calls are open after closing`] : []),
  ];
}

export const socketLaw: DriverLaw = {
  name: "works over a real socket",
  check: async (trial) => {
    const clock = createSystemClock();
    const http = createNodeHttp();
    const home = trial.makeHome(clock);
    const emulator = createEmulator(trial.emulator, { home, clock, random: createRandom(7), ...placeOf(trial) });
    const server = await serveEmulator(emulator, { clock });
    const { client, open } = countOpenCalls(http);
    const accounts = createAccounts({ directory: "memory", clock, http: client, log: silentLog });
    try {
      return await visit(trial, entryFor(trial, emulator, server.url), accounts, open);
    } finally {
      http.close();
      await server.close();
    }
  },
};

async function visit(
  trial: DriverTrial,
  entry: Readonly<Record<string, unknown>>,
  accounts: ReturnType<typeof createAccounts>,
  openCalls: () => number,
): Promise<readonly string[]> {
  const { driver } = trial;
  const bound = driver.bind(entry);
  const account = accounts.open({ driver: driver.id, identity: bound.identity, rules: driver.calls });
  const { http, session, reportRemaining } = account;
  const surroundings = { clock: createSystemClock(), random: createRandom(7), log: silentLog };
  const connection = await bound.connect({ deviceId, http, session, reportRemaining, ...surroundings });
  const [first] = connection.polls;
  const readings = (await first?.read({ purpose: "poll" })) ?? [];
  await connection.close();
  const open = openCalls();
  await account.close();
  return [
    ...(readings.length === 0 && first?.brings.length !== 0 ? ["the first poll brought nothing"] : []),
    ...(open > 0 ? [`${open} calls are open after closing`] : []),
  ];
}

function countOpenCalls(http: HttpClient) {
  let count = 0;
  const client: HttpClient = {
    request: async (request) => {
      count += 1;
      try {
        return await http.request(request);
      } finally {
        count -= 1;
      }
    },
  };
  return { client, open: () => count };
}

export const abortLaw: DriverLaw = {
  name: "gives up in the middle of a call as soon as it is told to",
  check: async (trial) => {
    const { stage, connection } = await connectedStage(trial);
    const findings: string[] = [];
    stage.emulator.faults.set("hang");
    const calls: [string, (signal: AbortSignal) => Promise<unknown>][] = [
      ...connection.polls.map(
        (poll) => [`poll ${poll.id}`, (signal: AbortSignal) => poll.read({ signal, purpose: "poll" })] as const,
      ),
      ...connection.actuators.map(
        (one) => [`reading ${one.id}`, (signal: AbortSignal) => one.read({ signal, purpose: "user" })] as const,
      ),
    ].map(([name, call]) => [name, call]);
    for (const [name, call] of calls) findings.push(...(await abortOne(stage, name, call)));
    return findings;
  },
};

/** Long enough for a paced call to leave, short enough not to meet any deadline. */
const untilMidCallMs = 2_500;

async function abortOne(stage: Stage, name: string, call: (signal: AbortSignal) => Promise<unknown>) {
  const abort = new AbortController();
  const ended = { isAnswered: false, hasGivenUp: false };
  call(abort.signal).then(
    () => {
      ended.isAnswered = true;
    },
    () => {
      ended.hasGivenUp = true;
    },
  );
  await stage.clock.runFor(untilMidCallMs);
  if (ended.isAnswered || stage.network.openCalls() === 0) return [];
  abort.abort(new Error("told to stop"));
  await stage.clock.runFor(0);
  const open = stage.network.openCalls();
  const findings = open > 0 ? [`${name} leaves ${open} calls open after an abort`] : [];
  if (!ended.hasGivenUp) findings.push(`${name} goes on after an abort`);
  await stage.clock.runFor(60_000);
  return findings;
}
