import { isNode, LineCounter, parseDocument } from "yaml";
import { createProblem, type Json, type Problem } from "#domain";

export type Path = readonly (string | number)[];

/** A configuration file as data that still knows on which line everything stood. */
export interface YamlSource {
  readonly file: string;
  readonly data: unknown;
  lineOf(path: Path): number;
}

export function readYaml(file: string, text: string): YamlSource | Problem {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const error = document.errors[0];
  if (error !== undefined) {
    const line = lines.linePos(error.pos[0]).line;
    return createProblem("invalid", "config.syntax", { facts: { file, line, found: error.message } });
  }
  const lineOf = (path: Path): number => {
    for (let length = path.length; length >= 0; length -= 1) {
      const node = length === 0 ? document.contents : document.getIn(path.slice(0, length), true);
      if (isNode(node) && node.range) return lines.linePos(node.range[0]).line;
    }
    return 1;
  };
  return { file, data: document.toJS() ?? {}, lineOf };
}

export function isProblem(value: YamlSource | Problem): value is Problem {
  return "code" in value;
}

/** How a found value looks in a message: short, and never a long secret. */
export function showFound(value: unknown): string {
  if (value === undefined) return "—";
  if (typeof value === "string") return value.length > 40 ? `${value.slice(0, 20)}…` : value;
  return JSON.stringify(value).slice(0, 60);
}

export function isRecord(value: unknown): value is Record<string, Json | undefined> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
