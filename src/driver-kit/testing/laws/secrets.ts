import { inspect } from "node:util";
import { type Json, Secret } from "#domain";
import { faultKinds } from "../../emulator/faults.ts";
import { createStage, entryFor, type Stage, stageOrigin } from "../stage.ts";
import type { DriverLaw, DriverTrial } from "../trial.ts";
import { readAll } from "./readings.ts";

export const secretLaw: DriverLaw = {
  name: "never shows a secret in a log line or an error",
  check: async (trial) => {
    const findings: string[] = [];
    for (const spoilt of [trial, ...withWrongSecrets(trial)]) {
      const stage = createStage(spoilt);
      await provoke(stage);
      findings.push(...shownIn(stage, [...secretsOf(spoilt, stage), ...tokenOf(stage)]));
    }
    return [...new Set(findings)];
  },
};

/** Everything that makes a driver speak: a connection under each fault, and reads and commands under each fault. */
async function provoke(stage: Stage): Promise<void> {
  for (const kind of faultKinds) {
    stage.emulator.faults.set(kind);
    const attempt = await stage.connect();
    stage.emulator.faults.clear();
    // A connection that nobody ends would go on and take its share of all that follows.
    if ("value" in attempt) await stage.finish(attempt.value.close());
    await stage.clock.runFor(600_000);
  }
  const connected = await stage.connect();
  if ("error" in connected) return;
  for (const kind of faultKinds) {
    stage.emulator.faults.set(kind);
    await readAll(stage, connected.value);
    for (const actuator of connected.value.actuators) await stage.finish(actuator.read({ purpose: "user" }));
    stage.emulator.faults.clear();
    await stage.clock.runFor(600_000);
  }
  await stage.finish(connected.value.close());
}

function secretsOf(trial: DriverTrial, stage: Stage): readonly string[] {
  const entry = entryFor(trial, stage.emulator, stageOrigin);
  const parsed = trial.driver.config.safeParse(entry);
  const declared = parsed.success ? secretsIn(parsed.data) : [];
  const named = Object.entries({ ...stage.emulator.credentials, ...entry })
    .filter(([name]) => soundsSecret(name))
    .flatMap(([, value]) => (typeof value === "string" ? [value] : []));
  return [...new Set([...declared, ...named])].filter((text) => text.length >= 4);
}

function secretsIn(value: unknown): readonly string[] {
  if (value instanceof Secret) return [value.reveal()];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(secretsIn) : [];
}

function soundsSecret(name: string): boolean {
  return /key|token|secret|password|pin$/i.test(name);
}

function tokenOf(stage: Stage): readonly string[] {
  const session = stage.account.session.current();
  return session === undefined ? [] : [session.token];
}

/** None where the entry has no secret. */
function withWrongSecrets(trial: DriverTrial): readonly DriverTrial[] {
  const entry = entryFor(trial, createStage(trial).emulator, stageOrigin);
  const wrong = Object.entries(entry).flatMap(([name, value]): [string, Json][] =>
    typeof value === "string" && soundsSecret(name) ? [[name, spoil(value)]] : [],
  );
  return wrong.length === 0 ? [] : [{ ...trial, config: { ...trial.config, ...Object.fromEntries(wrong) } }];
}

/** Same length and alphabet, so that it passes every check of form. */
function spoil(secret: string): string {
  return secret.split("").reverse().join("");
}

function shownIn(stage: Stage, secrets: readonly string[]): readonly string[] {
  const places: (readonly [string, string])[] = [
    ...stage.lines.map((line) => [`the log line "${line.message}"`, printed(line)] as const),
    ...stage.thrown.map((error) => ["an error", printed(error)] as const),
  ];
  return places
    .filter(([, text]) => secrets.some((secret) => text.includes(secret)))
    .map(([place]) => `a secret stands in ${place}`);
}

/** Every way in which a log or a console prints a thing. */
function printed(thing: unknown): string {
  const own = thing instanceof Error ? [thing.message, thing.stack ?? "", printedCause(thing)] : [];
  return [inspect(thing, { depth: 20, showHidden: true }), JSON.stringify(thing) ?? "", ...own].join("\n");
}

function printedCause(error: Error): string {
  return error.cause === undefined ? "" : printed(error.cause);
}
