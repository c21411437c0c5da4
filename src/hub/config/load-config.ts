import type { z } from "zod";
import { createProblem, type Problem, type SourceId } from "#domain";
import { toBatteryControl, toChargerControl } from "./control-settings.ts";
import type { HomeConfig } from "./home-config.ts";
import { type ConfigIssue, toConfigIssues } from "./issues.ts";
import { migrateConfig, newestVersion } from "./migrate-config.ts";
import { type Makers, readDevice, readTarget, unknownWord } from "./read-entries.ts";
import { fileSchema } from "./schema.ts";
import { type FoundProblem, resolveVariables, type VariableSources } from "./variables.ts";
import { isProblem, isRecord, type Path, readYaml, type YamlSource } from "./yaml-source.ts";

export interface ConfigContext extends VariableSources, Makers {}

/** A file that can be run, maybe with entries that cannot; or the faults that make the whole file unusable. */
export type LoadedConfig =
  | { readonly isUsable: true; readonly config: HomeConfig }
  | { readonly isUsable: false; readonly problems: readonly Problem[] };

type WrittenBatteries = z.output<typeof fileSchema>["control"]["batteries"];

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
  const { home, control, signals, http, history } = parsed.data;
  const duplicates = [...findDuplicates(devices, "devices"), ...findDuplicates(targets, "targets")];
  if (duplicates.length > 0) return { isUsable: false, problems: duplicates.map((issue) => locate(issue)) };
  const oddities = [
    ...findStrangers(Object.keys(control.chargers), devices, "chargers"),
    ...findStrangers(Object.keys(control.batteries), devices, "batteries"),
    ...findRuleStrangers(control.batteries, [...devices.map(({ id }) => id), ...Object.keys(signals)]),
    ...findIdleShares(control.batteries),
  ];

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
        userWins: control.userWins,
      },
      signals: mapValues(signals, ({ maxAge }) => ({ maxAgeMs: maxAge })),
      http: { ...httpRest, ...(password === undefined ? {} : { password }) },
      history,
      notes: oddities.map((issue) => locate(issue)),
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

/** Wishes for devices that are not in the file would silently come to nothing; a part (`alpha.EV1`) is its device's. */
function findStrangers(
  ids: readonly SourceId[],
  devices: readonly { readonly id: SourceId }[],
  list: "chargers" | "batteries",
): ConfigIssue[] {
  const known = devices.map(({ id }) => id);
  return ids
    .filter((id) => !known.includes(id.split(".", 1)[0] ?? id))
    .map((id) => ({
      path: ["control", list, id],
      problem: createProblem("invalid", "config.unknown-device", { facts: unknownWord(id, known) }),
    }));
}

/** A rule that waits for a charger which is neither a device nor a signal would wait for ever. */
function findRuleStrangers(batteries: WrittenBatteries, known: readonly SourceId[]): ConfigIssue[] {
  return Object.entries(batteries).flatMap(([id, { rules = {} }]) =>
    Object.entries(rules).flatMap(([name, { whileCharging }]) =>
      (typeof whileCharging === "boolean" ? [] : whileCharging)
        .filter((charger) => !known.includes(charger.split(".", 1)[0] ?? charger))
        .map((charger) => ({
          path: ["control", "batteries", id, "rules", name, "whileCharging"],
          problem: createProblem("invalid", "config.unknown-device", { facts: unknownWord(charger, known) }),
        })),
    ),
  );
}

/** Watts for the battery beside a sharing that has none: the owner may believe that they count. */
function findIdleShares(batteries: WrittenBatteries): ConfigIssue[] {
  return Object.entries(batteries).flatMap(([id, { share, shareW }]) => {
    if (shareW === undefined || share === undefined || share === "share") return [];
    const problem = createProblem("invalid", "config.share-watts-idle", { facts: { share, shareW } });
    return [{ path: ["control", "batteries", id, "shareW"], problem }];
  });
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

function mapValues<A, B>(record: Readonly<Record<string, A>>, map: (value: A) => B): Record<string, B> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, map(value)]));
}
