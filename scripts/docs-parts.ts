import { readFileSync } from "node:fs";
import { join } from "node:path";
import { runCli } from "#cli";
import { type CapabilityKind, dayMs, hourMs, minuteMs, secondMs } from "#domain";
import type { AnyDriver, AnyTarget, CallRule, SupportedModel } from "#driver-kit";
import { drivers } from "#drivers";
import { targets } from "#publish";
import { createTestApp } from "../src/http/testing/test-app.ts";
import { createTestWorld } from "../test/support/world.ts";
import { root } from "./steps.ts";

/** A stretch of a page that is made from the code, between `<!-- generated: name -->` and `<!-- end: name -->`. */
export interface GeneratedPart {
  readonly file: string;
  readonly name: string;
  readonly text: string;
}

export interface GeneratedPage {
  readonly file: string;
  readonly isFresh: boolean;
  readonly text: string;
}

/** Every page with generated parts, as it should be. */
export async function generatedPages(): Promise<readonly GeneratedPage[]> {
  const parts: readonly GeneratedPart[] = [
    { file: "README.md", name: "devices", text: devicesTable(drivers.map(({ driver }) => driver)) },
    { file: "README.md", name: "targets", text: targetsList(targets.map(({ target }) => target)) },
    { file: "README.md", name: "commands", text: await commandsTable() },
    { file: "docs/reference.md", name: "routes", text: await routesTable() },
  ];
  const pages = [...new Set(parts.map(({ file }) => file))].map((file) => {
    const before = readFileSync(join(root, file), "utf8");
    const text = parts.filter((part) => part.file === file).reduce(putIn, before);
    return { file, isFresh: text === before, text };
  });
  return [...pages, await schemaPage()];
}

/** The form of `sunsteer.yaml`, which is made as a whole. */
async function schemaPage(): Promise<GeneratedPage> {
  const file = "docs/sunsteer.schema.json";
  const world = createTestWorld();
  await runCli(["schema"], world);
  world.dispose();
  const text = `${world.printed.join("\n")}\n`;
  return { file, isFresh: readFileSync(join(root, file), "utf8") === text, text };
}

export function putIn(page: string, { file, name, text }: GeneratedPart): string {
  const [open, close] = [`<!-- generated: ${name} -->`, `<!-- end: ${name} -->`];
  const [from, to] = [page.indexOf(open), page.indexOf(close)];
  if (from < 0 || to < from) throw new Error(`${file} has no place for "${name}": ${open} … ${close}`);
  return `${page.slice(0, from + open.length)}\n${text}\n${page.slice(to)}`;
}

/** Written as a record, so that a new capability does not compile until it has its word. */
const capabilityWords: Readonly<Record<CapabilityKind, string>> = {
  meter: "meter",
  solar: "solar",
  battery: "battery",
  batteryMode: "battery mode",
  socLimits: "battery levels",
  charger: "charger",
  surplusFeed: "surplus feed",
  values: "raw values",
};

const reachWords: Readonly<Record<AnyDriver["reach"], string>> = { local: "local network", cloud: "maker's cloud" };

export function devicesTable(list: readonly AnyDriver[]): string {
  const rows = list.map((driver) => [
    `[${driver.label}](src/drivers/${driver.id}/README.md)`,
    driver.models.map(({ name }) => name).join("; "),
    driver.capabilities.map((kind) => capabilityWords[kind]).join(", "),
    reachWords[driver.reach],
    driver.calls.rules.map(ruleInWords).join("; "),
    proofInWords(driver.models),
  ]);
  return table(["maker", "models", "offers", "reached by", "calls at most", "evidence"], rows);
}

function targetsList(list: readonly AnyTarget[]): string {
  if (list.length === 0) return "Whom it can tell of the home: nobody yet but its own page and whoever asks its API.";
  const lines = list.map(({ id, label, summary }) => `- [${label}](src/publish/${id}/README.md): ${summary.en}`);
  return ["Whom it can tell of the home, beside its own page and API:", "", ...lines].join("\n");
}

function ruleInWords({ max, perMs, scope, classes, isPerEndpoint }: CallRule): string {
  const sharers = [scope, ...(isPerEndpoint ? ["interface"] : [])].join(" and ");
  return `${classes === undefined ? "" : `${classes.join(", ")}: `}${max} ${perInWords(perMs)} per ${sharers}`;
}

function perInWords(perMs: number): string {
  if (perMs === dayMs) return "a day";
  if (perMs === hourMs) return "an hour";
  if (perMs === minuteMs) return "a minute";
  return `in ${perMs / secondMs} s`;
}

function proofInWords(models: readonly SupportedModel[]): string {
  const [first, ...others] = new Set(models.map(({ proof }) => proof));
  if (others.length === 0) return first ?? "";
  return models.map(({ name, proof }) => `${name}: ${proof}`).join("; ");
}

/** What `sunsteer --help` and the help of each command say. */
async function commandsTable(): Promise<string> {
  const list = (await helpFor()).split("Commands:")[1] ?? "";
  const names = Array.from(list.matchAll(/^ {2}([a-z][\w-]*)/gm), ([, name]) => name ?? "");
  const rows = await Promise.all(
    names
      .filter((name) => name !== "help")
      .map(async (name) => {
        const help = await helpFor(name);
        const [, does] = /^Usage:[^\n]*\n\n([\s\S]*?)\n\n/.exec(help) ?? [];
        const example = exampleIn(help) ?? exampleIn(await helpFor(name, firstCommandIn(help)));
        return [`\`${name}\``, (does ?? "").replaceAll(/\s+/g, " "), example === undefined ? "" : `\`${example}\``];
      }),
  );
  return table(["command", "does", "example"], rows);
}

function exampleIn(help: string): string | undefined {
  return /^Example: (.*)$/m.exec(help)?.[1];
}

function firstCommandIn(help: string): string {
  return /^Commands:\n {2}([a-z][\w-]*)/m.exec(help)?.[1] ?? "";
}

async function helpFor(...command: readonly string[]): Promise<string> {
  const world = createTestWorld();
  try {
    await runCli([...command, "--help"], world);
    return world.printed.join("\n");
  } finally {
    world.dispose();
  }
}

/** What the API says of itself; the long paths under a named home are the short ones' twins. */
async function routesTable(): Promise<string> {
  const { app } = createTestApp();
  await app.ready();
  try {
    const rows = Object.entries(app.swagger().paths ?? {})
      .filter(([path]) => !path.startsWith("/api/homes/{home}"))
      .flatMap(([path, operations]) =>
        Object.entries(operations ?? {}).map(([method, operation]) => [
          `\`${method.toUpperCase()} ${path}\``,
          summaryOf(operation),
        ]),
      );
    return table(["request", "does"], rows);
  } finally {
    await app.close();
  }
}

function summaryOf(operation: unknown): string {
  return typeof operation === "object" && operation !== null && "summary" in operation ? String(operation.summary) : "";
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
  return [line(head), `|${head.map(() => "---").join("|")}|`, ...rows.map(line)].join("\n");
}
