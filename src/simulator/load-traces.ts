import { fail } from "#domain";
import { readBytes } from "#platform";
import { parseScenario, type Scenario } from "./scenario.ts";
import { readTrace, type Trace, type Traces } from "./trace.ts";

/** Reads every trace that a scenario names from the folder; a scenario without any needs no folder. */
export async function loadTraces(scenario: Scenario, folder: string | undefined): Promise<Traces> {
  const full = parseScenario(scenario);
  const sources = [full.load.trace, ...full.inverters.map((inverter) => inverter.solarTrace)];
  const files = new Set(sources.flatMap((source) => (source === undefined ? [] : [source.file])));
  const traces = new Map<string, Trace>();
  for (const file of files) {
    if (folder === undefined) throw fail("invalid", "trace.no-folder", { facts: { file } });
    const bytes = await readBytes(`${folder}/${file}`);
    if (bytes === undefined) throw fail("invalid", "trace.no-file", { facts: { file, folder } });
    traces.set(file, readTrace(bytes));
  }
  return traces;
}
