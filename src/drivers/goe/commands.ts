import type { CommandOption, DriverCommand } from "#driver-kit";
import { limit } from "./commands/advice.ts";
import { cards } from "./commands/cards.ts";
import { start, surplus } from "./commands/charging.ts";
import { get } from "./commands/get.ts";
import { listKeys } from "./commands/keys.ts";
import { refresh } from "./commands/refresh.ts";
import { set } from "./commands/set.ts";
import { stop } from "./commands/stop.ts";
import { wake } from "./commands/wake.ts";
import { watch } from "./commands/watch.ts";

/** Where the charger is, for every command that speaks to one. */
const place: readonly CommandOption[] = [
  { flags: "--host <name>", summary: "name or address of the charger (or GOE_HOST)" },
  { flags: "--url <address>", summary: "its whole address (or GOE_URL)" },
  { flags: "--serial <number>", summary: "over the maker's cloud, with GOE_TOKEN (or GOE_SERIAL)" },
  { flags: "--device <id>", summary: "one of the configuration" },
];

/** What `sunsteer goe` can do. */
export const goeCommandList: readonly DriverCommand[] = [
  {
    name: "get",
    summary: "values by key, or all of them; nrg.powerTotal and nrg.11 are pieces of nrg",
    parameters: "[key...]",
    options: place,
    example: "sunsteer goe get car amp nrg.powerTotal --host 192.168.1.50",
    run: get,
  },
  {
    name: "set",
    summary: "sets keys and reads them back; all of the values must be right before any is sent",
    parameters: "<key=value...>",
    options: [
      ...place,
      { flags: "--confirm-danger", summary: "yes, also what can interrupt the charger, lose data or lock out" },
    ],
    example: "sunsteer goe set amp=10 cch=#00FF80 sch_week.range1Begin=22:00",
    run: set,
  },
  {
    name: "keys",
    summary: "the table of all keys: what they mean and take",
    parameters: "[filter]",
    options: [{ flags: "--lang <language>", summary: "en, de or fr" }],
    example: "sunsteer goe keys card --lang de",
    run: listKeys,
  },
  {
    name: "watch",
    summary: "values as they change, until stopped",
    parameters: "[key...]",
    options: [...place, { flags: "--every <time>", summary: "how often to look, 5s unless told" }],
    example: "sunsteer goe watch car modelStatus nrg.powerTotal",
    run: watch,
  },
  {
    name: "start",
    summary: "charges, whatever the charger's own mode says",
    options: place,
    example: "sunsteer goe start --host 192.168.1.50",
    run: start,
  },
  {
    name: "stop",
    summary: "stops charging; with --for only for a while, then as before",
    options: [
      ...place,
      { flags: "--for <time>", summary: "e.g. 5m; a running Sunsteer keeps the time, else this command waits" },
    ],
    example: "sunsteer goe stop --for 5m",
    run: stop,
  },
  {
    name: "surplus",
    summary: "tells the charger the powers of the house, for its own solar regulation",
    options: [
      ...place,
      { flags: "--grid <W>", summary: "from the grid; into it is negative" },
      { flags: "--pv <W>", summary: "from the sun" },
      { flags: "--battery <W>", summary: "out of the battery; into it is negative" },
      { flags: "--check", summary: "shows instead how its settings should stand for that, and why" },
      { flags: "--apply", summary: "with --check: sets what is not right yet" },
    ],
    example: "sunsteer goe surplus --grid -1800 --pv 4200",
    run: surplus,
  },
  {
    name: "limit",
    summary: "shows which currents would come down to 16 A; nothing is raised, load groups are left alone",
    options: [...place, { flags: "--apply", summary: "lowers them" }],
    example: "sunsteer goe limit --device wallbox",
    run: limit,
  },
  {
    name: "wake",
    summary: "pretends to unplug a car that may charge and does not; its settings stay as they are",
    options: place,
    example: "sunsteer goe wake --device wallbox",
    run: wake,
  },
  {
    name: "cards",
    summary: "the RFID cards: list, rename N NAME, learn N, clear N",
    parameters: "[action...]",
    options: [...place, { flags: "--confirm-danger", summary: "yes, clear the card; nothing brings it back" }],
    example: "sunsteer goe cards rename 3 Anna",
    run: cards,
  },
  {
    name: "refresh",
    summary: "reads the whole configuration of the charger now; the running hub does, where one runs",
    options: place,
    example: "sunsteer goe refresh --device wallbox",
    run: refresh,
  },
];
