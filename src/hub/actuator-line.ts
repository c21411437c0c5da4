import type { ActuatorSnapshot, Command, DecidedCommand, Json, Problem, Reason } from "#domain";
import { createProblem, fail, minuteMs, secondMs, toProblem } from "#domain";
import type { Actuator } from "#driver-kit";
import type { Intent } from "#history";
import type { Log } from "#platform";
import { actuatorSnapshot } from "./actuator-snapshot.ts";
import { createIntentNote, type IntentNoteContext } from "./intent-note.ts";
import { isSeen } from "./read-back.ts";
import { createUserWatch } from "./user-watch.ts";
import { createLateWrites, isUsersToo, whoseState } from "./whose-change.ts";

/** What one line of work needs from the house. */
export interface ActuatorLineContext extends IntentNoteContext {
  readonly log: Log;
  /** Aborted when the hub stops; ends everything but the last restoring. */
  readonly stopping: AbortSignal;
  /** The thing to move; undefined while its device is not connected. */
  find(): Actuator | undefined;
}

/**
 * One actuator's line of work: sees one command after the other through, from the note in the store to the device's own
 * word that it is in effect, and in the end puts back what was there before the first of them.
 */
export interface ActuatorLine {
  /** Replaces whatever is waiting; what is under way gives way as soon as it can. */
  submit(decided: DecidedCommand): void;
  /** Picks up what a previous run left: a restoration goes on, of anything else the device is only asked how it stands. */
  resume(left: Intent): void;
  /** What stands changed by us, and how far we are with it. */
  intent(): Intent | undefined;
  snapshot(): ActuatorSnapshot | undefined;
  /** A fresh look: notices when a confirmed command is no longer in effect. */
  checkDrift(): void;
  /** Resolves when nothing is under way any more; only of use once the hub is stopping. */
  settled(): Promise<void>;
  /** The end of the line: puts back what was changed, for as long as the signal allows. */
  restoreAtEnd(signal: AbortSignal): Promise<void>;
}

const notConfirmedCode = "command.not-confirmed";
const triesPerCommand = 3;
const retryPauseMs = 5 * secondMs;
const doubtMs = 10 * secondMs;
/** Whoever is told to wait longer gives up; control says it again when the time has come. */
const longestRetryPauseMs = minuteMs;
/** Restoring is never given up; a device that answers but does not obey is asked ever more rarely, for its calls are counted. */
const longestRestorePauseMs = { unreachable: minuteMs, disobeying: 15 * minuteMs } as const;

export function createActuatorLine(context: ActuatorLineContext): ActuatorLine {
  const { clock, log, stopping } = context;
  const note = createIntentNote(context);
  const late = createLateWrites(clock);
  const watch = createUserWatch({ clock, note, late, find: context.find });
  const running = new Set<Promise<void>>();
  let looking: DecidedCommand | undefined;
  let next: DecidedCommand | undefined;
  let isBusy = false;
  let resting: AbortController | undefined;

  const hasNext = () => next !== undefined;
  const isGivingWay = () => hasNext() || stopping.aborted;

  const track = (work: Promise<void>) => {
    running.add(work);
    const done = () => running.delete(work);
    work.then(done, (error: unknown) => {
      done();
      log.error("work on a device ended unexpectedly", { actuator: context.key, error: String(error) });
    });
  };

  /** A pause that ends early when there is something else to do. */
  const rest = async (durationMs: number, signal: AbortSignal) => {
    const own = new AbortController();
    const onAbort = () => own.abort(signal.reason);
    resting = own;
    signal.addEventListener("abort", onAbort, { once: true });
    await clock.sleep(durationMs, own.signal).catch(() => {});
    signal.removeEventListener("abort", onAbort);
    resting = undefined;
  };

  const work = async () => {
    if (isBusy) return;
    isBusy = true;
    try {
      while (next !== undefined && !stopping.aborted) {
        const decided = next;
        next = undefined;
        if (decided.isRelease) await release(decided, stopping);
        else await carryOut(decided);
      }
    } finally {
      isBusy = false;
    }
  };

  const carryOut = async (decided: DecidedCommand) => {
    // Whoever has just asked us wants it so, whatever he set at the device before.
    if (decided.purpose !== "user" && (await isOverruled(decided, stopping))) return;
    if (isGivingWay()) return;
    note.begin(decided, "stored");
    for (let attempt = 1; attempt <= triesPerCommand && !isGivingWay(); attempt += 1) {
      const problem = await tryOnce(decided, attempt).catch(toProblem);
      if (problem === undefined || stopping.aborted) return;
      note.setProblem(problem);
      const pauseMs = Math.max(retryPauseMs, askedPauseMs(problem));
      const isHopeless = problem.code !== notConfirmedCode && !problem.isRetryable;
      if (isHopeless || pauseMs > longestRetryPauseMs) break;
      if (attempt < triesPerCommand && !isGivingWay()) await rest(pauseMs, stopping);
    }
    if (isGivingWay()) return;
    note.save({ state: "failed" });
    log.warn("command failed", { target: decided.command.target, code: note.problem()?.code });
  };

  /** One attempt: remember, send, read back. What went wrong, unless the device shows the effect. */
  const tryOnce = async ({ command, purpose }: DecidedCommand, attempt: number): Promise<Problem | undefined> => {
    const actuator = connected(command.target);
    const call = { signal: stopping, purpose };
    // Read once for all commands in a row: later our own change would pass for what was there before.
    const first = note.intent()?.before ?? (await actuator.read(call));
    const before = actuator.keep?.(first, command) ?? first;
    if (isGivingWay()) return undefined;
    note.save({ before, state: "stored", attempts: attempt });
    const isSeenNow = late.sent((state) => actuator.isInEffect(command, state));
    await actuator.apply(command, call, before);
    note.save({ state: "sent" });
    let shown: Json | undefined;
    let doubt: Json | undefined;
    let chosen: Json | undefined;
    const isThere = (state: Json) => {
      shown = state;
      const whose = whoseState(actuator, { command, before }, state, late);
      if (whose === "doubtful" && doubt !== undefined && actuator.isRestored(doubt, state)) chosen = state;
      doubt = whose === "doubtful" ? state : undefined;
      return whose === "ours";
    };
    const isEnough = () => hasNext() || (chosen !== undefined && isUsersToo(command));
    const isOurs = await isSeen({ actuator, clock, call, isThere, isGivingWay: isEnough });
    if (!isOurs && chosen !== undefined && isUsersToo(command)) {
      note.overruled(chosen);
      return undefined;
    }
    if (!isOurs || shown === undefined) return notConfirmed(command);
    isSeenNow();
    watch.looked();
    note.setProblem(undefined);
    note.save({ state: "confirmed", ...(isUsersToo(command) ? { shown } : {}) });
    return undefined;
  };

  /** While we look, the command counts as waiting. */
  const isOverruled = async (decided: DecidedCommand, signal: AbortSignal) => {
    looking = decided;
    const isUsers = await watch.findsOverruled({ signal, purpose: decided.purpose });
    looking = undefined;
    if (isUsers) note.overruled();
    return isUsers;
  };

  const release = async (decided: DecidedCommand, signal: AbortSignal) => {
    const intent = note.intent();
    if (intent?.state === "overruled") {
      await watch.undoLateWrite(intent, signal);
      return note.forget();
    }
    // Nothing has ever been sent: there is nothing to put back.
    if (intent?.before === undefined) return note.forget();
    // A restoration that was interrupted is carried on with, not begun anew.
    if (intent.state !== "releasing") {
      if ((await isOverruled(decided, signal)) || hasNext()) return;
      note.begin({ ...decided, purpose: "restore" }, "releasing");
    }
    for (let attempt = 1; !signal.aborted && next === undefined; attempt += 1) {
      note.save({ attempts: attempt });
      const problem = await restoreOnce(decided.command, intent.before, signal).catch(toProblem);
      if (problem === undefined) return note.restored();
      if (signal.aborted) return;
      note.setProblem(problem);
      if (next === undefined) await rest(Math.max(restorePauseMs(attempt, problem), askedPauseMs(problem)), signal);
    }
  };

  const restoreOnce = async (command: Command, before: Json, signal: AbortSignal): Promise<Problem | undefined> => {
    const actuator = connected(command.target);
    const call = { signal, purpose: "restore" } as const;
    const isThere = (state: Json) => actuator.isRestored(before, state);
    const isSeenNow = late.sent(isThere);
    await actuator.restore(before, call);
    if (!(await isSeen({ actuator, clock, call, isThere, isGivingWay: hasNext }))) return notConfirmed(command);
    isSeenNow();
    return undefined;
  };

  /** After a crash: was the last command carried out? Only reads; control decides what follows. */
  const verify = async (left: Intent) => {
    isBusy = true;
    let doubt: Json | undefined;
    try {
      for (let attempt = 1; !isGivingWay(); attempt += 1) {
        const actuator = context.find();
        const state = await actuator?.read({ signal: stopping, purpose: "guard" }).catch(() => undefined);
        if (actuator !== undefined && state !== undefined) {
          const whose = isUsersToo(left.command) ? whoseState(actuator, left, state, late) : undefined;
          const isAgain = doubt !== undefined && actuator.isRestored(doubt, state);
          if (whose === "users") return note.overruled();
          if (whose === "doubtful" && isAgain) return note.overruled(state);
          if (whose === "doubtful") {
            doubt = state;
            await rest(doubtMs, stopping);
            continue;
          }
          const isThere = actuator.isInEffect(left.command, state);
          note.setProblem(isThere ? undefined : notConfirmed(left.command));
          note.save(isThere ? { state: "confirmed", shown: state } : { state: "failed" });
          return;
        }
        if (!isGivingWay()) await rest(restorePauseMs(attempt, undefined), stopping);
      }
    } finally {
      isBusy = false;
      if (next !== undefined) track(work());
    }
  };

  const noticeDrift = async (confirmed: Intent, actuator: Actuator) => {
    const state = await actuator.read({ signal: stopping, purpose: "poll" }).catch(() => undefined);
    if (state === undefined || note.intent() !== confirmed || isBusy || next !== undefined) return;
    watch.looked();
    const whose = whoseState(actuator, confirmed, state, late);
    if (whose === "ours") return;
    if (whose === "users" && isUsersToo(confirmed.command)) note.overruled();
    else note.save({ state: "drifted" });
  };

  const connected = (device: string): Actuator => {
    const actuator = context.find();
    if (actuator === undefined) throw fail("unreachable", "device.not-connected", { facts: { device } });
    return actuator;
  };

  const askedPauseMs = ({ retryAt }: Problem) => (retryAt === undefined ? 0 : retryAt - clock.now());

  return {
    submit: (decided) => {
      if (stopping.aborted) return;
      if (decided.isRelease && note.intent() === undefined && next === undefined) return;
      next = decided;
      resting?.abort();
      track(work());
    },
    resume: (left) => {
      note.takeOver(left);
      if (left.state === "overruled") return;
      watch.noteLateWrite(left);
      if (left.state !== "releasing") {
        track(verify(left));
        return;
      }
      next = { command: left.command, purpose: "restore", isRelease: true, reason: left.reason };
      track(work());
    },
    intent: note.intent,
    snapshot: () => actuatorSnapshot(note, next ?? looking, clock.now()),
    checkDrift: () => {
      const actuator = context.find();
      const intent = note.intent();
      if (intent === undefined || actuator === undefined || isBusy) return;
      if (intent.state === "confirmed") track(noticeDrift(intent, actuator));
      if (intent.state === "overruled") track(watch.undoLateWrite(intent, stopping));
    },
    settled: async () => {
      note.close();
      await Promise.allSettled(running);
    },
    restoreAtEnd: async (signal) => {
      next = undefined;
      const intent = note.intent();
      // A user's choice is kept in mind beyond a restart.
      if (intent === undefined || intent.state === "overruled") return;
      const reason: Reason = { ...intent.reason, rule: "restore", effect: "given-back", at: clock.now() };
      await release({ command: intent.command, purpose: "restore", isRelease: true, reason }, signal);
    },
  };
}

function restorePauseMs(attempt: number, problem: Problem | undefined): number {
  const { unreachable, disobeying } = longestRestorePauseMs;
  const longestMs = problem?.code === notConfirmedCode ? disobeying : unreachable;
  return Math.min(longestMs, retryPauseMs * 2 ** Math.min(attempt - 1, 20));
}

function notConfirmed({ target }: Command): Problem {
  return createProblem("refused", notConfirmedCode, { facts: { device: target } });
}
