import { ProblemError } from "#domain";
import type { CommandContext, CommandInput } from "#driver-kit";
import type { GoeClient } from "../client.ts";
import { checkReadable } from "./get.ts";
import { helpfulKeys, keysOf, shownValues, toJson, written } from "./shown-value.ts";
import { parseTimeMs } from "./time.ts";
import { withCharger } from "./with-charger.ts";

const usualKeys = ["car", "modelStatus", "acu", "nrg.powerTotal", "wh", "pnp", "frc"];
const usualEveryMs = 5_000;
/** Twenty-four hours in every language. */
const timeOfDayIn = { en: "en-GB", de: "de-DE", fr: "fr-FR" } as const;

/** `goe watch [KEY…]` */
export async function watch(input: CommandInput, context: CommandContext): Promise<void> {
  const names = input.words.length === 0 ? usualKeys : input.words;
  checkReadable(names);
  const everyMs = parseTimeMs("--every", input.options["every"]) ?? usualEveryMs;
  const ended = new AbortController();
  void context.untilStopped().then(() => ended.abort());
  await withCharger(input, context, async (client) => {
    const look = createLook(client, names, context);
    await look();
    while (!ended.signal.aborted) {
      await context.clock.sleep(everyMs, ended.signal).catch(() => {});
      if (!ended.signal.aborted) await look().catch((error: unknown) => context.tell(complaint(error, context)));
    }
  });
}

/** Tells what has changed since the last look; the first one tells all. */
function createLook(client: GoeClient, names: readonly string[], context: CommandContext) {
  const { language, clock } = context;
  const last = new Map<string, string>();
  return async () => {
    const values = await client.status([...keysOf(names), ...helpfulKeys], { purpose: "user" });
    const changed = names
      .flatMap((name) => shownValues(name, values, language))
      .filter((value) => last.get(value.name) !== written(value, language));
    for (const value of changed) last.set(value.name, written(value, language));
    if (changed.length === 0) return;
    const at = new Date(clock.now());
    if (context.isJson) context.print(`{"at":"${at.toISOString()}","values":${toJson(changed)}}`);
    else
      for (const value of changed)
        context.print(
          `${at.toLocaleTimeString(timeOfDayIn[language])}  ${value.name}  ${written(value, language)}  ${value.label}`,
        );
  };
}

/** A lost answer is told and waited out; anything else ends the watch. */
function complaint(error: unknown, context: CommandContext): string {
  if (error instanceof ProblemError && error.problem.isRetryable) return context.sentences(error.problem);
  throw error;
}
