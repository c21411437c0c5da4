import type { CommandOption, DriverCommand } from "#driver-kit";
import { devices } from "./commands/devices.ts";
import { live } from "./commands/live.ts";
import { getMode, setMode } from "./commands/modes.ts";
import { schedule } from "./commands/schedule.ts";
import { listSettings, setting } from "./commands/settings.ts";
import { soc } from "./commands/soc.ts";
import { usage } from "./commands/usage.ts";

const accountOptions: readonly CommandOption[] = [
  { flags: "--api-key <key>", summary: "better FOXESS_API_KEY, which other users of this machine cannot see" },
  { flags: "--url <address>", summary: "another address of the cloud (or FOXESS_URL)" },
  { flags: "--device <id>", summary: "one of the configuration" },
  { flags: "--raw", summary: "print the cloud's own reply, also when it is an error" },
];

const serialOption = { flags: "--serial <number>", summary: "which inverter, if there are several (or FOXESS_SERIAL)" };

/** What every command takes that is about one inverter. */
const options: readonly CommandOption[] = [serialOption, ...accountOptions];

function modeCommand(name: string, mode: string, summary: string): DriverCommand {
  return { name, summary, options, example: `sunsteer foxess ${name} --raw`, run: setMode(mode) };
}

/** What `sunsteer foxess` can do. */
export const foxessCommandList: readonly DriverCommand[] = [
  { name: "get", summary: "the work mode", options, example: "sunsteer foxess get --raw", run: getMode },
  modeCommand("selfuse", "SelfUse", "the house first, then the battery, then the grid"),
  modeCommand("backup", "Backup", "the battery is kept for a power cut"),
  modeCommand("feedin", "Feedin", "into the grid before into the battery"),
  modeCommand("peakshaving", "PeakShaving", "the battery limits what is drawn from the grid"),
  {
    name: "devices",
    summary: "the inverters of the account",
    options: accountOptions,
    example: "sunsteer foxess devices",
    run: devices,
  },
  {
    name: "live",
    summary: "powers and level, as old as the inverter's last upload",
    options: [...options, { flags: "--all", summary: "every value the inverter has" }],
    example: "sunsteer foxess live --json",
    run: live,
  },
  {
    name: "settings",
    summary: "all settings this inverter has; takes about 20 s and 16 of the day's calls",
    options,
    example: "sunsteer foxess settings",
    run: listSettings,
  },
  {
    name: "setting",
    summary: "shows one setting, or sets it and reads it back",
    parameters: "<key> [value]",
    options,
    example: "sunsteer foxess setting ExportLimit 5000",
    run: setting,
  },
  {
    name: "soc",
    summary: "between which levels the battery is used, in percent",
    parameters: "<min> [max]",
    options: [
      ...options,
      { flags: "--on-grid <percent>", summary: "the lowest level while there is grid; MIN if left out" },
    ],
    example: "sunsteer foxess soc 15 95 --on-grid 20",
    run: soc,
  },
  {
    name: "schedule",
    summary: "the inverter's own timetable, and whether it follows it; on and off switch it",
    parameters: "[on|off]",
    options,
    example: "sunsteer foxess schedule off",
    run: schedule,
  },
  {
    name: "usage",
    summary: "how many of the day's calls are left",
    options,
    example: "sunsteer foxess usage",
    run: usage,
  },
];
