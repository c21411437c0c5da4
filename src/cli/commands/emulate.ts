import { fail } from "#domain";
import { createEmulator, type EmulatorDefinition, serveEmulator } from "#driver-kit";
import { createRandom, createScaledClock } from "#platform";
import { createSimulatedHome, isPresetName, presetNames, presets } from "#simulator";
import type { AddCommand, Invocation } from "../invocation.ts";
import { atLeast } from "../numbers.ts";

interface EmulateOptions {
  readonly port: string;
  readonly profile?: string;
  readonly preset: string;
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
    .option("--speed <factor>", "simulated seconds per second", "1")
    .option("--seed <number>", "the same seed brings the same clouds", "1")
    .option("--lenient", "also accept what real devices refuse but old scripts send")
    .option("--credentials <key=value...>", "credentials to be let in with", [])
    .option("--json", "the answer is JSON in any case")
    .addHelpText("after", "\nExample: sunsteer emulate foxess goe --speed 60")
    .action(async (wanted: readonly string[], options: EmulateOptions) => {
      const definitions = wanted.map((name) => findEmulator(name, invocation));
      const running = await serveAll(definitions, options, invocation);
      const first = running[0];
      const urls = Object.fromEntries(running.map(({ name, url }) => [name, url]));
      const credentials = Object.fromEntries(running.map(({ name, credentials: own }) => [name, own]));
      const ready =
        running.length === 1
          ? { ready: true, driver: first?.name, url: first?.url, credentials: first?.credentials }
          : { ready: true, drivers: wanted, url: first?.url, urls, credentials };
      world.output.print(JSON.stringify(ready));
      await world.untilStopped();
      await Promise.all(running.map(({ close }) => close()));
    });
};

function emulators({ world }: Invocation): readonly EmulatorDefinition[] {
  return [...world.drivers, ...world.targets].map(({ emulator }) => emulator);
}

function findEmulator(name: string, invocation: Invocation): EmulatorDefinition {
  const found = emulators(invocation).find(({ id }) => id === name);
  if (found !== undefined) return found;
  const allowed = emulators(invocation)
    .map(({ id }) => id)
    .join(", ");
  throw fail("invalid", "cli.unknown-emulator", { facts: { found: name, allowed } });
}

async function serveAll(definitions: readonly EmulatorDefinition[], options: EmulateOptions, { world }: Invocation) {
  if (!isPresetName(options.preset)) {
    throw fail("invalid", "cli.bad-option", {
      facts: { option: "--preset", found: options.preset, allowed: presetNames.join(" | ") },
    });
  }
  const speed = atLeast(options.speed, "--speed", 0.1);
  const now = world.clock.now();
  // Outside clients compare time stamps with their own clock, so the house starts now and not at the preset's date.
  const clock = createScaledClock(world.clock, { realOrigin: now, virtualOrigin: now, speed });
  const seed = atLeast(options.seed, "--seed", 0);
  const home = createSimulatedHome(presets[options.preset].scenario, { clock, seed });
  const firstPort = atLeast(options.port, "--port", 0);
  return Promise.all(
    definitions.map(async (definition, index) => {
      const emulator = createEmulator(definition, {
        home,
        clock,
        random: createRandom(seed + index),
        isLenient: options.lenient ?? false,
        credentials: parseCredentials(options.credentials),
        ...(options.profile === undefined ? {} : { profile: options.profile }),
      });
      const server = await serveEmulator(emulator, { clock, port: firstPort === 0 ? 0 : firstPort + index });
      return { name: definition.id, url: server.url, credentials: emulator.credentials, close: server.close };
    }),
  );
}

function parseCredentials(pairs: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    pairs.map((pair) => {
      const split = pair.indexOf("=");
      if (split < 1)
        throw fail("invalid", "cli.bad-option", {
          facts: { option: "--credentials", found: pair.slice(0, 1), allowed: "key=value" },
        });
      return [pair.slice(0, split), pair.slice(split + 1)];
    }),
  );
}
