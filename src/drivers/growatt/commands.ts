import type { CommandOption, DriverCommand } from "#driver-kit";
import { live } from "./commands/live.ts";
import { plants } from "./commands/plants.ts";

const account: readonly CommandOption[] = [
  { flags: "--username <name>", summary: "of the portal, where there is no GROWATT_TOKEN (or GROWATT_USERNAME)" },
  { flags: "--url <address>", summary: "another address of the cloud (or GROWATT_URL)" },
  { flags: "--region <name>", summary: "world, us, au or cn" },
  { flags: "--device <id>", summary: "one of the configuration" },
];

/** What `sunsteer growatt` can do. */
export const growattCommandList: readonly DriverCommand[] = [
  {
    name: "plants",
    summary: "the plants of the account; it allows this about ten times a day",
    options: account,
    example: "sunsteer growatt plants",
    run: plants,
  },
  {
    name: "live",
    summary: "powers and level, as old as the plant's last upload; once in five minutes",
    options: [{ flags: "--plant <name>", summary: "name or number, if there are several" }, ...account],
    example: "sunsteer growatt live --plant 1234567 --json",
    run: live,
  },
];
