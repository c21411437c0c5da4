import { readFile } from "node:fs/promises";
import { type Language, type Localized, minuteMs } from "#domain";
import { createRandom, createVirtualClock } from "#platform";
import { createEmulator } from "../../emulator/create-emulator.ts";
import { entryFor, placeOf, stageOrigin } from "../stage.ts";
import type { DriverLaw, DriverTrial } from "../trial.ts";

const languages: readonly Language[] = ["en", "de", "fr"];

export const textLaw: DriverLaw = {
  name: "has its words and sentences in every language",
  check: async ({ driver }) => {
    const { problems, labels } = driver.text;
    const texts: [string, Localized][] = [["summary", driver.summary], ...Object.entries(labels)];
    for (const [code, { what, remedy }] of Object.entries(problems))
      texts.push([`${code} what`, what], [`${code} remedy`, remedy]);
    const findings = texts.flatMap(([name, text]) =>
      languages.filter((language) => !text[language]?.trim()).map((language) => `${name} is missing in ${language}`),
    );
    for (const code of Object.keys(problems))
      if (!code.startsWith(`${driver.id}.`)) findings.push(`${code} does not start with ${driver.id}.`);
    return findings;
  },
};

export const configLaw: DriverLaw = {
  name: "takes a sound entry and refuses rubbish with issues",
  check: async (trial) => {
    const { driver } = trial;
    const entry = soundEntry(trial);
    const findings: string[] = [];
    const sound = driver.config.safeParse(entry);
    if (!sound.success) findings.push(`refuses its emulator's entry: ${sound.error.message}`);
    const rubbish: [string, unknown][] = [null, 42, "x", [], {}].map((value) => [JSON.stringify(value), value]);
    rubbish.push(["an unknown key", { ...entry, surelyNoSuchKey: 1 }]);
    for (const key of Object.keys(entry)) rubbish.push([`an object as ${key}`, { ...entry, [key]: { no: true } }]);
    for (const [name, value] of rubbish) {
      try {
        if (driver.config.safeParse(value).success) findings.push(`takes ${name} as configuration`);
      } catch (error) {
        findings.push(`throws on ${name} instead of giving issues: ${String(error)}`);
      }
    }
    return findings;
  },
};

export const readmeLaw: DriverLaw = {
  name: "tells in its README what it can do and how often it calls",
  check: async ({ driver, readme }) => {
    const text = await readFile(readme, "utf8").catch(() => undefined);
    if (text === undefined) return ["there is no README.md"];
    const findings = driver.capabilities
      .filter((kind) => !text.includes(`\`${kind}\``))
      .map((kind) => `the README does not list the capability \`${kind}\``);
    for (const rule of driver.calls.rules) {
      const isNumberTold = rule.max > 1 && new RegExp(`\\b${rule.max}\\b`).test(text);
      if (!isNumberTold && !text.includes(`\`${rule.id}\``))
        findings.push(`the README tells neither the number nor the name of the limit \`${rule.id}\``);
    }
    return findings;
  },
};

function soundEntry(trial: DriverTrial) {
  const clock = createVirtualClock(trial.startAt ?? minuteMs);
  const options = { home: trial.makeHome(clock), clock, random: createRandom(1), ...placeOf(trial) };
  return entryFor(trial, createEmulator(trial.emulator, options), stageOrigin);
}
