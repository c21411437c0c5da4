import { fail } from "#domain";
import { type CommandContext, type CommandInput, flowRows, flowsOf } from "#driver-kit";
import { chooseSeries } from "../choose-series.ts";
import { createIotawattClient, type Series } from "../client.ts";
import { iotawattDriver } from "../driver.ts";
import { findSeries } from "../find-series.ts";
import { toReadings } from "../mapping.ts";
import { type Powers, powersOf } from "../powers.ts";
import { findConfig } from "./entry.ts";

const user = { purpose: "user" } as const;

/** `iotawatt live [--all]` */
export async function live(input: CommandInput, context: CommandContext): Promise<void> {
  const config = await findConfig(input.options, context);
  const isAll = input.options["all"] === true;
  const account = context.openAccount(iotawattDriver.identify(config));
  const { url, login, timeoutMs, windowS } = config;
  const way = { url, http: account.http, clock: context.clock, timeoutMs };
  const client = createIotawattClient({ ...way, ...(login === undefined ? {} : { login }) });
  try {
    const all = await client.series(user);
    // Whoever wants to see all series also sees them where none has a usual name.
    const chosen = isAll && config.series === undefined ? findSeries(all) : chooseSeries(all, config).series;
    const names = isAll ? all.map(({ name }) => name) : Object.values(chosen).flat();
    const values = await client.live([...new Set(names)], windowS, user);
    if (values.size === 0) throw fail("unreachable", "iotawatt.no-values");
    show(powersOf(values, chosen, new Set(config.invert)), isAll ? { all, values } : undefined, context);
  } finally {
    await account.close();
  }
}

interface Everything {
  readonly all: readonly Series[];
  readonly values: ReadonlyMap<string, number>;
}

function show(powers: Powers, everything: Everything | undefined, context: CommandContext): void {
  const { clock, isJson, print, table, language } = context;
  const flows = flowsOf(toReadings(powers, { grid: 1, pv: 1 }, clock.now()));
  if (isJson) {
    const series = everything === undefined ? {} : { series: Object.fromEntries(everything.values) };
    print(JSON.stringify({ at: new Date(clock.now()).toISOString(), ...flows, ...series }));
    return;
  }
  print(table(everything === undefined ? flowRows(flows, language) : rowsOf(everything)));
}

function rowsOf({ all, values }: Everything): string[][] {
  return all.map(({ name, unit }) => [name, `${values.get(name) ?? "–"} ${unit}`]);
}
