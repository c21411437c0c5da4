import { isDeepStrictEqual } from "node:util";
import { type Json, minuteMs } from "#domain";
import type { Actuator, Connection } from "../../driver.ts";
import { type Sample, sampleCommands } from "../sample-commands.ts";
import { complaintsAbout, connectedStage, type Stage } from "../stage.ts";
import type { DriverLaw, DriverTrial } from "../trial.ts";
import { toleranceOf } from "../truth.ts";
import { applyPatch, readAll } from "./readings.ts";

export const commandLaw: DriverLaw = {
  name: "does what it is commanded, sees it in effect, and puts back what was there",
  check: (trial) => withActuators(trial, tryAndRestore),
};

export const ignoredWritesLaw: DriverLaw = {
  name: "notices when a device takes a command and does nothing",
  check: (trial) => withActuators(trial, tryIgnored),
};

async function withActuators(
  trial: DriverTrial,
  tryOne: (
    stage: Stage,
    actuator: Actuator,
    samples: readonly Sample[],
    trial: DriverTrial,
  ) => Promise<readonly string[]>,
): Promise<readonly string[]> {
  const findings: string[] = [];
  const { connection: first } = await connectedStage(trial);
  for (const { id } of first.actuators) {
    const { stage, connection } = await connectedStage(trial);
    // A house with a car, and everything read once: only then a device has shown all it offers.
    applyPatch(stage, { pvW: 3_000, loadW: 800, batterySocPercent: 60, carConnected: true, carSocPercent: 30 });
    await stage.clock.runFor(minuteMs);
    await readAll(stage, connection);
    const actuator = connection.actuators.find((one) => one.id === id);
    if (actuator === undefined) {
      findings.push(`${id}: is not there on a second connection`);
      continue;
    }
    const found = await tryOne(stage, actuator, samplesFor(trial, stage, connection, actuator), trial);
    findings.push(...found.map((one) => `${id}: ${one}`));
  }
  return findings;
}

function samplesFor(trial: DriverTrial, stage: Stage, connection: Connection, actuator: Actuator): readonly Sample[] {
  const given = trial.commands
    ?.filter((command) => actuator.accepts.includes(command.kind))
    .map((command) => ({ command }));
  if (given !== undefined && given.length > 0) return given;
  return sampleCommands(actuator.accepts, connection.capabilities(), stage.clock.now());
}

async function tryAndRestore(
  stage: Stage,
  actuator: Actuator,
  samples: readonly Sample[],
  trial: DriverTrial,
): Promise<readonly string[]> {
  if (samples.length === 0) return [];
  const before = await stage.finish(actuator.read({ purpose: "guard" }));
  if ("error" in before) return [`cannot be read: ${String(before.error)}`];
  const findings: string[] = [];
  // The hub keeps this in a file and may hand it back after a crash.
  const stored: Json = JSON.parse(JSON.stringify(before.value));
  if (!isDeepStrictEqual(stored, before.value)) findings.push("its state does not survive being stored as JSON");
  let hasChanged = false;
  for (const sample of samples) {
    findings.push(...(await tryOne(stage, actuator, sample, trial, stored)).map((one) => `${nameOf(sample)}: ${one}`));
    const state = await stage.finish(actuator.read({ purpose: "guard" }));
    if ("value" in state && !actuator.isRestored(stored, state.value)) hasChanged = true;
  }
  if (!hasChanged) findings.push("calls everything restored, whatever was commanded");
  return [...findings, ...(await restore(stage, actuator, stored))];
}

async function tryOne(
  stage: Stage,
  actuator: Actuator,
  sample: Sample,
  trial: DriverTrial,
  before: Json,
): Promise<readonly string[]> {
  if (sample.weather !== undefined) {
    applyPatch(stage, sample.weather);
    // What a slow device knows must be of this weather: "hold" means the level it has now.
    await stage.clock.runFor(2 * toleranceOf(trial).delayMs);
  }
  const applied = await stage.finish(actuator.apply(sample.command, { purpose: "guard" }, before));
  if ("error" in applied) return [`fails: ${String(applied.error)}`];
  const isSeen = await seenWithin(stage, actuator, (state) => actuator.isInEffect(sample.command, state));
  if (!isSeen) return ["is not seen in effect in time"];
  await stage.clock.runFor(2 * minuteMs);
  return sample.effect?.(stage.caughtUp(), trial.unit) ?? [];
}

async function restore(stage: Stage, actuator: Actuator, before: Json): Promise<readonly string[]> {
  const restored = await stage.finish(actuator.restore(before, { purpose: "restore" }));
  if ("error" in restored) return [`restoring fails: ${String(restored.error)}`];
  const isSeen = await seenWithin(stage, actuator, (state) => actuator.isRestored(before, state));
  return isSeen ? [] : ["what was there before does not come back in time"];
}

async function seenWithin(stage: Stage, actuator: Actuator, isSeen: (state: Json) => boolean): Promise<boolean> {
  const { clock } = stage;
  const endsAtMs = clock.steadyMs() + actuator.confirmWithinMs;
  await clock.runFor(actuator.settleMs);
  for (;;) {
    const state = await stage.finish(actuator.read({ purpose: "guard" }));
    if ("value" in state && isSeen(state.value)) return true;
    if (clock.steadyMs() >= endsAtMs) return false;
    await clock.runFor(2_000);
  }
}

async function tryIgnored(
  stage: Stage,
  actuator: Actuator,
  samples: readonly Sample[],
  trial: DriverTrial,
): Promise<readonly string[]> {
  const findings: string[] = [];
  let tried = 0;
  for (const sample of samples) {
    const before = await stage.finish(actuator.read({ purpose: "guard" }));
    if ("error" in before || actuator.isInEffect(sample.command, before.value)) continue;
    tried += 1;
    stage.emulator.faults.set("ignored-writes");
    const applied = await stage.finish(actuator.apply(sample.command, { purpose: "guard" }));
    if ("error" in applied) findings.push(...complaintsAbout(applied.error, trial));
    const isSeen = await seenWithin(stage, actuator, (state) => actuator.isInEffect(sample.command, state));
    if (isSeen) findings.push(`${nameOf(sample)}: counts as in effect although the device ignored it`);
    stage.emulator.faults.clear();
  }
  // The samples contradict each other: a device cannot stand as all of them want at the same time.
  if (tried === 0 && samples.length > 1) findings.push("calls every command in effect before it is sent");
  return findings;
}

function nameOf({ command }: Sample): string {
  switch (command.kind) {
    case "charger":
      return JSON.stringify(command.setting);
    case "batteryIntent":
      return JSON.stringify(command.intent);
    case "regulation":
      return "the charger's own regulation";
    case "wake":
      return "waking a car";
    case "surplus":
      return `surplus of ${-command.gridW} W`;
    case "value":
      return `${command.key}=${command.value}`;
  }
}
