import { hourMs, minuteMs, ProblemError } from "#domain";
import type { DriverReading } from "../../driver.ts";
import { type FaultKind, faultKinds } from "../../emulator/faults.ts";
import { complaintsAbout, connectedStage, createStage, type Stage } from "../stage.ts";
import type { DriverLaw, DriverTrial } from "../trial.ts";
import { implausible, nameOf, toleranceOf, untrue } from "../truth.ts";
import { applyPatch, readAll } from "./readings.ts";

/** One law for each way in which devices and networks fail. */
export const faultLaws: readonly DriverLaw[] = faultKinds.map((kind) => ({
  name: `survives ${kind} and recovers`,
  check: async (trial) => [...(await strikeRunning(trial, kind)), ...(await strikeStarting(trial, kind))],
}));

const steady = { pvW: 3_000, loadW: 800, batterySocPercent: 50, carConnected: false };

async function strikeRunning(trial: DriverTrial, kind: FaultKind): Promise<readonly string[]> {
  const { stage, connection } = await connectedStage(trial);
  const { delayMs } = toleranceOf(trial);
  applyPatch(stage, steady);
  await stage.clock.runFor(2 * delayMs + minuteMs);
  const before = await readAll(stage, connection);
  const findings: string[] = before.problems.map((problem) => `before: ${problem}`);

  await stage.clock.runFor(1_000);
  const hadLogin = stage.account.session.current() !== undefined;
  stage.emulator.faults.set(kind);
  const during = await readAll(stage, connection);
  // A login that has ended is no problem to tell anybody about: a new one is made without a word.
  if (kind === "expired-login" && hadLogin)
    findings.push(...during.problems.map((one) => `with an ended login: ${one}`));
  const now = stage.clock.now();
  findings.push(...during.errors.flatMap((error) => complaintsAbout(error, trial)));
  findings.push(...implausible(during.readings, now, Number.NEGATIVE_INFINITY).map((one) => `during: ${one}`));
  findings.push(...untrue(during.readings, stage.caughtUp(), trial).map((one) => `during: ${one}`));

  stage.emulator.faults.clear();
  await stage.clock.runFor(Math.max(2 * delayMs + minuteMs, vendorsWaitMs(stage, during.errors)));
  const after = await readAll(stage, connection);
  const recoveredAt = stage.clock.now();
  findings.push(...after.problems.map((problem) => `after: ${problem}`));
  findings.push(
    ...implausible(after.readings, recoveredAt, recoveredAt - delayMs - minuteMs).map((one) => `after: ${one}`),
  );
  findings.push(...missing(before.readings, after.readings));
  return [...findings, ...defectsOf(stage)];
}

/** A device that fails while we connect: an honest problem or a connection, and a connection once it has ended. */
async function strikeStarting(trial: DriverTrial, kind: FaultKind): Promise<readonly string[]> {
  const stage = createStage(trial);
  stage.emulator.faults.set(kind);
  const during = await stage.connect();
  const errors = "error" in during ? [during.error] : [];
  const findings = errors.flatMap((error) => complaintsAbout(error, trial)).map((one) => `connecting: ${one}`);
  stage.emulator.faults.clear();
  await stage.clock.runFor(Math.max(minuteMs, vendorsWaitMs(stage, errors)));
  const after = "error" in during ? await stage.connect() : during;
  if ("error" in after) findings.push(`does not connect after the fault: ${String(after.error)}`);
  else {
    const { problems } = await readAll(stage, after.value);
    findings.push(...problems.map((problem) => `after a broken start: ${problem}`));
  }
  return findings;
}

/** The vendor's own waiting time is kept; one that is longer than a day's sleep is none. */
function vendorsWaitMs({ clock }: Stage, errors: readonly unknown[]): number {
  const waits = errors.map((error) =>
    error instanceof ProblemError && error.problem.retryAt !== undefined ? error.problem.retryAt - clock.now() : 0,
  );
  return Math.min(12 * hourMs, Math.max(0, ...waits));
}

function missing(before: readonly DriverReading[], after: readonly DriverReading[]): readonly string[] {
  const found = new Set(after.map(nameOf));
  return [...new Set(before.map(nameOf))].filter((name) => !found.has(name)).map((name) => `${name} did not come back`);
}

function defectsOf({ emulator }: Stage): readonly string[] {
  return emulator
    .calls()
    .filter(({ result }) => result === "emulator-defect")
    .map(({ method, path }) => `the emulator itself failed on ${method} ${path}`);
}
