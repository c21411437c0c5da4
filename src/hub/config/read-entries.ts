import { z } from "zod";
import { createProblem, type Facts, type Problem } from "#domain";
import type { AnyDriver, AnyTarget } from "#driver-kit";
import type { DeviceEntry, TargetEntry } from "./home-config.ts";
import { type ConfigIssue, toConfigIssues } from "./issues.ts";
import { nearestWord } from "./nearest.ts";
import { deviceCommonKeys, deviceCommonSchema, targetCommonKeys, targetCommonSchema } from "./schema.ts";
import { isRecord, type Path } from "./yaml-source.ts";

/** Whose devices and targets a configuration may name. */
export interface Makers {
  readonly drivers: readonly AnyDriver[];
  readonly targets: readonly AnyTarget[];
}

/** Where an entry stands, and what is known to be wrong with it already. */
export interface EntryContext {
  readonly context: Makers;
  readonly locate: (issue: ConfigIssue, under?: Path) => Problem;
  readonly path: Path;
  readonly variableProblem: Problem | undefined;
}

export function readDevice(raw: unknown, entry: EntryContext): DeviceEntry {
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

export function readTarget(raw: unknown, entry: EntryContext): TargetEntry {
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

/** A word that nobody knows, what could stand there, and which of them was probably meant. */
export function unknownWord(found: string, known: readonly string[]): Facts {
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

function idOf(raw: unknown, path: Path): string {
  return isRecord(raw) && typeof raw["id"] === "string" ? raw["id"] : path.join(".");
}

function without(record: Readonly<Record<string, unknown>>, keys: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(Object.entries(record).filter(([key]) => !keys.includes(key)));
}
