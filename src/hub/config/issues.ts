import { z } from "zod";
import { createProblem, type Facts, type Problem } from "#domain";
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
  const found = valueAt(data, path);
  const at = (code: string, facts: Facts, where: Path = path): ConfigIssue => ({
    path: where,
    problem: createProblem("invalid", code, { facts: { key: where.join("."), ...facts } }),
  });
  switch (issue.code) {
    case "unrecognized_keys": {
      const known = knownKeys(schema, path);
      return issue.keys.map((key) =>
        at("config.unknown-key", { found: key, allowed: known.join(", ") }, [...path, key]),
      );
    }
    case "invalid_type":
      return found === undefined
        ? [at("config.missing-key", { allowed: issue.expected })]
        : [at("config.wrong-type", { found: showFound(found), allowed: issue.expected })];
    case "invalid_union":
      return [
        found === undefined
          ? at("config.missing-key", { allowed: unionText(issue) })
          : at("config.bad-value", { found: showFound(found), allowed: unionText(issue) }),
      ];
    default:
      return [
        at(found === undefined ? "config.missing-key" : "config.bad-value", {
          found: showFound(found),
          allowed: allowedText(issue),
        }),
      ];
  }
}

function allowedText(issue: ZodIssue): string {
  switch (issue.code) {
    case "invalid_value":
      return issue.values.map(String).join(" | ");
    case "too_small":
      return `${issue.inclusive === false ? ">" : "≥"} ${issue.minimum}`;
    case "too_big":
      return `${issue.inclusive === false ? "<" : "≤"} ${issue.maximum}`;
    default:
      return issue.message;
  }
}

function unionText(issue: z.core.$ZodIssueInvalidUnion): string {
  const options = issue.errors.flatMap((alternative) =>
    alternative.map((inner) => (inner.code === "invalid_type" ? inner.expected : allowedText(inner))),
  );
  return options.length > 0 ? [...new Set(options)].join(" | ") : issue.message;
}

function valueAt(data: unknown, path: Path): unknown {
  let value = data;
  for (const step of path) {
    if (typeof value !== "object" || value === null) return undefined;
    value = Object.entries(value).find(([key]) => key === String(step))?.[1];
  }
  return value;
}

/** The keys an object schema knows at a path, so that the message can list them. */
function knownKeys(schema: z.ZodType, path: Path): string[] {
  let current: unknown = unwrap(schema);
  for (const step of path) {
    if (current instanceof z.ZodObject) current = unwrap(current.shape[String(step)]);
    else if (current instanceof z.ZodRecord) current = unwrap(current.valueType);
    else return [];
  }
  return current instanceof z.ZodObject ? Object.keys(current.shape) : [];
}

function unwrap(schema: unknown): unknown {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodDefault || schema instanceof z.ZodPrefault)
    return unwrap(schema.unwrap());
  if (schema instanceof z.ZodPipe) return unwrap(schema.in);
  return schema;
}
