import type { Command, Instant, Problem } from "#domain";
import { createProblem, fail, secondMs, toProblem } from "#domain";
import type { Actuator } from "#driver-kit";
import type { Clock } from "#platform";

export interface FeedLineContext {
  readonly clock: Clock;
  readonly stopping: AbortSignal;
  /** The thing to feed; undefined while its device is not connected. */
  find(): Actuator | undefined;
  /** Values began to get lost, or arrive again. */
  onChange(): void;
}

/**
 * Values that a device forgets by itself within seconds: each is sent once and leaves no trace. Every second one is
 * looked for on the device, because a value that is taken and then ignored would make it pause for no visible reason.
 */
export interface FeedLine {
  send(command: Command, purpose: "guard" | "user" | "restore"): void;
  /** Since when nothing has arrived, while we send. */
  unseenSince(): Instant | undefined;
  problem(): Problem | undefined;
  settled(): Promise<void>;
}

/** Older values are worth nothing to the device any more. */
const remembered = 3;
/** After the last sending the line has nothing to say about its health. */
const silentAfterMs = 15 * secondMs;
const complainAfterMs = 30 * secondMs;

export function createFeedLine(context: FeedLineContext): FeedLine {
  const { clock, stopping } = context;
  let next: { readonly command: Command; readonly purpose: "guard" | "user" | "restore" } | undefined;
  let sent: readonly Command[] = [];
  let sentAt: Instant | undefined;
  let unseenSince: Instant | undefined;
  let fault: Problem | undefined;
  let count = 0;
  let working: Promise<void> | undefined;

  const isSilent = () => sentAt === undefined || clock.now() - sentAt > silentAfterMs;

  const note = (problem: Problem | undefined) => {
    const wasSeen = unseenSince === undefined;
    fault = problem;
    unseenSince = problem === undefined ? undefined : (unseenSince ?? clock.now());
    if (wasSeen !== (unseenSince === undefined)) context.onChange();
  };

  const sendOne = async ({ command, purpose }: NonNullable<typeof next>): Promise<Problem | undefined> => {
    const actuator = context.find();
    if (actuator === undefined)
      throw fail("unreachable", "device.not-connected", { facts: { device: command.target } });
    const call = { signal: stopping, purpose };
    await actuator.apply(command, call);
    sent = [...sent, command].slice(-remembered);
    count += 1;
    if (count % 2 === 1) return fault;
    await clock.sleep(actuator.settleMs, stopping);
    const state = await actuator.read(call, command);
    const isSeen = sent.some((one) => actuator.isInEffect(one, state));
    return isSeen ? undefined : createProblem("refused", "surplus.not-received", { facts: { device: command.target } });
  };

  const work = async () => {
    while (next !== undefined && !stopping.aborted) {
      const current = next;
      next = undefined;
      const problem = await sendOne(current).catch(toProblem);
      if (!stopping.aborted) note(problem);
    }
    working = undefined;
  };

  return {
    send: (command, purpose) => {
      if (stopping.aborted) return;
      if (isSilent()) {
        sent = [];
        note(undefined);
      }
      sentAt = clock.now();
      next = { command, purpose };
      working ??= work();
    },
    unseenSince: () => (isSilent() ? undefined : unseenSince),
    problem: () => {
      const isLasting = unseenSince !== undefined && clock.now() - unseenSince >= complainAfterMs;
      return isSilent() || !isLasting ? undefined : fault;
    },
    settled: async () => working,
  };
}
