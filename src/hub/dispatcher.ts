import type { ActuatorSnapshot, Command, DecidedCommand, Instant, SourceId } from "#domain";
import { type Problem, toProblem } from "#domain";
import type { Actuator } from "#driver-kit";
import type { CommandRecord, Intent, StateStore } from "#history";
import type { Clock, Log } from "#platform";
import { type ActuatorLine, createActuatorLine } from "./actuator-line.ts";
import { createFeedLine, type FeedLine } from "./feed-line.ts";
import { createLastingLine, type LastingLine } from "./lasting-line.ts";

/** Where to find the thing that a command moves; undefined while its device is not connected. */
export type FindActuator = (target: SourceId, kind: Command["kind"]) => Actuator | undefined;

export interface DispatcherContext {
  readonly clock: Clock;
  readonly log: Log;
  readonly store: StateStore;
  readonly find: FindActuator;
  /** Whether the target's device is in the configuration; what is not can answer nobody. */
  isConfigured?(target: SourceId): boolean;
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
  /** Picks up what a previous run left, and tells what that was. */
  resume(): readonly Intent[];
  submit(decided: DecidedCommand): void;
  snapshotOf(target: SourceId, kind: Command["kind"]): ActuatorSnapshot | undefined;
  /** Since when a device that is fed does not show what it was sent. */
  unseenSince(target: SourceId): Instant | undefined;
  /** What is wrong with feeding devices. */
  problems(): readonly Problem[];
  /** Everything that stands changed by us right now. */
  targets(): readonly SourceId[];
  /** A fresh look from a poll: notices when a confirmed command is no longer in effect. */
  checkDrift(target: SourceId, kind: Command["kind"]): void;
  /** Without asking the device: what it was sent no longer suffices, so that a look is due. */
  isBehind(target: SourceId, kind: Command["kind"]): boolean;
  /** Puts back everything that was changed, as far as devices answer within the time; the rest stays in the store. */
  stop(giveUpAfterMs: number): Promise<void>;
}

export function createDispatcher(context: DispatcherContext): Dispatcher {
  const { clock, store, log } = context;
  const lines = new Map<string, ActuatorLine>();
  const lastingLines = new Map<string, LastingLine>();
  const feedLines = new Map<string, FeedLine>();
  const stopping = new AbortController();

  const lineOf = ({ target, kind }: Command): ActuatorLine => {
    const key = keyOf(target, kind);
    const known = lines.get(key);
    if (known !== undefined) return known;
    const { record, onProgress, onStoreProblem } = context;
    const find = () => context.find(target, kind);
    const line = createActuatorLine({
      ...{ key, clock, log, store, stopping: stopping.signal },
      ...{ find, record, onProgress, onStoreProblem },
    });
    lines.set(key, line);
    return line;
  };

  /** One line per value: two values of one device do not replace each other. */
  const lastingLineOf = (command: Command): LastingLine => {
    const { target, kind } = command;
    const key = command.kind === "value" ? `${keyOf(target, kind)}/${command.key}` : keyOf(target, kind);
    const known = lastingLines.get(key);
    if (known !== undefined) return known;
    const find = () => context.find(target, kind);
    const line = createLastingLine({ clock, log, stopping: stopping.signal, find, record: context.record });
    lastingLines.set(key, line);
    return line;
  };

  const feedLineOf = ({ target, kind }: Command): FeedLine => {
    const known = feedLines.get(keyOf(target, kind));
    if (known !== undefined) return known;
    const { onProgress } = context;
    const find = () => context.find(target, kind);
    const line = createFeedLine({ clock, stopping: stopping.signal, find, onChange: onProgress });
    feedLines.set(keyOf(target, kind), line);
    return line;
  };

  const submit = (decided: DecidedCommand) => {
    const { command } = decided;
    switch (effectOf(command, context.find(command.target, command.kind))) {
      case "held":
        return lineOf(command).submit(decided);
      case "passing":
        return feedLineOf(command).send(command, decided.purpose);
      case "lasting":
        return lastingLineOf(command).submit(decided);
    }
  };

  const storedIntents = (): readonly Intent[] => {
    try {
      return store.intents();
    } catch (error) {
      context.onStoreProblem(toProblem(error));
      return [];
    }
  };

  return {
    resume: () => {
      const left = storedIntents();
      for (const intent of left) lineOf(intent.command).resume(intent);
      return left;
    },
    submit,
    snapshotOf: (target, kind) => lines.get(keyOf(target, kind))?.snapshot(),
    unseenSince: (target) => feedLines.get(keyOf(target, "surplus"))?.unseenSince(),
    problems: () => [...feedLines.values()].flatMap((line) => line.problem() ?? []),
    targets: () => [...lines.values()].flatMap((line) => changedTarget(line.intent())),
    checkDrift: (target, kind) => lines.get(keyOf(target, kind))?.checkDrift(),
    isBehind: (target, kind) => context.find(target, kind)?.isBehind?.() === true,
    stop: async (giveUpAfterMs) => {
      stopping.abort(new Error("stopping"));
      const everyLine = [...lines.values(), ...lastingLines.values(), ...feedLines.values()];
      await Promise.all(everyLine.map((line) => line.settled()));
      const restoring = new AbortController();
      const cancel = clock.schedule(giveUpAfterMs, () => restoring.abort(new Error("gave up restoring")));
      const isThere = (target: SourceId) => context.isConfigured?.(target) !== false;
      const restorable = [...lines.values()].filter((line) => changedTarget(line.intent()).every(isThere));
      await Promise.all(restorable.map((line) => line.restoreAtEnd(restoring.signal)));
      cancel();
    },
  };
}

/** While a device is not connected, the kind of the command tells what is meant. */
function effectOf({ kind }: Command, actuator: Actuator | undefined): NonNullable<Actuator["effect"]> {
  return actuator?.effect ?? (kind === "value" ? "lasting" : kind === "surplus" ? "passing" : "held");
}

/** What a user chose instead is no change of ours any more. */
function changedTarget(intent: Intent | undefined): readonly SourceId[] {
  return intent === undefined || intent.state === "overruled" ? [] : [intent.command.target];
}

/** One line per target and kind of thing: a charger and a battery mode on one device do not wait for each other. */
function keyOf(target: SourceId, kind: Command["kind"]): string {
  return `${target}/${kind}`;
}
