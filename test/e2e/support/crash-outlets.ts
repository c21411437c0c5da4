import { fail, type Json } from "#domain";
import type { Intent, StateStore } from "#history";
import { type Clock, type HttpClient, type HttpRequest, sleepOn } from "#platform";

/**
 * Everything through which a hub reaches the world: time, the network, its files. Once dead, nothing passes any more in
 * either direction, as after `kill -9`: timers never fire, answers never arrive, nothing is written.
 */
export interface Outlets {
  readonly clock: Clock;
  readonly http: HttpClient;
  store(store: StateStore): StateStore;
  /** Every step of every command so far, in order; polls are none. */
  readonly steps: readonly string[];
  isDead(): boolean;
  die(): void;
}

/** Dies right at the step with this number, counted from 1; without one only when told. */
export function createOutlets(
  world: { clock: Clock; http: HttpClient },
  dieAtStep = Number.POSITIVE_INFINITY,
): Outlets {
  const steps: string[] = [];
  let isDead = false;

  /** Where a crash may happen; what comes after this in the caller must not happen when it did. */
  const step = (name: string): void => {
    if (isDead) return;
    steps.push(name);
    if (steps.length >= dieAtStep) isDead = true;
  };

  const schedule: Clock["schedule"] = (delayMs, action) =>
    isDead
      ? () => {}
      : world.clock.schedule(delayMs, () => {
          if (!isDead) action();
        });

  const request = async (outgoing: HttpRequest) => {
    const isPoll = outgoing.purpose === "poll";
    const name = `${outgoing.purpose} ${new URL(outgoing.url).pathname}`;
    if (!isPoll) step(`before ${name}`);
    if (isDead) return never<never>();
    try {
      const answer = await world.http.request(outgoing);
      if (!isPoll) step(`after ${name}`);
      return isDead ? await never<typeof answer>() : answer;
    } catch (error) {
      if (isDead) return never<never>();
      throw error;
    }
  };

  const write = (name: string, work: () => void) => {
    step(`before ${name}`);
    if (isDead) throw dead();
    work();
    step(`after ${name}`);
    if (isDead) throw dead();
  };

  return {
    clock: {
      ...world.clock,
      schedule,
      sleep: (delayMs, signal) => sleepOn(schedule, delayMs, signal),
    },
    http: { request },
    store: (store) => ({
      ...store,
      putIntent: (intent: Intent) => write(`storing ${intent.actuator} ${intent.state}`, () => store.putIntent(intent)),
      removeIntent: (actuator) => write(`striking off ${actuator}`, () => store.removeIntent(actuator)),
      putMemory: (memory: Json) => write("storing memory", () => store.putMemory(memory)),
    }),
    steps,
    isDead: () => isDead,
    die: () => {
      isDead = true;
    },
  };
}

function never<T>(): Promise<T> {
  return new Promise<T>(() => {});
}

/** What the dead hub's own code gets to see; whatever it does with it reaches nobody. */
function dead() {
  return fail("bug", "bug.unexpected", { facts: { detail: "this hub is dead" } });
}
