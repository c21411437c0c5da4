import { type Language, type Problem, ProblemError, toProblem } from "#domain";
import type { Texts } from "#text";
import type { Output } from "./world.ts";

/** The world said no. */
export const exitRefused = 1;
/** The caller's mistake: usage or configuration. */
export const exitMistake = 2;

/** Several problems at once, as a configuration file may have. */
export class Failures extends Error {
  readonly problems: readonly Problem[];
  readonly exitCode: number | undefined;

  constructor(problems: readonly Problem[], exitCode?: number) {
    super(problems.map((problem) => problem.code).join(", "));
    this.problems = problems;
    this.exitCode = exitCode;
  }
}

export interface FailureOptions {
  readonly isJson: boolean;
  readonly texts: Texts;
}

/** Tells what went wrong on standard error and returns the exit code. */
export function reportFailure(thrown: unknown, output: Output, { isJson, texts }: FailureOptions): number {
  const problems = thrown instanceof Failures ? thrown.problems : [toProblem(thrown)];
  if (isJson) output.tell(JSON.stringify(toJson(problems, texts)));
  else output.tell(problems.map((problem) => sentencesOf(problem, texts)).join("\n"));
  if (thrown instanceof Failures && thrown.exitCode !== undefined) return thrown.exitCode;
  return problems.some((problem) => problem.kind === "invalid") ? exitMistake : exitRefused;
}

/** What, and on the next line what to do. */
export function sentencesOf(problem: Problem, texts: Texts): string {
  const { what, remedy } = texts.problem(problem);
  return `${what}\n${remedy}`;
}

/** One document, also where there are several problems: a program reads the first one, and the rest if it likes. */
function toJson(problems: readonly Problem[], texts: Texts) {
  const [error, ...more] = problems.map((problem) => {
    const { kind, code, facts, retryAt } = problem;
    const { what, remedy } = texts.problem(problem);
    const { file, line } = facts;
    return { kind, code, message: what, hint: remedy, file, line, facts, retryAt };
  });
  return { error, ...(more.length === 0 ? {} : { more }) };
}

export function languageOf(environment: Readonly<Record<string, string | undefined>>): Language {
  const wanted =
    environment["SUNSTEER_LANG"] ?? environment["LC_ALL"] ?? environment["LC_MESSAGES"] ?? environment["LANG"] ?? "";
  const primary = wanted.slice(0, 2).toLowerCase();
  return primary === "de" || primary === "fr" ? primary : "en";
}

export function isExpected(thrown: unknown): boolean {
  return thrown instanceof Failures || (thrown instanceof ProblemError && thrown.problem.kind !== "bug");
}
