import { type CommandContext, type CommandInput, type FlowWord, flowWord } from "#driver-kit";
import type { DeviceSummary } from "../client.ts";
import { user, withCloud } from "./cloud.ts";
import { say } from "./text.ts";

/** `foxess devices` */
export async function devices(input: CommandInput, context: CommandContext): Promise<void> {
  const { language, isJson, print, table } = context;
  await withCloud(input, context, async ({ client, answer, isRaw }) => {
    const found = await answer(() => client.listDevices(user));
    if (isRaw) return;
    if (isJson) return print(JSON.stringify(found.map(toEntry)));
    if (found.length === 0) return context.tell(say("noDevices", language));
    print(table(found.map((device) => rowOf(device, context))));
  });
}

function rowOf(device: DeviceSummary, { language }: CommandContext): string[] {
  const { deviceSN, deviceType = "?", stationName = "", hasPV, hasBattery } = device;
  const parts: readonly FlowWord[] = [
    ...(hasPV ? (["pv"] as const) : []),
    ...(hasBattery ? (["battery"] as const) : []),
  ];
  return [
    ...[deviceSN, deviceType, stationName, say(stateOf(device), language)],
    parts.map((part) => flowWord(part, language)).join(", "),
  ];
}

function stateOf({ status }: DeviceSummary): "online" | "fault" | "offline" | "unknown" {
  return ({ 1: "online", 2: "fault", 3: "offline" } as const)[status ?? 0] ?? "unknown";
}

function toEntry(device: DeviceSummary) {
  const { deviceSN, deviceType, productType, stationName, hasPV, hasBattery } = device;
  const type = { type: deviceType, product: productType, station: stationName };
  return { serial: deviceSN, ...type, state: stateOf(device), hasSolar: hasPV, hasBattery };
}
