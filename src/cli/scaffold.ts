import { join } from "node:path";
import { fail } from "#domain";
import type { Files } from "#platform";

/** What can be laid out: a driver's folder or a target's. */
export type ScaffoldKind = "driver" | "target";

interface Layout {
  readonly folder: string;
  readonly list: string;
  readonly files: readonly string[];
  readonly doc: string;
}

const shared = ["config.ts", "client.ts", "mapping.ts", "emulator.ts", "text.ts", "README.md", "index.ts"];
const tests = ["mapping.test.ts", "contract.test.ts"];

/** The files in the order in which they are best read and written. */
export const layouts: Readonly<Record<ScaffoldKind, Layout>> = {
  driver: {
    folder: "src/drivers",
    list: "src/drivers/index.ts",
    files: [...shared.slice(0, 4), "driver.ts", ...shared.slice(4), ...tests],
    doc: "docs/adding-a-driver.md",
  },
  target: {
    folder: "src/publish",
    list: "src/publish/index.ts",
    files: [...shared.slice(0, 4), "target.ts", ...shared.slice(4), ...tests],
    doc: "docs/adding-a-target.md",
  },
};

/** Lays out the folder of a new driver or target and puts it into the list; returns the files written. */
export async function scaffold(
  files: Files,
  programDirectory: string,
  kind: ScaffoldKind,
  id: string,
): Promise<readonly string[]> {
  const { folder, list, files: names } = layouts[kind];
  if (!isGoodName(id)) throw fail("invalid", "cli.bad-name", { facts: { found: id } });
  const at = (path: string) => join(programDirectory, path);
  const templates = await readTemplates(files, at(`src/cli/templates/${kind}`), names);
  const listText = await files.read(at(list));
  if (templates === undefined || listText === undefined) {
    throw fail("refused", "cli.needs-clone", { facts: { folder: programDirectory } });
  }
  for (const path of [`src/drivers/${id}`, `src/publish/${id}`])
    if (await files.exists(at(path))) throw fail("invalid", "cli.name-taken", { facts: { found: id, path } });
  const newList = withEntry(listText, kind, id);
  if (newList === undefined) throw fail("invalid", "cli.strange-list", { facts: { path: list } });
  const written = names.map((name) => `${folder}/${id}/${name}`);
  for (const [index, path] of written.entries()) await files.write(at(path), fill(templates[index] ?? "", id));
  await files.write(at(list), newList);
  return [...written, list];
}

async function readTemplates(files: Files, folder: string, names: readonly string[]) {
  const texts = await Promise.all(names.map((name) => files.read(join(folder, `${name}.txt`))));
  const found = texts.filter((text) => text !== undefined);
  return found.length === names.length ? found : undefined;
}

function isGoodName(id: string): boolean {
  return /^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/.test(id) && id.length <= 30;
}

/** `acme-meter`, `acmeMeter`, `AcmeMeter` and `Acme meter`. */
function fill(template: string, id: string): string {
  const name = camelCase(id);
  const words: Readonly<Record<string, string>> = {
    id,
    name,
    Name: name.charAt(0).toUpperCase() + name.slice(1),
    label: id.charAt(0).toUpperCase() + id.slice(1).replaceAll("-", " "),
  };
  return template.replaceAll(/\{\{(\w+)\}\}/g, (whole, word: string) => words[word] ?? whole);
}

function camelCase(id: string): string {
  return id.replaceAll(/-(.)/g, (_, letter: string) => letter.toUpperCase());
}

/** The list with one more import and one more line, both in the order of the alphabet; undefined if it looks strange. */
function withEntry(list: string, kind: ScaffoldKind, id: string): string | undefined {
  const match = /^([\s\S]*?)(\/\*\*[\s\S]*?\*\/\nexport const \w+: [^=]+= \[)([\s\S]*?)\];\n([\s\S]*)$/.exec(list);
  if (match === null) return undefined;
  const [, head = "", opening = "", entries = "", rest = ""] = match;
  const name = camelCase(id);
  const parts = `${name}${kind === "driver" ? "Driver" : "Target"}`;
  const imports = head.trimEnd().split("\n");
  const own = imports.filter((line) => line.includes('from "./'));
  const others = imports.filter((line) => !own.includes(line));
  const line = `import { ${[parts, `${name}Emulator`].sort().join(", ")} } from "./${id}/index.ts";`;
  const entry = `{ ${kind}: ${parts}, emulator: ${name}Emulator }`;
  const entryLines = [...entries.matchAll(/\{[^}]*\}/g)].map(([found]) => found.trim());
  const sorted = [...entryLines, entry].sort((one, other) => keyOf(one).localeCompare(keyOf(other)));
  const body = sorted.length === 1 ? sorted[0] : `\n${sorted.map((one) => `  ${one},\n`).join("")}`;
  const ordered = [...own, line].sort((one, other) => pathOf(one).localeCompare(pathOf(other)));
  return `${[...others, ...ordered].join("\n")}\n\n${opening}${body}];\n${rest}`;
}

function pathOf(line: string): string {
  return /from "([^"]+)"/.exec(line)?.[1] ?? "";
}

function keyOf(entry: string): string {
  return /: (\w+)/.exec(entry)?.[1] ?? "";
}
