import { basename } from "node:path";
import { parse as parseYaml } from "yaml";
import { z } from "zod";
import { fail } from "#domain";
import { isBridge, type OldSettings, type OldValue, toPath } from "./old-settings.ts";

/** The settings of one bridge, as found in a file. */
export interface OldBridge {
  /** The compose service, or the file. */
  readonly name: string;
  readonly settings: OldSettings;
  /** A settings file: the environment goes before it. */
  readonly isFile: boolean;
  readonly timeZone?: string;
}

/** The bridges in an `appsettings.json`, a compose file or an `.env`; fails where there is none. */
export function readOldFile(file: string, text: string): readonly OldBridge[] {
  const bridges = bridgesIn(basename(file), text).filter(({ settings }) => isBridge(settings));
  if (bridges.length === 0) throw fail("invalid", "import.no-bridge", { facts: { file } });
  return bridges;
}

function bridgesIn(name: string, text: string): readonly OldBridge[] {
  const bare = text.replace(/^\uFEFF/, "");
  if (/^\s*(?:\/\/[^\n]*\n\s*|\/\*[\s\S]*?\*\/\s*)*\{/.test(bare)) return [fromAppsettings(name, bare)];
  const compose = composeFile.safeParse(asYaml(bare));
  if (compose.success) return fromCompose(compose.data.services);
  return [fromLines(name, bare.split("\n"))];
}

/** JSON as the bridges read it: comments and trailing commas allowed. */
function fromAppsettings(name: string, text: string): OldBridge {
  const json = asJson(text) ?? asJson(withoutComments(text));
  if (json === undefined) throw fail("invalid", "import.not-json", { facts: { file: name } });
  const settings = new Map<string, OldValue>();
  const walk = (value: unknown, path: string) => {
    const nested = z.record(z.string(), z.unknown()).safeParse(value);
    if (nested.success) {
      for (const [key, inner] of Object.entries(nested.data)) walk(inner, path === "" ? key : `${path}:${key}`);
      return;
    }
    const known = toPath(path);
    if (known !== undefined && isPlain(value)) settings.set(known, { text: String(value) });
  };
  walk(json, "");
  return { name, settings, isFile: true };
}

function withoutComments(text: string): string {
  return text
    .replace(/("(?:[^"\\]|\\.)*")|\/\/[^\n]*|\/\*[\s\S]*?\*\//g, (_, string: string | undefined) => string ?? "")
    .replace(/("(?:[^"\\]|\\.)*")|,(\s*[}\]])/g, (_, string: string | undefined, end: string) => string ?? end);
}

const plain = z.union([z.string(), z.number(), z.boolean(), z.null()]);
const service = z.looseObject({
  environment: z.union([z.array(z.string()), z.record(z.string(), plain)]).nullish(),
});
const composeFile = z.looseObject({ services: z.record(z.string(), service.nullable()) });

function fromCompose(services: z.output<typeof composeFile>["services"]): readonly OldBridge[] {
  return Object.entries(services).map(([name, content]) => {
    const { environment } = content ?? {};
    const pairs = Array.isArray(environment)
      ? environment.map((line) => line.split(/=(.*)/s))
      : Object.entries(environment ?? {}).map(([key, value]) => [key, String(value ?? "")]);
    const settings = new Map<string, OldValue>();
    let timeZone: string | undefined;
    for (const [key = "", raw = ""] of pairs) {
      const value = interpolated(raw.trim());
      const path = toPath(key);
      if (path !== undefined) settings.set(path, value);
      if (key.trim() === "TZ" && value.text !== "" && value.hasReferences !== true) timeZone = value.text;
    }
    return { name, settings, isFile: false, ...(timeZone === undefined ? {} : { timeZone }) };
  });
}

/** Compose puts variables in place itself: `$NAME`, `${NAME}`, `${NAME:-otherwise}`; `$$` is a dollar. */
function interpolated(raw: string): OldValue {
  let hasReferences = false;
  const mark = /\$(?:(\$)|(\w+)|\{(\w+)(?::?-([^}]*)|:?\?[^}]*)?\})/g;
  const replaced = raw.replace(mark, (_, dollar?: string, plainName?: string, name?: string, otherwise?: string) => {
    if (dollar !== undefined) return "\uE000";
    if (otherwise !== undefined) return otherwise;
    hasReferences = true;
    return `\uE001${plainName ?? name ?? ""}\uE002`;
  });
  const text = (hasReferences ? replaced.replaceAll("${", () => "$${") : replaced)
    .replaceAll("\uE001", () => "${")
    .replaceAll("\uE002", "}")
    .replaceAll("\uE000", () => "$");
  return hasReferences ? { text, hasReferences } : { text };
}

/** `NAME=value`, with quotes and `export` as in an `.env`. */
function fromLines(name: string, lines: readonly string[]): OldBridge {
  const settings = new Map<string, OldValue>();
  let timeZone: string | undefined;
  for (const line of lines) {
    const [, key = "", raw = ""] = /^\s*(?:export\s+)?([\w:.-]+)\s*=(.*)$/.exec(line) ?? [];
    const text = unquoted(raw.trim());
    const path = toPath(key);
    if (path !== undefined) settings.set(path, { text });
    if (key === "TZ" && text !== "") timeZone = text;
  }
  return { name, settings, isFile: false, ...(timeZone === undefined ? {} : { timeZone }) };
}

function unquoted(text: string): string {
  const quoted = /^(["'])(.*)\1(?:\s+#.*)?$/.exec(text);
  return quoted?.[2] ?? text.replace(/(?:^|\s+)#.*$/, "");
}

function isPlain(value: unknown): boolean {
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean";
}

function asJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function asYaml(text: string): unknown {
  try {
    return parseYaml(text);
  } catch {
    return undefined;
  }
}
