import type { CommandContext } from "#driver-kit";
import type { Setting } from "../client.ts";
import { type ReachedInverter, user } from "./cloud.ts";
import { readBack } from "./read-back.ts";
import { acceptable, isSameValue, settingLabel, shownSetting } from "./setting-words.ts";
import { say } from "./text.ts";

/** Writes a setting unless it is there already, and tells what the inverter says of it then. */
export async function changeSetting(
  key: string,
  typed: string,
  inverter: ReachedInverter,
  context: CommandContext,
): Promise<void> {
  const { client, serial } = inverter;
  const { language, isJson, print } = context;
  const before = await client.setting(serial, key, user);
  const wanted = acceptable(key, before, typed);
  const isChanged = !isSameValue(wanted, before.value);
  if (isChanged) await client.writeSetting(serial, key, wanted, user);
  const after = isChanged ? await confirmSetting(key, wanted, inverter, context) : before;
  if (isJson) {
    print(JSON.stringify({ serial, key, before: before.value ?? null, value: after.value ?? null, isChanged }));
    return;
  }
  const facts = {
    label: settingLabel(key, before, language),
    before: shownSetting(key, before, before.value, language),
    now: shownSetting(key, before, after.value, language),
  };
  print(say(isChanged ? "changed" : "unchanged", language, facts));
}

/** With `--raw`: written without a question before, as the old script did, and looked at afterwards. */
export async function sendSetting(
  key: string,
  value: string,
  inverter: ReachedInverter,
  context: CommandContext,
): Promise<void> {
  const { serial, answer } = inverter;
  await answer(() => inverter.sendSetting(serial, key, value));
  await confirmSetting(key, value, inverter, context);
}

function confirmSetting(
  key: string,
  wanted: string,
  { client, serial }: ReachedInverter,
  { clock }: CommandContext,
): Promise<Setting> {
  return readBack(clock, {
    ...{ what: key, wanted },
    read: () => client.setting(serial, key, user),
    isThere: ({ value }) => isSameValue(wanted, value),
    show: ({ value }) => value ?? "–",
  });
}
