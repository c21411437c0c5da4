import { fail, ProblemError } from "#domain";
import type { CommandContext, CommandInput } from "#driver-kit";
import type { Setting } from "../client.ts";
import { isUnsupported } from "../errno.ts";
import { type ReachedInverter, user, withInverter } from "./cloud.ts";
import { offered, settingLabel, settingName, shownSetting, vendorSettings } from "./setting-words.ts";
import { unlessUnsupported } from "./unless-unsupported.ts";
import { changeSetting, sendSetting } from "./write-setting.ts";

/** `foxess settings` */
export async function listSettings(input: CommandInput, context: CommandContext): Promise<void> {
  const { language, isJson, print, table } = context;
  await withInverter(input, context, async (inverter) => {
    const found: (readonly [key: string, setting: Setting])[] = [];
    for (const key of vendorSettings) {
      const setting = await unlessUnsupported(readSetting(key, inverter));
      if (setting !== undefined) found.push([key, setting]);
    }
    if (inverter.isRaw) return;
    if (isJson) return print(JSON.stringify(Object.fromEntries(found)));
    const rows = found.map(([key, setting]) => [
      key,
      shownSetting(key, setting, setting.value, language),
      offered(setting) ?? "",
      settingLabel(key, setting, language),
    ]);
    print(table(rows));
  });
}

function readSetting(key: string, { client, serial, answer }: ReachedInverter): Promise<Setting> {
  return answer(() => client.setting(serial, key, user));
}

/** `foxess setting KEY [VALUE]` */
export async function setting(input: CommandInput, context: CommandContext): Promise<void> {
  const [typed = "", value] = input.words;
  const key = settingName(typed);
  await withInverter(input, context, async (inverter) => {
    try {
      if (value === undefined) await showSetting(key, inverter, context);
      else if (inverter.isRaw) await sendSetting(key, value, inverter, context);
      else await changeSetting(key, value, inverter, context);
    } catch (error) {
      throw isUnknown(key, error) ? fail("refused", "foxess.unknown-setting", { facts: { key, known } }) : error;
    }
  });
}

const known = vendorSettings.join(", ");

/** A name that is in no list and that the cloud does not take either is most likely mistyped. */
function isUnknown(key: string, error: unknown): boolean {
  return error instanceof ProblemError && isUnsupported(error.problem) && !vendorSettings.includes(key);
}

async function showSetting(key: string, inverter: ReachedInverter, context: CommandContext): Promise<void> {
  const { language, isJson, print } = context;
  const found = await readSetting(key, inverter);
  if (inverter.isRaw) return;
  if (isJson) return print(JSON.stringify({ serial: inverter.serial, key, ...found }));
  const choices = offered(found);
  const value = shownSetting(key, found, found.value, language);
  print(`${settingLabel(key, found, language)}: ${value}${choices === undefined ? "" : ` [${choices}]`}`);
}
