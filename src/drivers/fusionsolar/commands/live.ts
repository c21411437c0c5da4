import { fail, minuteMs, secondMs } from "#domain";
import { type CommandContext, type CommandInput, flowRows, flowWord, type LiveFlows } from "#driver-kit";
import { liveWindowMs } from "../calls.ts";
import { createKioskClient, type Device } from "../client.ts";
import type { PlantFlows } from "../derivation/derive-plant.ts";
import { kindOf } from "../derivation/device-sample.ts";
import { deviceTypeName } from "../device-types.ts";
import { fusionsolarDriver } from "../driver.ts";
import { countedDevices, freshForMs } from "../plant-connection.ts";
import { createPlantState, type ReceivedRow } from "../plant-state.ts";
import { accountOf, type CommandEntry, findEntry } from "./entry.ts";
import { say } from "./text.ts";
import { type OpenAccount, user, withAccount } from "./with-account.ts";

/** `fusionsolar live [--all]` */
export async function live(input: CommandInput, context: CommandContext): Promise<void> {
  const entry = await findEntry(input, context);
  if ("kiosk" in entry.config) return liveOfKiosk(entry, context);
  const config = accountOf(entry);
  await withAccount(entry, context, async (account) => {
    const { plant, devices } = await account.plant();
    const counted = countedDevices({ plant, devices }, config);
    const asked = context.clock.now();
    const rows = await rowsOf(account, counted, context);
    const state = createPlantState({ ...config, devices: counted, capacityKw: plant.capacityKw, maxAgeMs: freshForMs });
    const flows = state.flows(rows, context.clock.now());
    const { isJson, print, table, tell, language } = context;
    if (isJson) {
      const told = counted.map(({ id, devName, devTypeId }) => ({
        ...{ id, name: devName, type: deviceTypeName(devTypeId) },
        values: Object.fromEntries(rows.get(id)?.values ?? []),
      }));
      return print(JSON.stringify({ plant: plant.name, code: plant.code, ...shown(flows), devices: told }));
    }
    const lines = flowRows(shown(flows), language);
    if (lines.length === 0) throw fail("unreachable", "fusionsolar.no-values", { facts: { plant: plant.name } });
    print(table(input.options["all"] === true ? [...lines, ...everything(counted, rows)] : lines));
    for (const id of flows.silent) tell(say("silent", language, { device: nameOf(counted, id) }));
    const receivedAt = Math.min(asked, ...[...rows.values()].map(({ at }) => at));
    const minutes = Math.round((asked - receivedAt) / minuteMs);
    tell(minutes > 0 ? say("keptAge", language, { minutes: String(minutes) }) : say("age", language));
  });
}

async function liveOfKiosk({ config }: CommandEntry, context: CommandContext): Promise<void> {
  if (!("kiosk" in config)) return;
  const account = context.openAccount(fusionsolarDriver.identify(config));
  try {
    const url = config.kiosk.reveal();
    const client = createKioskClient({ url, http: account.http, timeoutMs: config.timeoutS * secondMs });
    const values = await client.values(user);
    const { isJson, print, table, tell, language } = context;
    if (isJson) return print(JSON.stringify(values));
    const row = (name: string, value: number | undefined, unit: string) =>
      value === undefined ? [] : [[name, `${value} ${unit}`]];
    const power = row(flowWord("pv", language), values.powerKw, "kW");
    print(table([...power, ...row(say("today", language), values.dayKWh, "kWh")]));
    tell(say("kioskAge", language));
  } finally {
    await account.close();
  }
}

/** One call for each kind of device, unless it was asked a moment ago, by a hub or by an earlier command. */
async function rowsOf(
  { client, rows: kept }: OpenAccount,
  devices: readonly Device[],
  { clock }: CommandContext,
): Promise<ReadonlyMap<string, ReceivedRow>> {
  const rows = new Map<string, ReceivedRow>();
  for (const devTypeId of new Set(devices.map((device) => device.devTypeId))) {
    if (kindOf(devTypeId) === undefined) continue;
    const ids = devices.filter((device) => device.devTypeId === devTypeId).map(({ id }) => id);
    const known = new Map(ids.flatMap((id) => entriesOf(id, kept.read(id))));
    const isRecent = [...known.values()].every(({ at }) => at <= clock.now() && clock.now() - at <= liveWindowMs);
    if (known.size < ids.length || !isRecent) {
      known.clear();
      const found = await client.deviceLive(devTypeId, ids, user);
      for (const { deviceId, values } of found) known.set(deviceId, { values, at: clock.now() });
      kept.write(known);
    }
    for (const [id, row] of known) rows.set(id, row);
  }
  return rows;
}

function entriesOf(id: string, row: ReceivedRow | undefined): readonly (readonly [string, ReceivedRow])[] {
  return row === undefined ? [] : [[id, row]];
}

function shown({ productionW, netImportW, batteryW, socPercent, consumptionW }: PlantFlows): LiveFlows {
  return { pvW: productionW, gridW: netImportW, batteryW, batterySocPercent: socPercent, loadW: consumptionW };
}

function everything(devices: readonly Device[], rows: ReadonlyMap<string, ReceivedRow>): string[][] {
  return devices.flatMap(({ id }) =>
    [...(rows.get(id)?.values ?? [])].map(([name, value]) => [`${nameOf(devices, id)} ${name}`, String(value)]),
  );
}

function nameOf(devices: readonly Device[], id: string): string {
  return devices.find((device) => device.id === id)?.devName ?? id;
}
