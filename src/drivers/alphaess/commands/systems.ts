import { fail } from "#domain";
import { type CommandContext, type CommandInput, flowWord } from "#driver-kit";
import type { AlphaessSystem } from "../surface.ts";
import { user, withAccount } from "./reach.ts";

/** `alphaess systems` */
export async function systems(input: CommandInput, context: CommandContext): Promise<void> {
  const { isJson, print, table } = context;
  await withAccount(input, context, async ({ main }) => {
    const found = await main.systems(user);
    if (found.length === 0) throw fail("invalid", "alphaess.no-systems", { facts: { api: main.api } });
    print(isJson ? JSON.stringify(found) : table(found.map((system) => rowOf(system, context))));
  });
}

function rowOf(system: AlphaessSystem, { language }: CommandContext): string[] {
  const { serial, inverterModel = "?", peakW, capacityWh, status = "" } = system;
  const kilo = (value: number) => (value / 1_000).toLocaleString(language, { maximumFractionDigits: 1 });
  return [
    serial,
    inverterModel,
    peakW === undefined ? "" : `${flowWord("pv", language)} ${kilo(peakW)} kWp`,
    capacityWh === undefined ? "" : `${flowWord("battery", language)} ${kilo(capacityWh)} kWh`,
    status,
  ];
}
