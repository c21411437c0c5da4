import type { CommandContext, CommandInput } from "#driver-kit";
import { deviceTypeName } from "../device-types.ts";
import { findEntry } from "./entry.ts";
import { withAccount } from "./with-account.ts";

/** `fusionsolar devices` */
export async function devices(input: CommandInput, context: CommandContext): Promise<void> {
  const { isJson, print, table } = context;
  const entry = await findEntry(input, context);
  await withAccount(entry, context, async ({ plant }) => {
    const found = await plant();
    const rows = found.devices.map(({ id, devName, devTypeId, esnCode, model, invType, softwareVersion }) => ({
      ...{ id, name: devName, type: deviceTypeName(devTypeId), typeId: devTypeId },
      ...{ serial: esnCode, model: model ?? invType, software: softwareVersion },
    }));
    if (isJson) return print(JSON.stringify({ plant: found.plant.name, code: found.plant.code, devices: rows }));
    print(table(rows.map(({ id, name = "", type, serial = "", model = "" }) => [name, type, model, serial, id])));
  });
}
