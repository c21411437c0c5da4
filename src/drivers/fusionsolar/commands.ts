import type { CommandOption, DriverCommand } from "#driver-kit";
import { devices } from "./commands/devices.ts";
import { live } from "./commands/live.ts";
import { plants } from "./commands/plants.ts";

const accountOptions: readonly CommandOption[] = [
  { flags: "--url <address>", summary: "the portal's address (or FUSIONSOLAR_URL)" },
  {
    flags: "--username <name>",
    summary: "the northbound user (or FUSIONSOLAR_USERNAME); the password only as FUSIONSOLAR_PASSWORD",
  },
  { flags: "--device <id>", summary: "one of the configuration" },
];

const options: readonly CommandOption[] = [
  { flags: "--plant <name>", summary: "which plant, by its name or its code (or FUSIONSOLAR_PLANT)" },
  ...accountOptions,
];

/** What `sunsteer fusionsolar` can do. */
export const fusionsolarCommandList: readonly DriverCommand[] = [
  {
    name: "plants",
    summary: "the plants that the account may see; one of the day's few calls for it",
    options: accountOptions,
    example: "sunsteer fusionsolar plants",
    run: plants,
  },
  {
    name: "devices",
    summary: "a plant's devices",
    options,
    example: "sunsteer fusionsolar devices --plant 'Sunny Lane 4'",
    run: devices,
  },
  {
    name: "live",
    summary: "powers and level, up to five minutes old; once in five minutes at most",
    options: [...options, { flags: "--all", summary: "every value of these devices" }],
    example: "sunsteer fusionsolar live --json",
    run: live,
  },
];
