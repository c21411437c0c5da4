import type { ActuatorSnapshot, Command, DecidedCommand, Json, Problem, Reason, SourceId } from "#domain";
import { createProblem, fail, toProblem } from "#domain";
import type { Actuator } from "#driver-kit";
import type { CommandRecord, Intent, StateStore } from "#history";
import { type Clock, type Log, newId } from "#platform";

/** Where to find the thing that a command moves; undefined while its device is not connected. */
export type FindActuator = (target: SourceId, kind: Command["kind"]) => Actuator | undefined;

export interface DispatcherContext {
  readonly clock: Clock;
  readonly log: Log;
  readonly store: StateStore;
  readonly find: FindActuator;
  record(record: CommandRecord): void;
  /** A command went one step further: time for a new look at the house. */
  onProgress(): void;
  /** The store could not take an intent (undefined: it can again). */
  onStoreProblem(problem: Problem | undefined): void;
}

/**
 * Carries commands to devices and sees them through: what was there before and the intent are in the store before
 * anything leaves, the device is read back until it shows the effect, and what we changed is put back in the end.
 * Each actuator has one line of work of its own, so a slow device never delays another.
 */
export interface Dispatcher {
  /** Picks up what a previous run left: nothing is sent, the devices are only asked how they stand. */
  resume(): void;
  submit(decided: DecidedCommand): void;
  snapshotOf(target: SourceId, kind: Command["kind"]): ActuatorSnapshot | undefined;
  /** Everything that stands changed by us right now. */
  targets(): readonly SourceId[];
  /** A fresh look from a poll: notices when a confirmed command is no longer in effect. */
  checkDrift(target: SourceId, kind: Command["kind"]): void;
  /** Puts back everything that was changed, as far as devices answer within the time; the rest stays in the store. */
  stop(giveUpAfterMs: number): Promise<void>;
}

interface Line {
  readonly key: string;
  intent: Intent;
  /** What shall be done next, replacing whatever was waiting. */
  next: DecidedCommand | undefined;
  problem: Problem | undefined;
  isBusy: boolean;
}

const triesPerCommand = 3;
const retryPauseMs = 5_000;
const readAgainMs = 2_000;

export function createDispatcher(context: DispatcherContext): Dispatcher {
  const { clock, store, log } = context;
  const lines = new Map<string, Line>();
  const stopping = new AbortController();
  const running = new Set<Promise<void>>();

  const save = (line: Line, change: Partial<Intent>) => {
    line.intent = { ...line.intent, ...change, updatedAt: clock.now() };
    keep(line.intent);
    record(line);
    context.onProgress();
  };

  /**
   * A charger is steered on even when nothing can be stored: it ends safely by itself. A battery's mode is not changed
   * without a note of what was there before, because a crash would leave it changed for ever.
   */
  const keep = (intent: Intent) => {
    try {
      store.putIntent(intent);
      context.onStoreProblem(undefined);
    } catch (error) {
      context.onStoreProblem(toProblem(error));
      if (intent.state === "stored" && intent.command.kind === "batteryIntent") throw error;
    }
  };

  const record = (line: Line, finished?: "restored" | "superseded") => {
    const { intent } = line;
    const isFinished = finished !== undefined || intent.state === "confirmed" || intent.state === "failed";
    context.record({
      id: intent.id,
      at: intent.createdAt,
      target: intent.command.target,
      command: intent.command,
      purpose: intent.purpose,
      reason: intent.reason,
      state: finished ?? (intent.state === "drifted" || intent.state === "releasing" ? "sent" : intent.state),
      attempts: intent.attempts,
      ...(isFinished ? { finishedAt: clock.now() } : {}),
      ...(line.problem === undefined ? {} : { problem: line.problem }),
    });
  };

  const track = (work: Promise<void>) => {
    running.add(work);
    work.finally(() => running.delete(work)).catch(() => {});
  };

  /** Works off a line until nothing is waiting. */
  const workOn = async (line: Line) => {
    if (line.isBusy) return;
    line.isBusy = true;
    try {
      while (line.next !== undefined && !stopping.signal.aborted) {
        const decided = line.next;
        line.next = undefined;
        if (decided.isRelease) await release(line, decided, stopping.signal);
        else await carryOut(line, decided);
      }
    } finally {
      line.isBusy = false;
    }
  };

  const carryOut = async (line: Line, decided: DecidedCommand) => {
    const isSuperseded = () => line.next !== undefined || stopping.signal.aborted;
    line.problem = undefined;
    for (let attempt = 1; attempt <= triesPerCommand && !isSuperseded(); attempt += 1) {
      try {
        if (await tryOnce(line, decided, attempt)) return;
        line.problem = createProblem("refused", "command.not-confirmed", {
          facts: { device: line.intent.command.target },
        });
      } catch (error) {
        if (stopping.signal.aborted) return;
        line.problem = toProblem(error);
        if (!line.problem.isRetryable) break;
      }
      if (attempt < triesPerCommand && !isSuperseded()) await pause(line.problem);
    }
    if (isSuperseded()) return;
    save(line, { state: "failed" });
    log.warn("command failed", { target: line.intent.command.target, code: line.problem?.code });
  };

  const pause = async (problem: Problem) => {
    const askedMs = problem.retryAt === undefined ? 0 : problem.retryAt - clock.now();
    await clock.sleep(Math.max(retryPauseMs, askedMs), stopping.signal).catch(() => {});
  };

  /** One attempt: remember, send, read back. True when the device shows the effect. */
  const tryOnce = async (line: Line, decided: DecidedCommand, attempt: number): Promise<boolean> => {
    const actuator = context.find(decided.command.target, decided.command.kind);
    if (actuator === undefined) throw notConnected(decided.command.target);
    const call = { signal: stopping.signal, purpose: decided.purpose };
    // Recorded once per intent: re-reading while our own change is active would remember ourselves as "before".
    const before = line.intent.before ?? (await actuator.read(call));
    if (attempt === 1 && isUnderWay(line.intent)) record(line, "superseded");
    save(line, {
      before,
      id: attempt === 1 ? newId() : line.intent.id,
      command: decided.command,
      reason: decided.reason,
      purpose: decided.purpose,
      state: "stored",
      attempts: attempt,
      ...(attempt === 1 ? { createdAt: clock.now() } : {}),
    });
    await actuator.apply(decided.command, call);
    save(line, { state: "sent" });
    return confirm(line, actuator, decided);
  };

  const confirm = async (line: Line, actuator: Actuator, decided: DecidedCommand): Promise<boolean> => {
    const until = clock.now() + actuator.confirmWithinMs;
    const call = { signal: stopping.signal, purpose: decided.purpose };
    await clock.sleep(actuator.settleMs, stopping.signal);
    for (;;) {
      if (actuator.isInEffect(decided.command, await actuator.read(call))) {
        line.problem = undefined;
        save(line, { state: "confirmed" });
        return true;
      }
      if (clock.now() >= until || line.next !== undefined) return false;
      await clock.sleep(Math.max(readAgainMs, actuator.settleMs), stopping.signal);
    }
  };

  const release = async (line: Line, decided: DecidedCommand, signal: AbortSignal) => {
    line.problem = undefined;
    // Nothing had been sent yet: there is nothing to put back.
    if (line.intent.before === undefined) return finish(line, decided);
    save(line, {
      state: "releasing",
      command: decided.command,
      reason: decided.reason,
      purpose: "restore",
      id: newId(),
      createdAt: clock.now(),
    });
    for (let attempt = 1; !signal.aborted && line.next === undefined; attempt += 1) {
      try {
        if (await restoreOnce(line, decided, signal)) return finish(line, decided);
        line.problem = createProblem("refused", "command.not-confirmed", { facts: { device: decided.command.target } });
      } catch (error) {
        if (signal.aborted) return;
        line.problem = toProblem(error);
      }
      save(line, { attempts: attempt });
      await clock.sleep(restorePauseMs(attempt), signal).catch(() => {});
    }
  };

  const restoreOnce = async (line: Line, decided: DecidedCommand, signal: AbortSignal): Promise<boolean> => {
    const actuator = context.find(decided.command.target, decided.command.kind);
    if (actuator === undefined) throw notConnected(decided.command.target);
    const { before } = line.intent;
    if (before === undefined) return true;
    const call = { signal, purpose: "restore" } as const;
    await actuator.restore(before, call);
    const until = clock.now() + actuator.confirmWithinMs;
    await clock.sleep(actuator.settleMs, signal);
    for (;;) {
      if (actuator.isRestored(before, await actuator.read(call))) return true;
      if (clock.now() >= until) return false;
      await clock.sleep(Math.max(readAgainMs, actuator.settleMs), signal);
    }
  };

  const finish = (line: Line, decided: DecidedCommand) => {
    line.intent = { ...line.intent, command: decided.command, reason: decided.reason, purpose: "restore" };
    record(line, "restored");
    store.removeIntent(line.key);
    lines.delete(line.key);
    context.onProgress();
    if (line.next !== undefined) submit(line.next);
  };

  /** After a crash: was the last command carried out? Only reads; control decides what follows. */
  const verify = async (line: Line) => {
    line.isBusy = true;
    try {
      while (!stopping.signal.aborted && line.next === undefined) {
        const { command } = line.intent;
        const actuator = context.find(command.target, command.kind);
        const state = await actuator?.read({ signal: stopping.signal, purpose: "guard" }).catch(() => undefined);
        if (actuator !== undefined && state !== undefined) {
          save(line, { state: actuator.isInEffect(command, state) ? "confirmed" : "failed" });
          return;
        }
        await clock.sleep(retryPauseMs, stopping.signal).catch(() => {});
      }
    } finally {
      line.isBusy = false;
      if (line.next !== undefined) track(workOn(line));
    }
  };

  const submit = (decided: DecidedCommand) => {
    if (stopping.signal.aborted) return;
    const key = keyOf(decided.command.target, decided.command.kind);
    const known = lines.get(key);
    if (known === undefined && decided.isRelease) return;
    const line = known ?? newLine(key, decided);
    lines.set(key, line);
    line.next = decided;
    track(workOn(line));
  };

  const newLine = (key: string, decided: DecidedCommand): Line => ({
    key,
    intent: {
      actuator: key,
      id: newId(),
      command: decided.command,
      reason: decided.reason,
      purpose: decided.purpose,
      state: "stored",
      attempts: 0,
      createdAt: clock.now(),
      updatedAt: clock.now(),
    },
    next: undefined,
    problem: undefined,
    isBusy: false,
  });

  const snapshotOf = (target: SourceId, kind: Command["kind"]): ActuatorSnapshot | undefined => {
    const line = lines.get(keyOf(target, kind));
    if (line === undefined) return undefined;
    const { intent, next, problem } = line;
    const pending = next ?? undefined;
    return {
      command: pending?.command ?? intent.command,
      state: pending !== undefined ? "stored" : intent.state === "releasing" ? "sent" : intent.state,
      since: intent.updatedAt,
      isReleasing: (pending?.isRelease ?? false) || intent.state === "releasing",
      ...(problem === undefined ? {} : { problem }),
    };
  };

  return {
    resume: () => {
      for (const intent of store.intents()) {
        const line: Line = { key: intent.actuator, intent, next: undefined, problem: undefined, isBusy: false };
        lines.set(intent.actuator, line);
        if (intent.state === "releasing") {
          line.next = { command: intent.command, purpose: "restore", isRelease: true, reason: intent.reason };
          track(workOn(line));
        } else track(verify(line));
      }
    },
    submit,
    snapshotOf,
    targets: () => [...lines.values()].map((line) => line.intent.command.target),
    checkDrift: (target, kind) => {
      const line = lines.get(keyOf(target, kind));
      const actuator = context.find(target, kind);
      if (line === undefined || actuator === undefined || line.isBusy || line.intent.state !== "confirmed") return;
      track(noticeDrift(line, actuator));
    },
    stop: async (giveUpAfterMs) => {
      stopping.abort(new Error("stopping"));
      await Promise.all(running);
      const restoring = new AbortController();
      const cancel = clock.schedule(giveUpAfterMs, () => restoring.abort(new Error("gave up restoring")));
      await Promise.all(
        [...lines.values()].map((line) => {
          line.next = undefined;
          const reason: Reason = { ...line.intent.reason, rule: "restore", effect: "given-back", at: clock.now() };
          return release(
            line,
            { command: line.intent.command, purpose: "restore", isRelease: true, reason },
            restoring.signal,
          );
        }),
      );
      cancel();
    },
  };

  async function noticeDrift(line: Line, actuator: Actuator): Promise<void> {
    const state: Json | undefined = await actuator
      .read({ signal: stopping.signal, purpose: "poll" })
      .catch(() => undefined);
    const isStillOurs = !line.isBusy && line.next === undefined && line.intent.state === "confirmed";
    if (state !== undefined && isStillOurs && !actuator.isInEffect(line.intent.command, state))
      save(line, { state: "drifted" });
  }
}

/** Sent on its way and neither confirmed nor given up. */
function isUnderWay({ state, attempts }: Intent): boolean {
  return attempts > 0 && (state === "stored" || state === "sent");
}

/** One line per target and kind of thing: a charger and a battery mode on one device do not wait for each other. */
function keyOf(target: SourceId, kind: Command["kind"]): string {
  return `${target}/${kind}`;
}

function restorePauseMs(attempt: number): number {
  return Math.min(60_000, 5_000 * 2 ** (attempt - 1));
}

function notConnected(device: SourceId) {
  return fail("unreachable", "device.not-connected", { facts: { device } });
}
