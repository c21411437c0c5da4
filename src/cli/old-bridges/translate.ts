import type { Facts, Json } from "#domain";
import type { LabelKey } from "#text";
import type { OldSettings, OldValue } from "./old-settings.ts";
import type { OldBridge } from "./read-old-file.ts";

/** Something its owner should know about the change: what is left out, what never had an effect, what is different now. */
export interface ImportNote {
  readonly key: LabelKey & `import.${string}`;
  readonly facts: Facts;
}

/** A configuration as `sunsteer.yaml` has it, and what to tell about it. */
export interface Translated {
  readonly config: Readonly<Record<string, Json>>;
  readonly notes: readonly ImportNote[];
}

type Note = (key: ImportNote["key"], facts?: Facts) => void;
type Entry = Record<string, Json>;

/** What the shipped files had in place of real values. */
const placeholders = [
  /^UsernameHere$/i,
  /^SystemCodeHere$/i,
  /^StationNameHere$/i,
  /^API KEY HERE$/i,
  /^<.*Here>$/i,
  /^IP Address of the Power Sensor$/i,
  /\|\|/,
];
const pushPath = /\/api\/public\/push-solar-data\/?$/;
const oldPushPath = /\/api\/site-meters\/?$/;
const defaultPushOrigin = "https://api.chargehq.net";

/** Several bridges (services of one compose file) come into one configuration, each with a source and a target. */
export function translate(bridges: readonly OldBridge[]): Translated {
  const notes: ImportNote[] = [];
  const note: Note = (key, facts = {}) => notes.push({ key, facts });
  const devices: Entry[] = [];
  const targets: Entry[] = [];
  for (const bridge of bridges) {
    const settings = withoutPlaceholders(bridge.settings, note);
    const source = translateSource(settings, note);
    const id = freeId(source["driver"], devices);
    devices.push({ id, ...source });
    const target = translateTarget(settings, note);
    if (target !== undefined) targets.push({ id: freeId("chargehq", targets), ...target, from: id });
    noteTheRest(settings, note);
  }
  const timeZone = timeZoneOf(bridges, note);
  const config = { version: 1, ...(timeZone === undefined ? {} : { home: { timeZone } }), devices, targets };
  return { config, notes: withoutRepeats(notes) };
}

function withoutPlaceholders(settings: OldSettings, note: Note): OldSettings {
  const kept = new Map<string, OldValue>();
  for (const [path, value] of settings) {
    const text = value.text.trim();
    if (placeholders.some((one) => one.test(text))) note("import.placeholder", { key: path, found: text });
    else if (text !== "") kept.set(path, { ...value, text });
    if (value.hasReferences === true) note("import.variables", { key: path, found: referencesIn(text) });
  }
  return kept;
}

/** The variables alone: what stands around them may be part of a password. */
function referencesIn(text: string): string {
  return [...text.matchAll(/(?<!\$)\$\{(\w+)\}/g)].map(([, name]) => name).join(", ");
}

const sources = ["huawei", "growatt", "iotawatt"] as const;
type SourceName = (typeof sources)[number];

/** One source fed one target; settings of another source lay idle. */
function translateSource(settings: OldSettings, note: Note): Entry {
  const chosen = chosenSource(settings, note);
  for (const other of sources)
    if (other !== chosen && [...settings.keys()].some((path) => path.startsWith(`${other}:`)))
      note("import.idle-source", { found: other, source: chosen });
  switch (chosen) {
    case "huawei":
      return huawei(settings, note);
    case "growatt":
      return growatt(settings, note);
    case "iotawatt":
      return iotawatt(settings, note);
  }
}

function chosenSource(settings: OldSettings, note: Note): SourceName {
  const written = settings.get("routing:datasource")?.text;
  const chosen = sources.find((name) => name === written?.toLowerCase());
  if (chosen !== undefined) return chosen;
  const only = sources.filter((name) => [...settings.keys()].some((path) => path.startsWith(`${name}:`)));
  const guess = only.length === 1 ? (only[0] ?? "huawei") : "huawei";
  if (written !== undefined) note("import.unknown-source", { found: written, source: guess });
  return guess;
}

function huawei(settings: OldSettings, note: Note): Entry {
  const use = {
    ...flag("powerSensor", "huawei:usepowersensordata", settings, note),
    ...flag("gridMeter", "huawei:usegridmeterdata", settings, note),
    ...flag("battery", "huawei:usebatterydata", settings, note),
  };
  if (settings.has("huawei:pollrate")) note("import.no-effect", { key: "huawei:pollrate" });
  note("import.one-at-a-time");
  return {
    driver: "fusionsolar",
    ...needed("url", "huawei:baseuri", settings, note),
    ...needed("username", "huawei:username", settings, note),
    ...needed("password", "huawei:password", settings, note),
    ...needed("plant", "huawei:stationname", settings, note),
    ...(Object.keys(use).length === 0 ? {} : { use }),
  };
}

function growatt(settings: OldSettings, note: Note): Entry {
  note("import.growatt-token");
  return {
    driver: "growatt",
    ...optional("url", "growatt:baseuri", settings),
    ...needed("username", "growatt:username", settings, note),
    ...needed("password", "growatt:password", settings, note),
    ...flag("useBattery", "growatt:usebatterydata", settings, note),
    ...interval("growatt:pollrate", settings, note),
  };
}

function iotawatt(settings: OldSettings, note: Note): Entry {
  return {
    driver: "iotawatt",
    ...needed(isWholeAddress(settings) ? "url" : "host", "iotawatt:ipaddress", settings, note),
    ...interval("iotawatt:pollrate", settings, note),
  };
}

function isWholeAddress(settings: OldSettings): boolean {
  return settings.get("iotawatt:ipaddress")?.text.includes("://") === true;
}

function translateTarget(settings: OldSettings, note: Note): Entry | undefined {
  const wanted = settings.get("routing:target")?.text;
  if (wanted !== undefined && wanted.toLowerCase() !== "chargehq") note("import.unknown-target", { found: wanted });
  const apiKey = settings.get("chargehq:apikey");
  if (apiKey === undefined) {
    note("import.no-key");
    return undefined;
  }
  const key = apiKey.hasReferences === true ? apiKey : withPlainKey(apiKey);
  if (key === undefined) note("import.strange-key");
  const push = settings.get("chargehq:pushuri")?.text;
  if (push !== undefined && oldPushPath.test(push)) note("import.old-address", { found: push });
  const origin = push?.replace(pushPath, "").replace(oldPushPath, "").replace(/\/+$/, "");
  const url = origin === undefined || origin === defaultPushOrigin ? {} : { url: origin };
  return { target: "chargehq", apiKey: written(key ?? apiKey), ...url };
}

/** The older bridges took a GUID in any of its forms and sent the usual one. */
function withPlainKey(value: OldValue): OldValue | undefined {
  const form = /^[{(]?([0-9a-f]{8})-?([0-9a-f]{4})-?([0-9a-f]{4})-?([0-9a-f]{4})-?([0-9a-f]{12})[)}]?$/i;
  const parts = form.exec(value.text)?.slice(1);
  if (parts === undefined) return undefined;
  const text = parts.join("-").toLowerCase();
  return text === value.text ? value : { text };
}

function noteTheRest(settings: OldSettings, note: Note): void {
  const level = settings.get("serilog:minimumlevel") ?? settings.get("serilog:minimumlevel:default");
  const ours = level === undefined ? undefined : logLevelOf(level.text);
  if (ours !== undefined && ours !== "info") note("import.log-level", { found: ours });
  if (settings.has("maxerrors")) note("import.max-errors");
  note("import.certificates");
}

/** The older bridges' words for how much to log, as ours. */
export function logLevelOf(text: string): "debug" | "info" | "warn" | "error" | undefined {
  switch (text.toLowerCase()) {
    case "verbose":
    case "debug":
      return "debug";
    case "information":
      return "info";
    case "warning":
      return "warn";
    case "error":
    case "fatal":
      return "error";
    default:
      return undefined;
  }
}

function timeZoneOf(bridges: readonly OldBridge[], note: Note): string | undefined {
  const found = bridges.find(({ timeZone }) => timeZone !== undefined)?.timeZone;
  if (found === undefined) return undefined;
  try {
    return new Intl.DateTimeFormat("en", { timeZone: found }).resolvedOptions().timeZone;
  } catch {
    note("import.strange-zone", { found });
    return undefined;
  }
}

function needed(key: string, path: string, settings: OldSettings, note: Note): Entry {
  const value = settings.get(path);
  if (value === undefined) note("import.missing", { key: path, into: key });
  return value === undefined ? {} : { [key]: written(value) };
}

function optional(key: string, path: string, settings: OldSettings): Entry {
  const value = settings.get(path);
  return value === undefined ? {} : { [key]: written(value) };
}

/** What its owner switched off stays off; what was on is on by itself. */
function flag(key: string, path: string, settings: OldSettings, note: Note): Entry {
  const text = settings.get(path)?.text.toLowerCase();
  if (text === "false") return { [key]: false };
  if (text !== undefined && text !== "true") note("import.not-a-switch", { key: path, found: text });
  return {};
}

/** Minutes, with fractions. */
function interval(path: string, settings: OldSettings, note: Note): Entry {
  const text = settings.get(path)?.text;
  if (text === undefined) return {};
  const minutes = Number(text.replace(",", "."));
  if (Number.isFinite(minutes) && minutes > 0) return { every: `${Math.round(minutes * 60)}s` };
  note("import.not-a-number", { key: path, found: text });
  return {};
}

/** A variable stays a variable; a text that only looks like one is kept from being taken for it. */
function written({ text, variable, hasReferences }: OldValue): string {
  if (hasReferences === true) return text;
  return variable === undefined ? text.replaceAll("${", () => "$${") : `\${${variable}}`;
}

function freeId(name: Json | undefined, taken: readonly Entry[]): string {
  const base = String(name);
  const isTaken = (id: string) => taken.some((entry) => entry["id"] === id);
  let id = base;
  for (let number = 2; isTaken(id); number += 1) id = `${base}-${number}`;
  return id;
}

function withoutRepeats(notes: readonly ImportNote[]): readonly ImportNote[] {
  const seen = new Set<string>();
  return notes.filter(({ key, facts }) => {
    const said = JSON.stringify([key, facts]);
    if (seen.has(said)) return false;
    seen.add(said);
    return true;
  });
}
