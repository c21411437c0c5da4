import type { CommandOption, DriverCommand } from "#driver-kit";
import { live } from "./commands/live.ts";

const options: readonly CommandOption[] = [
  { flags: "--url <address>", summary: "the device's address (or IOTAWATT_URL); may hold user:password@" },
  { flags: "--username <name>", summary: "where it asks for a login (or IOTAWATT_USERNAME, IOTAWATT_PASSWORD)" },
  { flags: "--device <id>", summary: "one of the configuration" },
];

/** What `sunsteer iotawatt` can do. */
export const iotawattCommandList: readonly DriverCommand[] = [
  {
    name: "live",
    summary: "powers of the last seconds, and what each series reads",
    options: [...options, { flags: "--all", summary: "every series the device has" }],
    example: "sunsteer iotawatt live --url http://iotawatt.local",
    run: live,
  },
];
