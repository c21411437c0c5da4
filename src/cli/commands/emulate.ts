import { fail } from "#domain";
import {
  createEmulator,
  type EmulatorDefinition,
  type EmulatorParts,
  type SimulatedHome,
  serveEmulator,
} from "#driver-kit";
import { createRandom, createScaledClock } from "#platform";
import { createSimulatedHome, presetNames } from "#simulator";
import { chooseHouse } from "../chosen-house.ts";
import type { AddCommand, Invocation } from "../invocation.ts";
import { atLeast, portNumber } from "../numbers.ts";
import { badOption } from "../usage.ts";

interface EmulateOptions {
  readonly port: string;
  readonly profile?: string;
  readonly preset: string;
  readonly scenario?: string;
  readonly traces?: string;
  readonly speed: string;
  readonly seed: string;
  readonly lenient?: boolean;
  readonly credentials: readonly string[];
}

export const addEmulate: AddCommand = (program, invocation) => {
  const { world } = invocation;
  const names = emulators(invocation).map(({ id }) => id);
  program
    .command("emulate <name...>")
    .description(`emulators of ${names.join(", ")} on one simulated house, for clients of any kind`)
    .option("--port <port>", "port of the first one, the next ones follow; 0 takes free ones", "0")
    .option("--profile <profile>", "which model or firmware")
    .option("--preset <name>", `the house: ${presetNames.join(", ")}`, "family")
    .option("--scenario <file>", "a house of your own instead of a preset, as YAML")
    .option("--traces <folder>", "measured series that the scenario names")
    .option("--speed <factor>", "simulated seconds per second", "1")
    .option("--seed <number>", "the same seed brings the same clouds", "1")
    .option("--lenient", "also accept what real devices refuse but old scripts send")
    .option("--credentials <key=value...>", "credentials to be let in with", [])
    .option("--json", "the answer is JSON in any case")
    .addHelpText("after", "\nExample: sunsteer emulate foxess goe --speed 60")
    .action(async (wanted: readonly string[], options: EmulateOptions) => {
      const definitions = await Promise.all(wanted.map((name) => findEmulator(name, invocation).load()));
      const running = await serveAll(definitions, options, invocation);
      const first = running[0];
      const urls = Object.fromEntries(running.map(({ name, url }) => [name, url]));
      const credentials = Object.fromEntries(running.map(({ name, credentials: own }) => [name, own]));
      const ready =
        running.length === 1
          ? { ready: true, driver: first?.name, url: first?.url, credentials: first?.credentials }
          : { ready: true, drivers: running.map(({ name }) => name), url: first?.url, urls, credentials };
      world.output.print(JSON.stringify(ready));
      await world.untilStopped();
      await Promise.all(running.map(({ close }) => close()));
    });
};

function emulators({ world }: Invocation): readonly EmulatorParts[] {
  return [...world.drivers, ...world.targets].map(({ emulator }) => emulator);
}

function findEmulator(name: string, invocation: Invocation): EmulatorParts {
  const found = emulators(invocation).find(({ id }) => id === name);
  if (found !== undefined) return found;
  const allowed = emulators(invocation)
    .map(({ id }) => id)
    .join(", ");
  throw fail("invalid", "cli.unknown-emulator", { facts: { found: name, allowed } });
}

async function serveAll(definitions: readonly EmulatorDefinition[], options: EmulateOptions, { world }: Invocation) {
  const chosen = await chooseHouse(world, options);
  const speed = atLeast(options.speed, "--speed", 0.1);
  const seed = atLeast(options.seed, "--seed", 0);
  const firstPort = portNumber(options.port);
  const credentials = parseCredentials(options.credentials);
  const now = world.clock.now();
  // Outside clients compare time stamps with their own clock, so the house starts now and not at the scenario's date.
  const clock = createScaledClock(world.clock, { realOrigin: now, virtualOrigin: now, speed });
  const home = createSimulatedHome(chosen.scenario, { clock, seed, traces: chosen.traces });
  const emulators = definitions.map((definition, index) => {
    const unit = unitOf(definition, definitions.slice(0, index), home);
    const isMeant = definition.profiles.includes(options.profile ?? "") || definitions.length === 1;
    return createEmulator(definition, {
      home,
      clock,
      random: createRandom(seed + index),
      isLenient: options.lenient ?? false,
      credentials,
      ...(options.profile === undefined || !isMeant ? {} : { profile: options.profile }),
      ...(unit === undefined ? {} : { unit }),
    });
  });
  const running: RunningEmulator[] = [];
  try {
    for (const [index, emulator] of emulators.entries()) {
      const server = await serveEmulator(emulator, { clock, port: firstPort === 0 ? 0 : firstPort + index });
      const name = nameOf(emulator.id, definitions.slice(0, index));
      running.push({ name, url: server.url, credentials: emulator.credentials, close: server.close });
    }
    return running;
  } catch (error) {
    await Promise.all(running.map(({ close }) => close()));
    throw error;
  }
}

/** The second one of a maker is the house's second wallbox or inverter. */
function unitOf({ id, unit }: EmulatorDefinition, before: readonly EmulatorDefinition[], home: SimulatedHome) {
  if (unit === "house") return undefined;
  const units = unit === "wallbox" ? home.wallboxIds() : home.inverterIds();
  return units[before.filter((other) => other.id === id).length % units.length];
}

function nameOf(id: string, before: readonly EmulatorDefinition[]): string {
  const earlier = before.filter((other) => other.id === id).length;
  return earlier === 0 ? id : `${id}-${earlier + 1}`;
}

interface RunningEmulator {
  readonly name: string;
  readonly url: string;
  readonly credentials: Readonly<Record<string, string>>;
  close(): Promise<void>;
}

/** A pair that cannot be read is not repeated in the answer: it may hold a password. */
function parseCredentials(pairs: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    pairs.map((pair) => {
      const split = pair.indexOf("=");
      if (split < 1) throw badOption("--credentials", "…", "key=value");
      return [pair.slice(0, split), pair.slice(split + 1)];
    }),
  );
}
