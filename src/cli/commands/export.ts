import { Temporal } from "temporal-polyfill";
import { dayMs, fail, type Instant } from "#domain";
import { exportCsv } from "#history";
import { parseDurationMs } from "#hub";
import { readConfig } from "../config-file.ts";
import type { AddCommand } from "../invocation.ts";
import { historyPlaces } from "../state-places.ts";
import { badOption } from "../usage.ts";

interface ExportOptions {
  readonly config?: string;
  readonly series?: readonly string[];
  readonly from?: string;
  readonly to?: string;
  readonly resolution?: string;
  readonly list?: boolean;
  readonly json?: boolean;
}

export const addExport: AddCommand = (program, { world }) => {
  program
    .command("export")
    .description("history as CSV; works beside a running hub")
    .option("--config <file>", "configuration file")
    .option("--series <name...>", "which series; all when missing")
    .option("--from <time>", "start, e.g. 2026-06-01 (default: a day before the end)")
    .option("--to <time>", "end (default: now)")
    .option("--resolution <time>", "means over such a stretch, e.g. 5m")
    .option("--list", "print the names of the series")
    .option("--json", "with --list: print as JSON")
    .addHelpText("after", "\nExample: sunsteer export --from 2026-06-01 --to 2026-07-01 --resolution 5m > june.csv")
    .action(async (options: ExportOptions) => {
      const { config } = await readConfig(world, options.config);
      const path = historyPlaces(world, config.history.path).history;
      if (!(await world.files.exists(path))) throw fail("invalid", "cli.no-history", { facts: { path } });
      const history = world.openHistory({ path, clock: world.clock, mode: "inline", isReadOnly: true });
      try {
        const names = await history.seriesNames();
        if (options.list) return world.output.print(options.json ? JSON.stringify(names) : names.join("\n"));
        const to = options.to === undefined ? world.clock.now() : toInstant("--to", options.to, config.home.timeZone);
        const from = options.from === undefined ? to - dayMs : toInstant("--from", options.from, config.home.timeZone);
        const resolutionMs = options.resolution === undefined ? undefined : toDurationMs(options.resolution);
        if (from >= to) throw badOption("--from", options.from ?? "", `< ${new Date(to).toISOString()}`);
        const series = options.series ?? names;
        const unknown = series.find((name) => !names.includes(name));
        if (unknown !== undefined) throw fail("invalid", "cli.unknown-series", { facts: { found: unknown } });
        for await (const line of exportCsv(history, {
          series,
          from,
          to,
          ...(resolutionMs === undefined ? {} : { resolutionMs }),
        })) {
          world.output.print(line);
        }
      } finally {
        await history.close();
      }
    });
};

/** A moment with its offset, or a day or time on the clocks of the home. */
function toInstant(option: string, text: string, timeZone: string): Instant {
  try {
    if (/(?:Z|[+-]\d\d:?\d\d)$/i.test(text) && text.includes("T")) return Temporal.Instant.from(text).epochMilliseconds;
    return Temporal.PlainDateTime.from(text).toZonedDateTime(timeZone).epochMilliseconds;
  } catch {
    throw badOption(option, text, "2026-06-01 | 2026-06-01T12:00 | 2026-06-01T10:00:00Z");
  }
}

function toDurationMs(text: string): number {
  const durationMs = parseDurationMs(text);
  if (durationMs !== undefined) return durationMs;
  throw badOption("--resolution", text, "5m | 1h");
}
