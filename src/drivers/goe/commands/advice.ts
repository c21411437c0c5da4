import type { DeviceNote, SettingAdvice } from "#domain";
import type { CommandContext, CommandInput } from "#driver-kit";
import type { GoeClient } from "../client.ts";
import { ecoChecklist, ecoKeys } from "../eco-checklist.ts";
import { identityKeys } from "../keys.ts";
import { limitedKeys, limitPlan } from "../limit-plan.ts";
import { observe, observedKeys } from "../observations.ts";
import type { GoeValues } from "../transport.ts";
import { restartHints } from "./restart-hints.ts";
import { shownValues, written } from "./shown-value.ts";
import { say } from "./text.ts";
import { withCharger } from "./with-charger.ts";

const user = { purpose: "user" } as const;

interface Plan {
  readonly keys: readonly string[];
  readonly applyWith: string;
  advise(values: GoeValues): readonly SettingAdvice[];
  observe(values: GoeValues): readonly DeviceNote[];
}

const surplusPlan: Plan = {
  keys: [...identityKeys, ...ecoKeys, ...observedKeys],
  applyWith: "sunsteer goe surplus --check --apply",
  advise: (values) => ecoChecklist(values),
  observe,
};

const limitedPlan: Plan = {
  keys: limitedKeys,
  applyWith: "sunsteer goe limit --apply",
  advise: limitPlan,
  observe: () => [],
};

/** `goe surplus --check [--apply]` */
export function checkSurplus(input: CommandInput, context: CommandContext): Promise<void> {
  return follow(surplusPlan, input, context);
}

/** `goe limit [--apply]` */
export function limit(input: CommandInput, context: CommandContext): Promise<void> {
  return follow(limitedPlan, input, context);
}

/** Shows what should stand otherwise and why; only with a yes anything is set. */
async function follow(plan: Plan, input: CommandInput, context: CommandContext): Promise<void> {
  await withCharger(input, context, async (client) => {
    const values = await client.status(plan.keys, user);
    const advice = plan.advise(values);
    const open = advice.filter(({ isDone }) => !isDone);
    const isApplied = input.options["apply"] === true && open.length > 0;
    if (isApplied) await apply(client, open);
    tell({ advice, notes: plan.observe(values), values, isApplied }, plan, context);
  });
}

/** The mode itself is last in the list of what is sent, so that it does not run with half of its settings. */
async function apply(client: GoeClient, open: readonly SettingAdvice[]): Promise<void> {
  for (const { key, wanted } of [...open].reverse()) await client.setAndConfirm({ [key]: wanted }, user);
}

interface Findings {
  readonly advice: readonly SettingAdvice[];
  readonly notes: readonly DeviceNote[];
  readonly values: GoeValues;
  readonly isApplied: boolean;
}

function tell({ advice, notes, values, isApplied }: Findings, plan: Plan, context: CommandContext): void {
  const { language, isJson, print, table } = context;
  const open = advice.filter(({ isDone }) => !isDone);
  if (isJson) {
    const items = advice.map(({ reason, plan: _, ...item }) => ({ ...item, reason: reason[language] }));
    const told = notes.map(({ code, text }) => ({ code, text: text[language] }));
    print(JSON.stringify({ items, notes: told, isApplied }));
    return;
  }
  const shown = (key: string, found: GoeValues) =>
    shownValues(key, found, language)
      .map((each) => written(each, language))
      .join();
  const rows = advice.map(({ key, wanted, isDone, reason }) => {
    const [before, after] = [shown(key, values), shown(key, { [key]: wanted })];
    const mark = isDone ? "right" : isApplied ? "nowSet" : "toSet";
    return [say(mark, language), key, isDone ? before : `${before} → ${after}`, reason[language]];
  });
  if (rows.length > 0) print(table(rows));
  for (const { text } of notes) print(`! ${text[language]}`);
  if (open.length === 0) print(say("nothingToSet", language));
  else if (!isApplied) print(say("applyWith", language, { count: open.length, command: plan.applyWith }));
  else
    for (const hint of restartHints(
      open.map(({ key }) => key),
      language,
    ))
      context.tell(hint);
}
