import { minuteMs, ProblemError } from "#domain";
import type { Connection, DriverReading } from "../../driver.ts";
import type { HomePatch } from "../../simulated-home.ts";
import { createCounterWatch } from "../counters.ts";
import { connectedStage, type Stage } from "../stage.ts";
import type { DriverLaw, DriverTrial } from "../trial.ts";
import { implausible, nameOf, toleranceOf, untrue } from "../truth.ts";

/** Weathers of the house in which every sign differs from the others. */
const weathers: readonly { readonly name: string; readonly patch: HomePatch }[] = [
  { name: "in the sun", patch: { pvW: 4_500, loadW: 600, batterySocPercent: 50, carConnected: false } },
  { name: "in the dark", patch: { pvW: 0, loadW: 2_200, batterySocPercent: 50, carConnected: false } },
  { name: "in the dark with an empty battery", patch: { pvW: 0, loadW: 1_500, batterySocPercent: 10 } },
  { name: "in the sun with a full battery", patch: { pvW: 4_000, loadW: 700, batterySocPercent: 100 } },
  {
    name: "with a car",
    patch: { pvW: 3_000, loadW: 500, batterySocPercent: 60, carConnected: true, carSocPercent: 30 },
  },
];

export const readingsLaw: DriverLaw = {
  name: "reads what the house does, with the right signs",
  check: async (trial) => {
    const { stage, connection } = await connectedStage(trial);
    const { delayMs } = toleranceOf(trial);
    const findings: string[] = [];
    const counters = createCounterWatch(trial);
    for (const { name, patch } of weathers) {
      applyPatch(stage, patch);
      await stage.clock.runFor(2 * delayMs + 15 * minuteMs);
      const { readings, problems } = await readAll(stage, connection);
      const now = stage.clock.now();
      const wrong = [
        ...problems,
        ...implausible(readings, now, now - delayMs - minuteMs),
        ...untrue(readings, stage.caughtUp(), trial),
        ...counters.check(readings, stage.home),
        ...undeclared(readings, connection, trial),
      ];
      findings.push(...wrong.map((one) => `${name}: ${one}`));
    }
    return findings;
  },
};

/** Units that a house does not have are left alone. */
export function applyPatch({ home }: Stage, patch: HomePatch): void {
  const { pvW, loadW, ...units } = patch;
  home.advance();
  home.change({ ...(pvW === undefined ? {} : { pvW }), ...(loadW === undefined ? {} : { loadW }) });
  for (const [name, value] of Object.entries(units)) {
    try {
      home.change({ [name]: value });
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error;
    }
  }
}

export async function readAll(stage: Stage, connection: Connection) {
  const readings: DriverReading[] = [];
  const problems: string[] = [];
  const errors: unknown[] = [];
  for (const poll of connection.polls) {
    const outcome = await stage.finish(poll.read({ purpose: "poll" }));
    if ("error" in outcome) {
      problems.push(`poll ${poll.id} fails: ${String(outcome.error)}`);
      errors.push(outcome.error);
      continue;
    }
    readings.push(...outcome.value);
    for (const { kind } of outcome.value)
      if (!poll.brings.includes(kind)) problems.push(`poll ${poll.id} brings ${kind} without saying so`);
  }
  return { readings, problems, errors };
}

function undeclared(readings: readonly DriverReading[], connection: Connection, { driver }: DriverTrial) {
  const offered = connection.capabilities();
  const findings = offered
    .filter(({ kind }) => !driver.capabilities.includes(kind))
    .map(({ kind }) => `offers ${kind}, which the driver does not declare`);
  for (const reading of readings) {
    const hasCapability = offered.some(
      (one) =>
        one.kind === reading.kind &&
        one.part === reading.part &&
        (one.kind !== "meter" || (reading.kind === "meter" && one.place === reading.place)),
    );
    if (!hasCapability) findings.push(`reads ${nameOf(reading)}, which the device does not offer`);
  }
  for (const kind of ["meter", "solar", "battery", "charger"] as const) {
    if (offered.some((one) => one.kind === kind) && !readings.some((reading) => reading.kind === kind))
      findings.push(`offers ${kind} and does not read it`);
  }
  return findings;
}
