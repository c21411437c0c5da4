import { z } from "zod";
import { fail } from "#domain";
import type { CommandContext, CommandInput, RunningHub } from "#driver-kit";
import { goeKeys, readableKeys } from "../keys.ts";
import { say } from "./text.ts";
import { configuredId, withCharger } from "./with-charger.ts";

/** Over the cloud some ten questions take their time. */
const answersWithinMs = 60_000;

const settings = goeKeys
  .filter(({ key, polling }) => (polling === "config" || polling === "identity") && readableKeys.includes(key))
  .map(({ key }) => key);

/** `goe refresh`: by the hub that runs on the charger, so that it knows the settings from now on; else by itself. */
export async function refresh(input: CommandInput, context: CommandContext): Promise<void> {
  const id = await configuredId(input.options, context);
  const { config } = input.options;
  const hub = id === undefined ? undefined : await context.findHub(typeof config === "string" ? config : undefined);
  if (hub !== undefined && id !== undefined) tell("hub", await readByHub(hub, id), context);
  else
    await withCharger(input, context, async (client) => {
      tell("charger", Object.keys(await client.status(settings, { purpose: "user" })), context);
    });
}

const answered = z.object({ values: z.array(z.object({ key: z.string(), value: z.unknown().optional() })) });

/** A list or object is told in pieces: any of them means that it is there. */
async function readByHub(hub: RunningHub, id: string): Promise<readonly string[]> {
  const path = `/api/devices/${encodeURIComponent(id)}/refresh`;
  const told = answered.safeParse(await hub.ask({ method: "POST", path, timeoutMs: answersWithinMs }));
  if (!told.success) throw fail("invalid", "goe.hub-no-values");
  const known = told.data.values.filter(({ value }) => value !== undefined);
  return [...new Set(known.map(({ key }) => key.replace(/\..*$/, "")))];
}

function tell(by: "hub" | "charger", found: readonly string[], context: CommandContext): void {
  const count = settings.filter((key) => found.includes(key)).length;
  const missing = settings.length - count;
  const word = by === "hub" ? "refreshedByHub" : "refreshed";
  context.print(
    context.isJson ? JSON.stringify({ by, count, missing }) : say(word, context.language, { count, missing }),
  );
}
