import { type Document, isMap, isNode, parseDocument } from "yaml";
import { markVariables, unmarkVariables } from "./variable-marks.ts";

/** The form of the file that this program reads. */
export const newestVersion = 1;

/** A file brought up to the newest form. */
export interface MigratedConfig {
  readonly from: number;
  readonly text: string;
}

/** What leads from a version to the next one. Works on the document, so that comments and order stay. */
const steps: readonly ((document: Document.Parsed) => void)[] = [
  // Version 0 is the form before there was a version; nothing else differs.
  (document) => {
    if (!isMap(document.contents)) return;
    document.contents.delete("version");
    document.contents.items.unshift(document.createPair("version", 1));
  },
];

/** The text in the newest form, or undefined when it has it already (or none that could be told). */
export function migrateConfig(text: string): MigratedConfig | undefined {
  const document = parseDocument(markVariables(text));
  if (document.errors.length > 0) return undefined;
  const from = versionOf(document);
  if (from === undefined || from >= newestVersion) return undefined;
  if (document.contents === null)
    return { from, text: `${text.trimEnd()}${text.trim() === "" ? "" : "\n"}version: 1\n` };
  liftFirstComment(document);
  for (const step of steps.slice(from)) step(document);
  return { from, text: unmarkVariables(document.toString({ lineWidth: 0 })) };
}

/** The version a file says it has; 0 where it says nothing. */
function versionOf({ contents }: Document.Parsed): number | undefined {
  if (contents === null) return 0;
  if (!isMap(contents)) return undefined;
  const version = contents.get("version") ?? 0;
  return typeof version === "number" && Number.isInteger(version) && version >= 0 ? version : undefined;
}

/**
 * A comment above the first key is about the file, as far as a blank line parts it from the key: the note that tells an
 * editor the schema has to stay the first line.
 */
function liftFirstComment(document: Document.Parsed): void {
  const first = isMap(document.contents) && !document.contents.flow ? document.contents.items[0]?.key : undefined;
  if (!isNode(first) || typeof first.commentBefore !== "string") return;
  const blank = first.commentBefore.lastIndexOf("\n\n");
  const [ofFile, ofKey] =
    blank < 0
      ? [first.commentBefore, null]
      : [first.commentBefore.slice(0, blank), first.commentBefore.slice(blank + 2)];
  document.commentBefore = [document.commentBefore, ofFile].filter(Boolean).join("\n");
  first.commentBefore = ofKey;
}
