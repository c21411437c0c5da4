import { createProblem, type Problem } from "#domain";
import type { Environment } from "#platform";
import { isRecord, type Path } from "./yaml-source.ts";

export interface VariableSources {
  readonly environment: Environment;
  /** The text of a secret file, or undefined when it cannot be read. */
  readSecretFile(path: string): string | undefined;
}

export interface FoundProblem {
  readonly path: Path;
  readonly problem: Problem;
}

/**
 * Puts environment variables (`${NAME}`) and secret files (`${file:/run/secrets/x}`) in place, wherever strings stand.
 * `$${` is a text that happens to look like one.
 */
export function resolveVariables(data: unknown, sources: VariableSources): { data: unknown; problems: FoundProblem[] } {
  const problems: FoundProblem[] = [];
  const resolve = (value: unknown, path: Path): unknown => {
    if (typeof value === "string") return resolveText(value, path, sources, problems);
    if (Array.isArray(value)) return value.map((item, index) => resolve(item, [...path, index]));
    if (isRecord(value)) {
      return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, resolve(item, [...path, key])]));
    }
    return value;
  };
  return { data: resolve(data, []), problems };
}

function resolveText(text: string, path: Path, sources: VariableSources, problems: FoundProblem[]): string {
  return text.replace(/\$?\$\{([^}]*)\}/g, (whole, expression: string) => {
    if (whole.startsWith("$$")) return whole.slice(1);
    const isFile = expression.startsWith("file:");
    const name = isFile ? expression.slice("file:".length) : expression;
    const value = isFile ? sources.readSecretFile(name)?.trimEnd() : sources.environment[name];
    if (value !== undefined && value !== "") return value;
    const code = isFile ? "config.missing-file" : "config.unset-variable";
    problems.push({ path, problem: createProblem("invalid", code, { facts: { name } }) });
    return "";
  });
}
