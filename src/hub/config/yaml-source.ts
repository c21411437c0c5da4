import { type Document, isNode, LineCounter, parseDocument } from "yaml";
import { createProblem, type Json, type Problem } from "#domain";
import { markVariables, unmarkData, unmarkVariables } from "./variable-marks.ts";

export type Path = readonly (string | number)[];

/** A configuration file as data that still knows on which line everything stood. */
export interface YamlSource {
  readonly file: string;
  readonly data: unknown;
  lineOf(path: Path): number;
  /** A short text such as an id, for messages; undefined where there is none. */
  textAt(path: Path): string | undefined;
}

export function readYaml(file: string, text: string): YamlSource | Problem {
  const lines = new LineCounter();
  const document = parseDocument(markVariables(text), { lineCounter: lines, prettyErrors: false });
  const error = document.errors[0];
  if (error !== undefined) {
    // What follows a colon may be the text of the file, and with it a password.
    const found = unmarkVariables(error.message).replace(/: .*$/s, "").replace(/\.$/, "");
    return syntaxProblem(file, lines.linePos(error.pos[0]).line, found);
  }
  const data = toData(document);
  if (data === undefined) return syntaxProblem(file, 1, "Unresolved alias");
  const lineOf = (path: Path): number => {
    for (let length = path.length; length >= 0; length -= 1) {
      const node = length === 0 ? document.contents : document.getIn(path.slice(0, length), true);
      if (isNode(node) && node.range) return lines.linePos(node.range[0]).line;
    }
    return 1;
  };
  const textAt = (path: Path): string | undefined => {
    const value = document.getIn(path);
    return typeof value === "string" || typeof value === "number" ? unmarkVariables(String(value)) : undefined;
  };
  return { file, data, lineOf, textAt };
}

function syntaxProblem(file: string, line: number, found: string): Problem {
  return createProblem("invalid", "config.syntax", { facts: { place: `${file}:${line}`, file, line, found } });
}

/** Undefined where an alias has no anchor, which the parser itself lets pass. */
function toData(document: Document.Parsed): unknown {
  try {
    return unmarkData(document.toJS()) ?? {};
  } catch {
    return undefined;
  }
}

export function isProblem(value: YamlSource | Problem): value is Problem {
  return "code" in value;
}

/** How a found value looks in a message: short, and without the login that an address may hold. */
export function showFound(value: unknown): string {
  const text = (typeof value === "string" ? value : JSON.stringify(value)).replaceAll(/\/\/[^/@]*@/g, "//…@");
  return text.length > 40 ? `${text.slice(0, 20)}…` : text;
}

export function isRecord(value: unknown): value is Record<string, Json | undefined> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
