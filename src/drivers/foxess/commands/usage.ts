import type { CommandContext, CommandInput } from "#driver-kit";
import { dailyRuleId } from "../calls.ts";
import { user, withInverter } from "./cloud.ts";
import { say } from "./text.ts";

/** `foxess usage` */
export async function usage(input: CommandInput, context: CommandContext): Promise<void> {
  await withInverter(input, context, async ({ client, account, serial, answer, isRaw }) => {
    const { total, remaining } = await answer(() => client.accessCount(user));
    // What other programs have used of the day counts for us too.
    if (remaining !== undefined) account.reportRemaining(dailyRuleId, remaining);
    if (isRaw) return;
    const daily = account.usage().find(({ ruleId }) => ruleId === dailyRuleId);
    const { language, isJson, print } = context;
    const { used = 0, max = 0 } = daily ?? {};
    if (isJson) return print(JSON.stringify({ serial, cloud: { total, remaining }, counted: { used, max } }));
    print(say("cloudCount", language, { remaining: remaining ?? "–", total: total ?? "–" }));
    print(say("ownCount", language, { used, max }));
  });
}
