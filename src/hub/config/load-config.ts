import { z } from "zod";
import { createProblem, type Facts, type Problem, type SourceId } from "#domain";
import type { AnyDriver, AnyTarget } from "#driver-kit";
import type { BatteryControl, ChargerControl, DeviceEntry, HomeConfig, TargetEntry } from "./home-config.ts";
import { type ConfigIssue, toConfigIssues } from "./issues.ts";
import { migrateConfig, newestVersion } from "./migrate-config.ts";
import { nearestWord } from "./nearest.ts";
import {
  type batteryControlSchema,
  type chargerControlSchema,
  deviceCommonKeys,
  deviceCommonSchema,
  fileSchema,
  targetCommonKeys,
  targetCommonSchema,
} from "./schema.ts";
import { type FoundProblem, resolveVariables, type VariableSources } from "./variables.ts";
import { isProblem, isRecord, type Path, readYaml, type YamlSource } from "./yaml-source.ts";

export interface ConfigContext extends VariableSources {
  readonly drivers: readonly AnyDriver[];
  readonly targets: readonly AnyTarget[];
}

/** A file that can be run, maybe with entries that cannot; or the faults that make the whole file unusable. */
export type LoadedConfig =
  | { readonly isUsable: true; readonly config: HomeConfig }
  | { readonly isUsable: false; readonly problems: readonly Problem[] };

/** Reads a configuration: faults of the file as a whole stop it, a fault inside one entry only disables that entry. */
export function loadConfig(file: string, text: string, context: ConfigContext): LoadedConfig {
  const source = readYaml(file, text);
  if (isProblem(source)) return { isUsable: false, problems: [source] };
  const locate = (found: ConfigIssue | FoundProblem, under: Path = []) => atLine(found, source, under);
  const tooNew = newerVersion(source.data);
  if (tooNew !== undefined) return { isUsable: false, problems: [locate(tooNew)] };
  const { data, problems } = resolveVariables(newestForm(source, text), context);

  const fileProblems = problems.filter((found) => entryOf(found.path) === undefined).map((found) => locate(found));
  const parsed = fileSchema.safeParse(data);
  if (!parsed.success)
    fileProblems.push(
      ...toConfigIssues(parsed.error, data, fileSchema)
        // What lacks its variable is empty, and that has been said.
        .filter((issue) => problems.every((found) => found.path.join(".") !== issue.path.join(".")))
        .map((issue) => locate(issue)),
    );
  if (!parsed.success || fileProblems.length > 0) return { isUsable: false, problems: fileProblems };

  const variableProblemOf = (list: string, index: number) => {
    const found = problems.find((candidate) => candidate.path[0] === list && candidate.path[1] === index);
    return found === undefined ? undefined : locate(found);
  };
  const devices = parsed.data.devices.map((entry, index) =>
    readDevice(entry, {
      context,
      locate,
      path: ["devices", index],
      variableProblem: variableProblemOf("devices", index),
    }),
  );
  const targets = parsed.data.targets.map((entry, index) =>
    readTarget(entry, {
      context,
      locate,
      path: ["targets", index],
      variableProblem: variableProblemOf("targets", index),
    }),
  );
  const duplicates = [...findDuplicates(devices, "devices"), ...findDuplicates(targets, "targets")].map((issue) =>
    locate(issue),
  );
  if (duplicates.length > 0) return { isUsable: false, problems: duplicates };

  const { home, control, http, history } = parsed.data;
  const { password, ...httpRest } = http;
  const { location, grid, ...homeRest } = home;
  return {
    isUsable: true,
    config: {
      version: 1,
      home: {
        ...homeRest,
        ...(location === undefined ? {} : { location }),
        grid: {
          phases: grid.phases,
          voltageV: grid.voltage,
          maxCurrentA: grid.maxCurrentA,
          ...(grid.housePeakA === undefined ? {} : { housePeakA: grid.housePeakA }),
        },
      },
      devices,
      targets,
      control: {
        chargers: mapValues(control.chargers, toChargerControl),
        batteries: mapValues(control.batteries, toBatteryControl),
      },
      http: { ...httpRest, ...(password === undefined ? {} : { password }) },
      history,
    },
  };
}

/** The data in the newest form; the lines stay those of the file as its owner wrote it. */
function newestForm(source: YamlSource, text: string): unknown {
  const migrated = migrateConfig(text);
  const newest = migrated === undefined ? source : readYaml(source.file, migrated.text);
  return isProblem(newest) ? source.data : newest.data;
}

function newerVersion(data: unknown): ConfigIssue | undefined {
  const version = isRecord(data) ? data["version"] : undefined;
  if (typeof version !== "number" || version <= newestVersion) return undefined;
  const facts = { version, newest: newestVersion };
  return { path: ["version"], problem: createProblem("invalid", "config.newer-version", { facts }) };
}

interface EntryContext {
  readonly context: ConfigContext;
  readonly locate: (issue: ConfigIssue, under?: Path) => Problem;
  readonly path: Path;
  readonly variableProblem: Problem | undefined;
}

function readDevice(raw: unknown, entry: EntryContext): DeviceEntry {
  const common = deviceCommonSchema.safeParse(raw);
  const broken = (problem: Problem): DeviceEntry => ({
    id: idOf(raw, entry.path),
    driver: isRecord(raw) && typeof raw["driver"] === "string" ? raw["driver"] : "?",
    roles: [],
    problem,
    fingerprint: JSON.stringify(raw),
  });
  if (entry.variableProblem !== undefined) return broken(entry.variableProblem);
  if (!common.success) return broken(firstIssue(toConfigIssues(common.error, raw, deviceCommonSchema), entry));
  const { id, driver: driverId, every, roles, prefer } = common.data;
  const driver = entry.context.drivers.find((candidate) => candidate.id === driverId);
  if (driver === undefined) {
    const known = entry.context.drivers.map((candidate) => candidate.id);
    const problem = createProblem("invalid", "config.unknown-driver", { facts: unknownWord(driverId, known) });
    return broken(entry.locate({ path: ["driver"], problem }, entry.path));
  }
  const own = without(common.data, deviceCommonKeys);
  const bound = tryBind(() => driver.bind(own), own, driver.config, entry);
  if ("problem" in bound) return broken(bound.problem);
  return {
    id,
    driver: driverId,
    roles,
    bound: bound.value,
    fingerprint: JSON.stringify(raw),
    ...(every === undefined ? {} : { everyMs: every }),
    ...(prefer === undefined ? {} : { prefer }),
  };
}

function readTarget(raw: unknown, entry: EntryContext): TargetEntry {
  const common = targetCommonSchema.safeParse(raw);
  const broken = (problem: Problem): TargetEntry => ({
    id: idOf(raw, entry.path),
    target: isRecord(raw) && typeof raw["target"] === "string" ? raw["target"] : "?",
    from: "house",
    problem,
    fingerprint: JSON.stringify(raw),
  });
  if (entry.variableProblem !== undefined) return broken(entry.variableProblem);
  if (!common.success) return broken(firstIssue(toConfigIssues(common.error, raw, targetCommonSchema), entry));
  const { id, target: targetId, from } = common.data;
  const target = entry.context.targets.find((candidate) => candidate.id === targetId);
  if (target === undefined) {
    const known = entry.context.targets.map((candidate) => candidate.id);
    const problem = createProblem("invalid", "config.unknown-target", { facts: unknownWord(targetId, known) });
    return broken(entry.locate({ path: ["target"], problem }, entry.path));
  }
  const own = without(common.data, targetCommonKeys);
  const bound = tryBind(() => target.bind(own), own, target.config, entry);
  if ("problem" in bound) return broken(bound.problem);
  return { id, target: targetId, from, bound: bound.value, fingerprint: JSON.stringify(raw) };
}

function unknownWord(found: string, known: readonly string[]): Facts {
  const nearest = nearestWord(found, known);
  return {
    found,
    ...(known.length === 0 ? {} : { allowed: known.join(", ") }),
    ...(nearest === undefined ? {} : { nearest }),
  };
}

function tryBind<T>(
  bind: () => T,
  own: unknown,
  schema: z.ZodType,
  entry: EntryContext,
): { value: T } | { problem: Problem } {
  try {
    return { value: bind() };
  } catch (error) {
    if (!(error instanceof z.ZodError)) throw error;
    return { problem: firstIssue(toConfigIssues(error, own, schema), entry) };
  }
}

function firstIssue(issues: readonly ConfigIssue[], entry: EntryContext): Problem {
  const [first] = issues;
  if (first === undefined) throw new Error("a failed parse has at least one issue");
  return entry.locate(first, entry.path);
}

function findDuplicates(entries: readonly { readonly id: SourceId }[], list: string): ConfigIssue[] {
  return entries.flatMap((entry, index) =>
    entries.findIndex((other) => other.id === entry.id) === index
      ? []
      : [
          {
            path: [list, index, "id"],
            problem: createProblem("invalid", "config.duplicate-id", { facts: { found: entry.id } }),
          },
        ],
  );
}

/** Adds where it stands: the key as its owner wrote it, inside an entry with the entry's id, and the line. */
function atLine(found: ConfigIssue | FoundProblem, source: YamlSource, under: Path): Problem {
  const path = [...under, ...found.path];
  const { file } = source;
  const line = source.lineOf(path);
  const entry = entryOf(path) === undefined ? {} : { entry: source.textAt([...path.slice(0, 2), "id"]) };
  const key = (entryOf(path) === undefined ? path : path.slice(2)).join(".");
  return { ...found.problem, facts: { ...found.problem.facts, key, ...entry, place: `${file}:${line}`, file, line } };
}

/** `devices.2` for anything inside the third device entry; undefined for the rest of the file. */
function entryOf(path: Path): string | undefined {
  const [list, index] = path;
  return (list === "devices" || list === "targets") && index !== undefined ? `${list}.${index}` : undefined;
}

function idOf(raw: unknown, path: Path): string {
  return isRecord(raw) && typeof raw["id"] === "string" ? raw["id"] : path.join(".");
}

function without(record: Readonly<Record<string, unknown>>, keys: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(Object.entries(record).filter(([key]) => !keys.includes(key)));
}

function mapValues<A, B>(record: Readonly<Record<string, A>>, map: (value: A) => B): Record<string, B> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, map(value)]));
}

function toChargerControl(written: z.infer<typeof chargerControlSchema>): ChargerControl {
  const { goal, minCurrentA, maxCurrentA, ...rest } = written;
  return {
    ...rest,
    ...(minCurrentA === undefined ? {} : { minCurrentA }),
    ...(maxCurrentA === undefined ? {} : { maxCurrentA }),
    ...(goal === undefined
      ? {}
      : {
          goal: {
            byTime: goal.by,
            ...(goal.energyKWh === undefined ? {} : { energyWh: goal.energyKWh * 1_000 }),
            ...(goal.socPercent === undefined ? {} : { socPercent: goal.socPercent }),
          },
        }),
  };
}

function toBatteryControl(written: z.infer<typeof batteryControlSchema>): BatteryControl {
  const { reservePercent, evGuard } = written;
  return { isEvGuarded: evGuard, ...(reservePercent === undefined ? {} : { reservePercent }) };
}
