import { createInterface } from "node:readline";
import { z } from "zod";
import type { ChargerMode } from "#domain";
import { createAccounts } from "#driver-kit";
import { drivers } from "#drivers";
import { type History, openHistory, openStateStore, type StateStore } from "#history";
import { createHub, loadConfig } from "#hub";
import { createNodeHttp, createRandom, createScaledClock, createSystemClock, silentLog } from "#platform";
import type { Told } from "./crash-reports.ts";
import { stateMeterDriver } from "./state-meter.ts";

/** A hub in a process of its own that tells, line by line, what it has stored, until somebody kills it. */
const orders = z.object({
  directory: z.string(),
  configText: z.string(),
  charger: z.string(),
  time: z.object({ realOrigin: z.number(), virtualOrigin: z.number(), speed: z.number() }),
});

/** Real time between two flushes of the history. */
const flushEveryMs = 100;

const lines = createInterface({ input: process.stdin })[Symbol.asyncIterator]();
process.stdout.write("loaded\n");
const first = await lines.next();
if (!first.done) await live(orders.parse(JSON.parse(first.value)));
process.exit(0);

function tell(told: Told): void {
  process.stdout.write(`${JSON.stringify(told)}\n`);
}

async function live({ directory, configText, charger, time }: z.infer<typeof orders>): Promise<void> {
  const realClock = createSystemClock();
  const clock = createScaledClock(realClock, time);
  const plainDrivers = [...drivers.map(({ driver }) => driver), stateMeterDriver];
  const config = loadConfig("crash", configText, {
    ...{ drivers: plainDrivers, targets: [], environment: {} },
    readSecretFile: () => undefined,
  });
  if (!config.isUsable) throw new Error(JSON.stringify(config.problems));
  const onProblem = () => process.exit(3);
  const history = reportingHistory(openHistory({ path: `${directory}/home.db`, clock, mode: "worker" }));
  const store = reportingStore(openStateStore({ path: `${directory}/home.state.db`, now: clock.now, onProblem }));
  const hub = createHub(config.config, {
    ...{ drivers: plainDrivers, targets: [], clock, log: silentLog, history: history.history, store },
    accounts: createAccounts({ directory: `${directory}/accounts`, clock, http: createNodeHttp(), log: silentLog }),
    random: createRandom(time.realOrigin),
  });
  const isOver = new AbortController();
  const reporting = reportForEver(history.flush, () => realClock.sleep(flushEveryMs, isOver.signal));

  for await (const line of { [Symbol.asyncIterator]: () => lines }) {
    if (line === "stop") break;
    const mode: ChargerMode = line === "fast" ? "fast" : "off";
    for (let isSet = false; !isSet; ) {
      const { reason } = await hub.request({ kind: "chargerMode", charger, mode }, "owner");
      isSet = reason.effect === "mode-set";
      if (!isSet) await clock.sleep(1_000);
    }
    tell({ kind: "wish", mode });
  }
  await hub.stop();
  isOver.abort();
  await reporting;
  await history.flush();
  await history.history.close();
  store.close();
}

async function reportForEver(flush: () => Promise<void>, pause: () => Promise<void>): Promise<void> {
  try {
    for (;;) {
      await pause();
      await flush();
    }
  } catch {
    // Told to end.
  }
}

/** Tells of what was appended once it is on the disk, and never before. */
function reportingHistory(history: History): { readonly history: History; flush(): Promise<void> } {
  let points: [series: string, at: number][] = [];
  let decisions: number[] = [];
  let commands: [id: string, state: string][] = [];
  return {
    history: {
      ...history,
      appendPoints: (added) => {
        for (const { series, at } of added) points.push([series, at]);
        history.appendPoints(added);
      },
      appendDecision: (decision) => {
        decisions.push(decision.at);
        history.appendDecision(decision);
      },
      recordCommand: (record) => {
        commands.push([record.id, record.state]);
        history.recordCommand(record);
      },
    },
    flush: async () => {
      const told: Told = { kind: "flushed", points, decisions, commands };
      [points, decisions, commands] = [[], [], []];
      await history.flush();
      tell(told);
    },
  };
}

function reportingStore(store: StateStore): StateStore {
  return {
    ...store,
    putIntent: (intent) => {
      store.putIntent(intent);
      tell({ kind: "intent", actuator: intent.actuator, state: intent.state, updatedAt: intent.updatedAt });
    },
    removeIntent: (actuator) => {
      // Told beforehand, because the kill may come between the deed and the word.
      tell({ kind: "striking", actuator });
      store.removeIntent(actuator);
      tell({ kind: "struck", actuator });
    },
  };
}
