import type { Command, Instant, Problem } from "#domain";
import { createProblem, fail, minuteMs, secondMs, toProblem } from "#domain";
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

/** What became of one sending; only every second one is looked for. */
type Outcome = Problem | "shown" | "not looked for";

/** A maker's cloud may show what it knew half a minute ago; older values the device has forgotten itself. */
const remembered = 7;
/** After the last sending the line has nothing to say about its health. */
const silentAfterMs = 15 * secondMs;
const complainAfterMs = 30 * secondMs;
/** Longer than control rests after trouble: the alarm stays until values arrive again, or nobody sends any more. */
const alarmLastsMs = 11 * minuteMs;

export function createFeedLine(context: FeedLineContext): FeedLine {
  const { clock, stopping } = context;
  let next: { readonly command: Command; readonly purpose: "guard" | "user" | "restore" } | undefined;
  let sent: readonly Command[] = [];
  let sentAt: Instant | undefined;
  let unseenSince: Instant | undefined;
  let fault: Problem | undefined;
  let alarm: Problem | undefined;
  let count = 0;
  let working: Promise<void> | undefined;

  const isSilentFor = (durationMs: number) => sentAt === undefined || clock.now() - sentAt > durationMs;
  const isSilent = () => isSilentFor(silentAfterMs);
  const isLasting = () => unseenSince !== undefined && clock.now() - unseenSince >= complainAfterMs;

  const note = (problem: Problem | undefined) => {
    const wasSeen = unseenSince === undefined;
    fault = problem;
    unseenSince = problem === undefined ? undefined : (unseenSince ?? clock.now());
    if (isLasting()) alarm = fault;
    if (wasSeen !== (unseenSince === undefined)) context.onChange();
  };

  const take = (outcome: Outcome) => {
    if (outcome === "not looked for") return;
    if (outcome === "shown") alarm = undefined;
    note(outcome === "shown" ? undefined : outcome);
  };

  const sendOne = async ({ command, purpose }: NonNullable<typeof next>): Promise<Outcome> => {
    const actuator = context.find();
    if (actuator === undefined)
      throw fail("unreachable", "device.not-connected", { facts: { device: command.target } });
    const call = { signal: stopping, purpose };
    await actuator.apply(command, call);
    sent = [...sent, command].slice(-remembered);
    count += 1;
    if (count % 2 === 1) return "not looked for";
    await clock.sleep(actuator.settleMs, stopping);
    const state = await actuator.read(call, command);
    const isSeen = sent.some((one) => actuator.isInEffect(one, state));
    return isSeen ? "shown" : createProblem("refused", "surplus.not-received", { facts: { device: command.target } });
  };

  const work = async () => {
    while (next !== undefined && !stopping.aborted) {
      const current = next;
      next = undefined;
      const outcome = await sendOne(current).catch(toProblem);
      if (!stopping.aborted) take(outcome);
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
      if (!isSilent() && isLasting()) return fault;
      return isSilentFor(alarmLastsMs) ? undefined : alarm;
    },
    settled: async () => working,
  };
}
