import type { DriverCommand } from "#driver-kit";
import { push } from "./commands/push.ts";

/** What `sunsteer chargehq` can do. */
export const chargehqCommandList: readonly DriverCommand[] = [
  {
    name: "push",
    summary: "one push: of what the running hub knows, or of the powers given",
    options: [
      { flags: "--grid <W>", summary: "import positive" },
      { flags: "--pv <W>", summary: "what the sun yields" },
      { flags: "--battery <W>", summary: "discharging positive" },
      { flags: "--soc <percent>", summary: "the battery's level" },
      { flags: "--url <address>", summary: "another address (or CHARGEHQ_URL); the key is in CHARGEHQ_API_KEY" },
      { flags: "--target <id>", summary: "one of the configuration" },
    ],
    example: "sunsteer chargehq push --grid -2130 --pv 4812",
    run: push,
  },
];
