import { fail } from "#domain";
import type { CommandContext, CommandInput } from "#driver-kit";
import type { GoeClient } from "../client.ts";
import { known } from "../json-values.ts";
import { findGoeKey, goeKeys, readableKeys } from "../keys.ts";
import { shownValues, written } from "./shown-value.ts";
import { say } from "./text.ts";
import { parsePowerW, parseTimeMs } from "./time.ts";
import { withCharger } from "./with-charger.ts";

const off = 1;
const on = 2;
const user = { purpose: "user" } as const;
/** The charger's logic needs a second or two to conclude from a new force state. */
const concludesWithinMs = 3_000;

/** `goe start` */
export async function start(input: CommandInput, context: CommandContext): Promise<void> {
  const { language } = context;
  await withCharger(input, context, async (client) => {
    await force(client, on);
    await context.clock.sleep(concludesWithinMs);
    const values = await client.status(["car", "alw", "modelStatus"], user);
    const [status] = shownValues("modelStatus", values, language);
    const isAllowed = values["alw"] === true;
    const reason = status?.meaning ?? say("unknownNumber", language);
    if (context.isJson) context.print(JSON.stringify({ isAllowed, isConnected: values["car"] !== 1, reason }));
    else context.print(say(isAllowed ? "allowed" : "notAllowed", language, { reason }));
    if (values["car"] === 1) context.tell(say("noCar", language));
  });
}

/** `goe stop [--for 5m]` */
export async function stop(input: CommandInput, context: CommandContext): Promise<void> {
  const { language, clock } = context;
  const forMs = parseTimeMs("--for", input.options["for"]);
  await withCharger(input, context, async (client) => {
    const before = await force(client, off);
    if (forMs === undefined) {
      context.print(context.isJson ? '{"isStopped":true}' : say("stopped", language));
      return;
    }
    context.tell(say("stoppedFor", language, { time: String(input.options["for"]) }));
    const ended = new AbortController();
    void context.untilStopped().then(() => ended.abort());
    await clock.sleep(forMs, ended.signal).catch(() => {});
    // Whoever had it stopped before us is not meant by "as before".
    await giveBack(client, before === off ? 0 : before, context);
  });
}

/** Sets the force state, which moves the contactor, only where it differs; returns what it was. */
async function force(client: GoeClient, wanted: number): Promise<number> {
  const { frc } = await client.status(["frc"], user);
  if (frc !== wanted) await client.setAndConfirm({ frc: wanted }, user);
  return typeof frc === "number" ? frc : 0;
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

/** `goe surplus --grid W [--pv W] [--battery W]` */
export async function surplus(input: CommandInput, context: CommandContext): Promise<void> {
  const { options } = input;
  const pGrid = parsePowerW("--grid", options["grid"], -50_000);
  if (pGrid === undefined) throw fail("invalid", "goe.needs-grid");
  const pPv = parsePowerW("--pv", options["pv"], 0);
  const pAkku = parsePowerW("--battery", options["battery"], -50_000);
  const ids = { pGrid, ...known({ pPv, pAkku }) };
  await withCharger(input, context, async (client) => {
    await client.setAndConfirm({ ids }, user);
    context.print(context.isJson ? JSON.stringify({ ids }) : say("powersTaken", context.language));
  });
}

/** `goe refresh` */
export async function refresh(input: CommandInput, context: CommandContext): Promise<void> {
  const wanted = goeKeys.filter(
    ({ key, polling }) => (polling === "config" || polling === "identity") && readableKeys.includes(key),
  );
  await withCharger(input, context, async (client) => {
    const values = await client.status(
      wanted.map(({ key }) => key),
      user,
    );
    const count = Object.keys(values).filter((key) => findGoeKey(key) !== undefined).length;
    const missing = wanted.length - count;
    const line = say("refreshed", context.language, { count, missing });
    context.print(context.isJson ? JSON.stringify({ count, missing }) : line);
  });
}
