import type { z } from "zod";
import { createProblem, type Facts, type Problem } from "#domain";
import { nearestWord } from "./nearest.ts";
import { isSecret, knownKeys, schemaAt } from "./schema-walk.ts";
import { type Path, showFound } from "./yaml-source.ts";

/** One thing that is wrong with a configuration, and where. */
export interface ConfigIssue {
  readonly path: Path;
  readonly problem: Problem;
}

/** Turns what zod found into our problems: what was found, what is allowed. */
export function toConfigIssues(error: z.ZodError, data: unknown, schema: z.ZodType): ConfigIssue[] {
  return error.issues.flatMap((issue) => toIssues(issue, data, schema));
}

type ZodIssue = z.core.$ZodIssue;

function toIssues(issue: ZodIssue, data: unknown, schema: z.ZodType): ConfigIssue[] {
  const path = issue.path.map((step) => (typeof step === "number" ? step : String(step)));
  if (issue.code === "unrecognized_keys") {
    const allowed = knownKeys(schema, path);
    return issue.keys.map((found) => unknownKey([...path, found], found, allowed));
  }
  const found = valueAt(data, path);
  const { code, facts } = describe(issue, found);
  const shown =
    found === undefined || found === null || isSecret(schemaAt(schema, path)) ? {} : { found: showFound(found) };
  return [{ path, problem: createProblem("invalid", code, { facts: { ...shown, ...facts } }) }];
}

function unknownKey(path: Path, found: string, known: readonly string[]): ConfigIssue {
  const nearest = nearestWord(found, known);
  const facts = { found, allowed: known.join(", "), ...(nearest === undefined ? {} : { nearest }) };
  return { path, problem: createProblem("invalid", "config.unknown-key", { facts }) };
}

function describe(issue: ZodIssue, found: unknown): { readonly code: string; readonly facts: Facts } {
  if (isOwnCode(issue)) return { code: issue.message, facts: factsOf(issue) };
  if (found === undefined) {
    const facts = issue.code === "invalid_type" ? { expected: issue.expected } : { allowed: allowedText(issue) };
    return { code: "config.missing-key", facts };
  }
  // A key with nothing behind it.
  if (found === null) return { code: "config.empty", facts: {} };
  if (issue.code === "invalid_type") return { code: "config.wrong-type", facts: { expected: issue.expected } };
  if (issue.code === "too_small" && issue.origin === "string") {
    const least = Number(issue.minimum);
    return least <= 1 ? { code: "config.empty", facts: {} } : { code: "config.too-short", facts: { least } };
  }
  return { code: "config.bad-value", facts: { allowed: allowedText(issue) } };
}

/** A driver's schema may name a sentence of its own `text.ts` (`goe.needs-address`) as the message of a check. */
function isOwnCode(issue: ZodIssue): boolean {
  return /^[a-z][a-z0-9-]*\.[a-z]+(?:-[a-z]+)*$/.test(issue.message);
}

/** What a check hands on for its sentence. */
function factsOf(issue: ZodIssue): Facts {
  const params = issue.code === "custom" ? Object.entries(issue.params ?? {}) : [];
  const facts: Record<string, string | number> = {};
  for (const [name, value] of params) if (typeof value === "string" || typeof value === "number") facts[name] = value;
  return facts;
}

function allowedText(issue: ZodIssue): string {
  switch (issue.code) {
    case "invalid_value":
      return issue.values.map(String).join(" | ");
    case "too_small":
      return `${issue.inclusive === false ? ">" : "≥"} ${issue.minimum}`;
    case "too_big":
      return `${issue.inclusive === false ? "<" : "≤"} ${issue.maximum}`;
    case "invalid_union":
      return unionText(issue);
    case "invalid_format":
      return issue.format === "url" ? "http://… | https://…" : issue.message;
    default:
      return issue.message;
  }
}

/** What the alternatives ask for, unless the schema has examples of its own to show. */
function unionText(issue: z.core.$ZodIssueInvalidUnion): string {
  if (issue.message !== "Invalid input") return issue.message;
  const options = issue.errors.flatMap((alternative) =>
    alternative.map((inner) => (inner.code === "invalid_type" ? inner.expected : allowedText(inner))),
  );
  return [...new Set(options)].join(" | ");
}

function valueAt(data: unknown, path: Path): unknown {
  let value = data;
  for (const step of path) {
    if (typeof value !== "object" || value === null) return undefined;
    value = Object.entries(value).find(([key]) => key === String(step))?.[1];
  }
  return value;
}
