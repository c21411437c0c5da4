import { fail } from "#domain";
import type { CommandContext, CommandInput } from "#driver-kit";
import { known } from "../json-values.ts";
import { checkSurplus } from "./advice.ts";
import { force, on } from "./force.ts";
import { shownValues } from "./shown-value.ts";
import { say } from "./text.ts";
import { parsePowerW } from "./time.ts";
import { withCharger } from "./with-charger.ts";

const noCar = 1;
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

/** `goe surplus --grid W [--pv W] [--battery W]`, or `--check` for how the charger stands to it */
export async function surplus(input: CommandInput, context: CommandContext): Promise<void> {
  const { options } = input;
  if (options["check"] === true) return checkSurplus(input, context);
  const pGrid = parsePowerW("--grid", options["grid"], -50_000);
  if (pGrid === undefined) throw fail("invalid", "goe.needs-grid");
  const pPv = parsePowerW("--pv", options["pv"], 0);
  const pAkku = parsePowerW("--battery", options["battery"], -50_000);
  const ids = { pGrid, ...known({ pPv, pAkku }) };
  await withCharger(input, context, async (client, { via }) => {
    const isWorthIt = via !== "cloud" || (await client.status(["car"], user))["car"] !== noCar;
    if (!isWorthIt) throw fail("refused", "goe.feed-needs-car");
    await client.setAndConfirm({ ids }, user);
    context.print(context.isJson ? JSON.stringify({ ids }) : say("powersTaken", context.language));
  });
}
