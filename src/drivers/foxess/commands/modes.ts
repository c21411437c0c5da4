import { fail, ProblemError } from "#domain";
import type { CommandContext, CommandInput } from "#driver-kit";
import { isUnsupported } from "../errno.ts";
import { workModeKey } from "../inverter.ts";
import { type ReachedInverter, user, withInverter } from "./cloud.ts";
import { isScheduled } from "./schedule.ts";
import { settingLabel, shownSetting } from "./setting-words.ts";
import { say } from "./text.ts";
import { changeSetting, sendSetting } from "./write-setting.ts";

/** `foxess get` */
export async function getMode(input: CommandInput, context: CommandContext): Promise<void> {
  const { language, isJson, print } = context;
  await withInverter(input, context, async (inverter) => {
    const { client, serial, answer, isRaw } = inverter;
    const setting = await answer(() => client.setting(serial, workModeKey, user));
    const { value, enumList: options = [] } = setting;
    if (value === undefined) throw fail("unreachable", "foxess.empty-reply", { facts: { key: workModeKey } });
    if (isRaw) return;
    const isTimed = await isScheduled(inverter);
    if (isJson) return print(JSON.stringify({ serial, workMode: value, options, isScheduled: isTimed }));
    const label = settingLabel(workModeKey, setting, language);
    print(`${label}: ${shownSetting(workModeKey, setting, value, language)}`);
    if (isTimed) context.tell(say("scheduleRules", language));
  });
}

/** `foxess selfuse`, `backup`, `feedin` or `peakshaving` */
export function setMode(mode: string): (input: CommandInput, context: CommandContext) => Promise<void> {
  return (input, context) =>
    withInverter(input, context, async (inverter) => {
      if (inverter.isRaw) await sendMode(mode, inverter, context);
      else await changeSetting(workModeKey, mode, inverter, context);
    });
}

/** Unasked, an inverter may also take a mode that it does not list; where it refuses, what it lists is told. */
async function sendMode(mode: string, inverter: ReachedInverter, context: CommandContext): Promise<void> {
  try {
    await sendSetting(workModeKey, mode, inverter, context);
  } catch (error) {
    throw error instanceof ProblemError && isUnsupported(error.problem) ? await refusal(mode, error, inverter) : error;
  }
}

async function refusal(mode: string, error: ProblemError, { client, serial }: ReachedInverter): Promise<Error> {
  const setting = await client.setting(serial, workModeKey, user).catch(() => undefined);
  const { enumList = [] } = setting ?? {};
  if (enumList.length === 0 || enumList.includes(mode)) return error;
  const facts = { key: workModeKey, value: mode, offered: enumList.join(", ") };
  return fail("refused", "foxess.setting-refused", { facts });
}
