import { fail, type Instant, minuteMs } from "#domain";
import { type CommandContext, type CommandInput, flowRows, flowsOf } from "#driver-kit";
import { silentLog } from "#platform";
import { createKeptValues } from "../kept-values.ts";
import { createPlant } from "../plant.ts";
import { user, withAccount } from "./account.ts";
import { say } from "./text.ts";

/** The cloud has news every five minutes; what is three times as old is no news. */
const oldAfterMs = 15 * minuteMs;

/** `growatt live [--plant NAME]` */
export async function live(input: CommandInput, context: CommandContext): Promise<void> {
  await withAccount(input, context, async (client, config, { session, notes }) => {
    const { clock, isJson, print, tell, table, language } = context;
    const plant = createPlant(client, config, { clock, log: silentLog, session, kept: createKeptValues(notes) });
    const readings = (await plant.read(user)).filter(({ kind }) => kind !== "values");
    if (readings.length === 0) throw fail("unreachable", "growatt.no-values");
    const at = Math.min(...readings.map((reading) => reading.at));
    const flows = flowsOf(readings);
    if (isJson) print(JSON.stringify({ at: new Date(at).toISOString(), ...flows }));
    else print(table(flowRows(flows, language)));
    const minutes = Math.round((clock.now() - at) / minuteMs);
    if (clock.now() - at > oldAfterMs) tell(say("old", language, { minutes }));
    else if (!isJson) tell(say("asOf", language, { time: timeOf(at, context) }));
  });
}

function timeOf(at: Instant, { language }: CommandContext): string {
  return new Date(at).toLocaleTimeString(language);
}
