import { fail } from "#domain";
import type { DeviceSummary } from "../client.ts";

/** The serial number of the account's only inverter; of several, one has to be named. */
export function onlySerial(devices: readonly DeviceSummary[]): string {
  const [only, ...more] = devices;
  if (only === undefined) throw fail("refused", "foxess.no-inverters");
  if (more.length === 0) return only.deviceSN;
  const known = devices.map(({ deviceSN, deviceType = "?" }) => `${deviceSN} (${deviceType})`).join(", ");
  throw fail("invalid", "foxess.which-inverter", { facts: { known } });
}
