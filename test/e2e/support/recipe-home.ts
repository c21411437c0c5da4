import { stringify } from "yaml";
import { type Json, minuteMs } from "#domain";
import { attachEmulator, createAccounts, createEmulator } from "#driver-kit";
import { createMemoryStateStore, openHistory } from "#history";
import { createHub, type Hub, loadConfig } from "#hub";
import { createLoopbackNetwork, createRandom, createVirtualClock, silentLog } from "#platform";
import { createSimulatedHome, type Scenario } from "#simulator";
import { type AlphaessSurface, createAlphaessClient } from "../../../src/drivers/alphaess/client.ts";
import { alphaessDriver } from "../../../src/drivers/alphaess/driver.ts";
import { alphaessEmulator } from "../../../src/drivers/alphaess/emulator.ts";

export type Control = Readonly<Record<string, Json>>;

/** A house with an AlphaESS battery and wallbox at the old interface, on virtual time, and nobody who steers it yet. */
export function openRecipeHome(scenario: Scenario, profile = "legacy") {
  const clock = createVirtualClock(Date.parse(scenario.startAt ?? ""));
  const network = createLoopbackNetwork(clock);
  const home = createSimulatedHome(scenario, { clock, seed: 7 });
  const emulator = createEmulator(alphaessEmulator, { home, clock, random: createRandom(7), profile });
  const url = "http://alphaess.emulator";
  attachEmulator(network, url, emulator);
  const { serial = "", username = "", password = "" } = emulator.credentials;
  const client = createAlphaessClient({ api: "legacy", username, password, url, http: network.http, clock });

  /** Lets time pass until the work is done. */
  const during = async <T>(work: Promise<T>): Promise<T> => {
    let isOver = false;
    const end = () => {
      isOver = true;
    };
    work.then(end, end);
    for (let passedMs = 0; !isOver && passedMs < 10 * minuteMs; passedMs += 1_000) await clock.runFor(1_000);
    return work;
  };

  /** A program of the owner's: it does one thing every minute. */
  const everyMinute = async (forMs: number, step: (client: AlphaessSurface) => Promise<void>, after?: () => void) => {
    const untilMs = clock.now() + forMs;
    while (clock.now() < untilMs) {
      await during(step(client));
      await clock.runFor(minuteMs);
      home.advance();
      after?.();
    }
  };

  const energies = () => ({
    carWh: home.wallbox().energyWh,
    chargedWh: home.inverter().battery?.chargedWh ?? 0,
    importWh: home.meter.importWh,
  });

  /** What one stretch of time brought to each. */
  const measured = async (work: () => Promise<void>) => {
    home.advance();
    const before = energies();
    await work();
    home.advance();
    const after = energies();
    return {
      carWh: after.carWh - before.carWh,
      chargedWh: after.chargedWh - before.chargedWh,
      importWh: after.importWh - before.importWh,
    };
  };

  return { clock, home, emulator, url, http: network.http, serial, client, during, everyMinute, measured };
}

export type RecipeHome = ReturnType<typeof openRecipeHome>;

/** Lets the hub steer the house by these settings. */
export function startHub({ clock, home, emulator, url, http }: RecipeHome, control: Control) {
  const text = stringify({
    version: 1,
    home: { id: "home", name: "Home", timeZone: home.timeZone },
    devices: [{ ...emulator.deviceEntry, id: "alpha", url }],
    control,
  });
  const drivers = [alphaessDriver];
  const loaded = loadConfig("test", text, { drivers, targets: [], environment: {}, readSecretFile: () => undefined });
  if (!loaded.isUsable) throw new Error(JSON.stringify(loaded.problems));
  const history = openHistory({ path: ":memory:", clock, mode: "inline" });
  const hub: Hub = createHub(loaded.config, {
    ...{ drivers, targets: [], clock, log: silentLog, history, store: createMemoryStateStore() },
    random: createRandom(8),
    accounts: createAccounts({ directory: "memory", clock, http, log: silentLog }),
  });
  const stop = async () => {
    const stopping = hub.stop();
    await clock.runFor(minuteMs);
    await stopping;
    const closing = history.close();
    await clock.runFor(0);
    await closing;
  };
  return { hub, stop };
}
