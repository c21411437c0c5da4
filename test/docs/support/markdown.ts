import { readFileSync } from "node:fs";

const root = new URL("../../../", import.meta.url);

export function readDoc(path: string): string {
  return readFileSync(new URL(path, root), "utf8");
}

/** A fenced block: ` ```sh not run: why `. */
export interface FencedBlock {
  readonly language: string;
  /** What follows the language on the opening line. */
  readonly note: string;
  readonly text: string;
}

export function fencedBlocks(markdown: string): readonly FencedBlock[] {
  return Array.from(markdown.matchAll(/^```(\w*)[ \t]*(.*)\n([\s\S]*?)^```$/gm), ([, language, note, text]) => ({
    language: language ?? "",
    note: note ?? "",
    text: text ?? "",
  }));
}

/** Everything outside of fenced blocks. */
export function proseOf(markdown: string): string {
  return markdown.replace(/^```[\s\S]*?^```$/gm, "");
}

/** Where links and pictures lead, as written. */
export function linksOf(markdown: string): readonly string[] {
  const prose = proseOf(markdown);
  const written = Array.from(prose.matchAll(/\]\(([^)\s]+)\)/g), ([, to]) => to ?? "");
  const tags = Array.from(prose.matchAll(/\b(?:src|srcset|href)="([^"]+)"/g), ([, to]) => to ?? "");
  return [...written, ...tags];
}

/** The anchor that a heading gets when the page is shown. */
export function anchorsOf(markdown: string): ReadonlySet<string> {
  const headings = Array.from(proseOf(markdown).matchAll(/^#+ (.+)$/gm), ([, text]) => text ?? "");
  return new Set(headings.map(toAnchor));
}

function toAnchor(heading: string): string {
  return heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, "")
    .trim()
    .replaceAll(/\s/g, "-");
}

/** The cells of the rows of the first table after a text that stands once in the page, without the table's head. */
export function tableAfter(marker: string, markdown: string): readonly (readonly string[])[] {
  const [, after] = markdown.split(marker);
  if (after === undefined) throw new Error(`the page does not say "${marker}"`);
  const rows = /(?:^\|.*\n)+/m.exec(after)?.[0].trim().split("\n").slice(2) ?? [];
  return rows.map((row) =>
    row
      .split(/(?<!\\)\|/)
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
}
