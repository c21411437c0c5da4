import { z } from "zod";
import { fail } from "#domain";
import type { CommandContext, CommandInput, RunningHub } from "#driver-kit";
import type { GoeClient } from "../client.ts";
import { force, off } from "./force.ts";
import { shownValues, written } from "./shown-value.ts";
import { say } from "./text.ts";
import { parseTimeMs } from "./time.ts";
import { configuredId, withCharger } from "./with-charger.ts";

const user = { purpose: "user" } as const;
const secondMs = 1_000;

/** `goe stop [--for 5m]` */
export async function stop(input: CommandInput, context: CommandContext): Promise<void> {
  const forMs = parseTimeMs("--for", input.options["for"]);
  if (forMs === undefined) return stopForGood(input, context);
  const id = await configuredId(input.options, context);
  const { config } = input.options;
  const hub = id === undefined ? undefined : await context.findHub(typeof config === "string" ? config : undefined);
  const time = String(input.options["for"]);
  if (hub !== undefined && id !== undefined) return stopByHub(hub, id, { forMs, time }, context);
  await stopByHand({ forMs, time }, input, context);
}

async function stopForGood(input: CommandInput, context: CommandContext): Promise<void> {
  await withCharger(input, context, async (client) => {
    await force(client, off);
    context.print(context.isJson ? '{"isStopped":true}' : say("stopped", context.language));
  });
}

interface Stop {
  readonly forMs: number;
  readonly time: string;
}

const answers = z.object({ answers: z.array(z.object({ effect: z.string() })) });

/** The running hub keeps the time: through restarts, and yielding to whoever starts the charger meanwhile. */
async function stopByHub(hub: RunningHub, id: string, { forMs, time }: Stop, context: CommandContext): Promise<void> {
  const forS = Math.round(forMs / secondMs);
  const reply = await hub.ask({ method: "POST", path: `/api/chargers/${id}/stop`, body: { forS } });
  const told = answers.safeParse(reply);
  if (!told.success || told.data.answers[0]?.effect !== "stop-set") throw fail("invalid", "goe.hub-not-understood");
  const json = { isStopped: true, isKeptByHub: true, forS };
  context.print(context.isJson ? JSON.stringify(json) : say("stoppedByHub", context.language, { time }));
}

/** Nobody else keeps the time: the command itself waits, and gives back what was before. */
async function stopByHand({ forMs, time }: Stop, input: CommandInput, context: CommandContext): Promise<void> {
  await withCharger(input, context, async (client) => {
    const before = await force(client, off);
    context.tell(say("stoppedFor", context.language, { time }));
    const ended = new AbortController();
    void context.untilStopped().then(() => ended.abort());
    await context.clock.sleep(forMs, ended.signal).catch(() => {});
    // Whoever had it stopped before us is not meant by "as before".
    await giveBack(client, before === off ? 0 : before, context);
  });
}

/** What somebody else changed meanwhile is theirs. */
async function giveBack(client: GoeClient, before: number, { isJson, print, language }: CommandContext): Promise<void> {
  const { frc } = await client.status(["frc"], user);
  const isOurs = frc === off;
  if (isOurs) await client.setAndConfirm({ frc: before }, user);
  const now = shownValues("frc", { frc: isOurs ? before : (frc ?? null) }, language).map((each) =>
    written(each, language),
  );
  if (isJson) print(JSON.stringify({ isStopped: false, isGivenBack: isOurs, frc: isOurs ? before : frc }));
  else print(say(isOurs ? "givenBack" : "leftAlone", language, { now: now.join() }));
}
