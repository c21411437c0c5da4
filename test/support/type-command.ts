import { runCli } from "#cli";
import type { HttpClient, VirtualClock } from "#platform";
import type { StartedCharger } from "../../src/drivers/goe/testing/start-charger.ts";
import { createTestWorld, type TestWorld } from "./world.ts";

export interface Typed {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

export interface TypeOptions {
  readonly environment?: Record<string, string>;
  /** Called while the command runs, after each second. */
  readonly meanwhile?: (world: TestWorld, second: number) => void | Promise<void>;
  /** A configuration file to be found. */
  readonly yaml?: string;
}

/** Where the words are typed: a virtual time, the way out of it, and what the environment says. */
export interface TypePlace {
  readonly clock: VirtualClock;
  readonly http: HttpClient;
  readonly environment: Readonly<Record<string, string>>;
}

/** Types `sunsteer goe …` where an emulated charger stands in the same virtual time. */
export function typeCommand(
  { clock, http, url }: StartedCharger,
  words: string,
  options?: TypeOptions,
): Promise<Typed> {
  return typeIn({ clock, http, environment: { GOE_URL: url } }, `goe ${words}`, options);
}

/** Types `sunsteer …` in virtual time. */
export async function typeIn(place: TypePlace, words: string, options: TypeOptions = {}): Promise<Typed> {
  const { clock, http } = place;
  const base = createTestWorld({ ...place.environment, ...options.environment });
  const world = { ...base, clock, http };
  if (options.yaml !== undefined) await world.files.write(`${world.workingDirectory}/sunsteer.yaml`, options.yaml);
  try {
    const code = await whileTimeRuns(clock, runCli(split(words), world), (second) =>
      options.meanwhile?.(world, second),
    );
    return { code, out: world.printed.join("\n"), err: world.told.join("\n") };
  } finally {
    base.dispose();
  }
}

/** Blanks part words, unless they stand in quotes. */
function split(words: string): string[] {
  return [...words.matchAll(/(?:[^\s']|'[^']*')+/g)].map(([word]) => word.replaceAll("'", ""));
}

async function whileTimeRuns(
  clock: VirtualClock,
  work: Promise<number>,
  eachSecond: (second: number) => void | Promise<void> | undefined,
): Promise<number> {
  let code: number | undefined;
  const done = work.then((result) => {
    code = result;
  });
  for (let second = 1; code === undefined && second < 4_000; second += 1) {
    await new Promise(setImmediate);
    await clock.runFor(1_000);
    await eachSecond(second);
  }
  await done;
  return code ?? -1;
}
