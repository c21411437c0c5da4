import { isDeepStrictEqual } from "node:util";
import { type ChargerMode, minuteMs, secondMs } from "#domain";
import type { CommandRecord } from "#history";
import {
  battery,
  type CrashHome,
  charger,
  type Life,
  type LifeOptions,
  openCrashHome,
  ownersSettings,
} from "./crash-home.ts";

/** What happens between the crash and the next start. */
export type Outage = "short" | "car leaves" | "memory lost" | "charger gone" | "crashes again";

export interface Scenario {
  /** The step of a command at which the hub dies; missing: it lives. */
  readonly dieAtStep?: number;
  readonly outage?: Outage;
  /** The owner stops the hub in good order while the battery is held, and starts it again. */
  readonly isStoppedBetween?: boolean;
  /** What is wrong with the hub after the crash, to see whether anybody notices. */
  readonly defect?: Pick<LifeOptions, "spoilStore" | "spoilDriver">;
}

export interface Outcome {
  readonly steps: readonly string[];
  /** How many of them came before the hub was stopped in good order, where it was. */
  readonly stepsBeforeStop: number;
  /** What a house owner would complain about, one sentence each. */
  readonly complaints: readonly string[];
  readonly commands: readonly CommandRecord[];
}

/** A look at the house this often; also how long after its death the hub's absence is noticed. */
const lookEveryMs = 10 * secondMs;
/** The cloud has measured the house since it began, so that control knows what is left of the sun. */
const beforeMs = 6 * minuteMs;
const outageMs = 40 * secondMs;
/** The device is found, asked and its answer considered. */
const settlingMs = minuteMs;

/**
 * A charger goes to full power, so the guard keeps the battery from being emptied into the car; later it is switched off,
 * and the battery gets its owner's settings back. Somewhere in between the hub may die and be started again.
 */
export async function playScenario(scenario: Scenario): Promise<Outcome> {
  const { dieAtStep, outage = "short", defect = {}, isStoppedBetween = false } = scenario;
  const home = await openCrashHome();
  const complaints = new Set<string>();
  await home.clock.runFor(beforeMs);
  let life = home.start(dieAtStep === undefined ? {} : { dieAtStep });
  const [firstLife] = [life];
  let startedAt = home.clock.now();
  let crashes = 0;
  let wish: { readonly mode: ChargerMode; isAnswered: boolean } | undefined;

  const ask = () => {
    const asked = wish;
    const { isDead } = life;
    if (asked === undefined || asked.isAnswered || isDead()) return;
    life.hub.request({ kind: "chargerMode", charger, mode: asked.mode }, "owner").then(
      ({ reason }) => {
        // A hub that has just started does not know its devices yet; the owner tries again.
        asked.isAnswered ||= reason.effect === "mode-set" && !isDead();
      },
      (error: unknown) => complaints.add(`the request was refused: ${String(error)}`),
    );
  };

  const startAgain = async () => {
    crashes += 1;
    for (const complaint of unknownChanges(home)) complaints.add(complaint);
    await home.clock.runFor(outageMs);
    if (outage === "car leaves") home.house.home.change({ carConnected: false });
    if (outage === "memory lost") home.spoilMemory();
    life = home.start({
      ...defect,
      ...(outage === "charger gone" ? { without: [charger] } : {}),
      ...(outage === "crashes again" && crashes === 1 ? { dieAtStep: 1 + ((dieAtStep ?? 0) % 9) } : {}),
    });
    startedAt = home.clock.now();
    ask();
  };

  const goOn = async (durationMs: number) => {
    const until = home.clock.now() + durationMs;
    while (home.clock.now() < until) {
      await home.clock.runFor(lookEveryMs);
      if (life.isDead()) await startAgain();
      ask();
      if (home.clock.now() > startedAt + settlingMs)
        for (const complaint of changesWithoutReason(home, life)) complaints.add(complaint);
    }
  };

  const want = (mode: ChargerMode) => {
    wish = { mode, isAnswered: false };
    ask();
  };

  const stop = async () => {
    const { hub, die, isDead } = life;
    hub.stop().then(die, (error: unknown) => complaints.add(`stopping failed: ${String(error)}`));
    await home.clock.runFor(minuteMs);
    if (!isDead()) complaints.add("stopping takes longer than it may");
    if (dieAtStep === undefined)
      for (const complaint of changesAtTheEnd(home)) complaints.add(`after stopping ${complaint}`);
  };

  await goOn(45 * secondMs);
  want("fast");
  await goOn(2 * minuteMs);
  const stepsBeforeStop = firstLife.steps.length;
  if (isStoppedBetween) await stop();
  want("off");
  await goOn((crashes === 0 ? 5 : 7) * minuteMs);
  for (const complaint of changesAtTheEnd(home)) complaints.add(complaint);
  const commands = await life.history.commands({ limit: 1_000 });
  // What was on its way to a device that is gone stays open, and the hub says so.
  const answerable = commands.filter(({ target }) => outage !== "charger gone" || target !== charger);
  for (const complaint of openCommands(answerable, home.clock.now())) complaints.add(complaint);
  if (dieAtStep !== undefined && crashes === 0) complaints.add(`there was no step ${dieAtStep}`);
  const { steps } = firstLife;
  await home.close();
  return { steps: [...steps], stepsBeforeStop, complaints: [...complaints], commands };
}

/** What is seen of the battery from outside any hub. */
export type WatchedHome = Pick<CrashHome, "batterySettings" | "storedIntents">;

export function isAsOwnerLeftIt(home: WatchedHome): boolean {
  return isDeepStrictEqual(home.batterySettings(), ownersSettings);
}

function told(home: WatchedHome): string {
  return JSON.stringify(home.batterySettings());
}

/** Dead or alive: a changed battery has a note in the file that says what was there before. */
export function* unknownChanges(home: WatchedHome) {
  if (isAsOwnerLeftIt(home)) return;
  const note = home.storedIntents().find(({ actuator }) => actuator === `${battery}/batteryIntent`);
  const before = note?.before;
  const isKnown = typeof before === "object" && before !== null && "workMode" in before;
  if (!isKnown || before["workMode"] !== ownersSettings.workMode)
    yield `changed to ${told(home)}, and the file says ${JSON.stringify(note)}`;
}

/** A running hub has a reason for every change, or is about to undo it. */
function* changesWithoutReason(home: CrashHome, { hub }: Life) {
  if (isAsOwnerLeftIt(home)) return;
  const state = hub.state().batteries.find(({ id }) => id === battery);
  const isGuarding = state?.reason?.rule === "ev-guard";
  const isGivingBack = state?.reason?.rule === "restore" || state?.actuator?.isReleasing === true;
  if (state?.actuator === undefined) yield `changed to ${told(home)}, and the hub does not know`;
  else if (!isGuarding && !isGivingBack) yield `changed to ${told(home)} without a reason`;
}

export function* changesAtTheEnd(home: WatchedHome) {
  if (!isAsOwnerLeftIt(home)) yield `left at ${told(home)}`;
  for (const { actuator, state } of home.storedIntents())
    if (actuator.startsWith(`${battery}/`)) yield `${actuator} is still ${state} in the file`;
}

/** Every command that had its time has an end, and every failure its reason. */
export function* openCommands(commands: readonly CommandRecord[], now: number) {
  for (const { state, command, at, purpose, problem } of commands) {
    const what = `${purpose} ${JSON.stringify(command)}`;
    if ((state === "stored" || state === "sent") && at < now - minuteMs) yield `in the history ${what} is ${state}`;
    if (state === "failed" && problem === undefined) yield `${what} failed without a reason`;
  }
}
