import type { CommandOption, DriverCommand } from "#driver-kit";
import { charger } from "./commands/charger.ts";
import { live } from "./commands/live.ts";
import { schedule } from "./commands/schedule.ts";
import { settings } from "./commands/settings.ts";
import { soc } from "./commands/soc.ts";
import { systems } from "./commands/systems.ts";

const accountOptions: readonly CommandOption[] = [
  { flags: "--api <name>", summary: "open (the default), portal or legacy (or ALPHAESS_API)" },
  { flags: "--app-id <id>", summary: "of open.alphaess.com (or ALPHAESS_APP_ID)" },
  {
    flags: "--app-secret <secret>",
    summary: "better ALPHAESS_APP_SECRET, which other users of this machine cannot see",
  },
  { flags: "--username <name>", summary: "of the portal (or ALPHAESS_USERNAME); beside an app id for the wallbox" },
  { flags: "--password <password>", summary: "better ALPHAESS_PASSWORD" },
  { flags: "--url <address>", summary: "another address of the cloud (or ALPHAESS_URL)" },
  { flags: "--device <id>", summary: "one of the configuration" },
];

const options: readonly CommandOption[] = [
  { flags: "--serial <number>", summary: "which system, if there are several (or ALPHAESS_SERIAL)" },
  ...accountOptions,
];

/** What `sunsteer alphaess` can do. */
export const alphaessCommandList: readonly DriverCommand[] = [
  {
    name: "systems",
    summary: "the systems of the account",
    options: accountOptions,
    example: "sunsteer alphaess systems",
    run: systems,
  },
  {
    name: "live",
    summary: "powers and level, as the cloud has them",
    options,
    example: "sunsteer alphaess live --json",
    run: live,
  },
  {
    name: "settings",
    summary: "all settings of the system as the cloud names them",
    options,
    example: "sunsteer alphaess settings --json",
    run: settings,
  },
  {
    name: "soc",
    summary: "down to where the battery gives and up to where it is charged, in percent",
    parameters: "<min> <max>",
    options,
    example: "sunsteer alphaess soc 26 100",
    run: soc,
  },
  {
    name: "charger",
    summary: "the wallbox: status, start, stop, mode 1-4, current 6-16 (or watts: 7400W), phases 1 or 3",
    parameters: "[action] [value]",
    options: [...options, { flags: "--charger <name>", summary: "which wallbox, if there are several" }],
    example: "sunsteer alphaess charger current 10 --charger EV1",
    run: charger,
  },
  {
    name: "schedule",
    summary: "when the battery charges from the grid and when it may discharge",
    options: [...options, { flags: "--periodic", summary: "only the newer kind of timetable" }],
    example: "sunsteer alphaess schedule",
    run: schedule,
  },
];
