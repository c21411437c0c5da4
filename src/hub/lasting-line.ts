import type { Command, DecidedCommand, Problem } from "#domain";
import { createProblem, fail, minuteMs, secondMs, toProblem } from "#domain";
import type { Actuator } from "#driver-kit";
import type { CommandRecord, CommandState } from "#history";
import { type Clock, type Log, newId } from "#platform";
import { isSeen } from "./read-back.ts";

export interface LastingLineContext {
  readonly clock: Clock;
  readonly log: Log;
  readonly stopping: AbortSignal;
  /** The thing to move; undefined while its device is not connected. */
  find(): Actuator | undefined;
  record(record: CommandRecord): void;
}

/**
 * Values that users set: each is sent, read back and from then on theirs. Nothing is remembered of what was there
 * before, and nothing is put back; the history tells how it ended.
 */
export interface LastingLine {
  /** Replaces what is under way for the same value. */
  submit(decided: DecidedCommand): void;
  /** Resolves when nothing is under way any more; only of use once the hub is stopping. */
  settled(): Promise<void>;
}

const tries = 3;
const retryPauseMs = 5 * secondMs;
/** Whoever is told to wait longer gives up; the user sees it and can ask again. */
const longestPauseMs = minuteMs;

export function createLastingLine(context: LastingLineContext): LastingLine {
  const { clock, log, stopping } = context;
  let next: DecidedCommand | undefined;
  let working: Promise<void> | undefined;

  const isGivingWay = () => next !== undefined || stopping.aborted;

  const work = async () => {
    while (next !== undefined && !stopping.aborted) {
      const decided = next;
      next = undefined;
      await carryOut(decided);
    }
    working = undefined;
  };

  const carryOut = async ({ command, purpose, reason }: DecidedCommand) => {
    const base = { id: newId(), at: clock.now(), target: command.target, command, purpose, reason };
    const tell = (state: CommandState, attempts: number, problem?: Problem) => {
      const isOver = state !== "stored" && state !== "sent";
      const end = isOver ? { finishedAt: clock.now() } : {};
      context.record({ ...base, state, attempts, ...end, ...(problem === undefined ? {} : { problem }) });
    };
    for (let attempt = 1; ; attempt += 1) {
      tell("stored", attempt);
      const problem = await tryOnce(command, purpose, () => tell("sent", attempt)).catch(toProblem);
      if (problem === undefined) return tell("confirmed", attempt);
      if (isGivingWay()) return tell("superseded", attempt);
      const pauseMs = Math.max(retryPauseMs, (problem.retryAt ?? 0) - clock.now());
      const isOver = attempt >= tries || !problem.isRetryable || pauseMs > longestPauseMs;
      if (isOver) {
        log.warn("a value could not be set", { target: command.target, code: problem.code });
        return tell("failed", attempt, problem);
      }
      await clock.sleep(pauseMs, stopping).catch(() => {});
    }
  };

  const tryOnce = async (command: Command, purpose: DecidedCommand["purpose"], onSent: () => void) => {
    const actuator = context.find();
    if (actuator === undefined)
      throw fail("unreachable", "device.not-connected", { facts: { device: command.target } });
    const call = { signal: stopping, purpose };
    await actuator.apply(command, call);
    onSent();
    const isThere = (state: Parameters<Actuator["isInEffect"]>[1]) => actuator.isInEffect(command, state);
    if (await isSeen({ actuator, clock, call, about: command, isThere, isGivingWay })) return undefined;
    return createProblem("refused", "command.not-confirmed", { facts: { device: command.target }, isRetryable: true });
  };

  return {
    submit: (decided) => {
      if (stopping.aborted) return;
      next = decided;
      working ??= work();
    },
    settled: async () => working,
  };
}
