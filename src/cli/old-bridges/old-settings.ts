/** One setting of an older bridge, with the variable that holds it where it came from the environment. */
export interface OldValue {
  readonly text: string;
  readonly variable?: string;
  /** The text refers to other variables, written as in `sunsteer.yaml`. */
  readonly hasReferences?: boolean;
}

/** Settings of one older bridge by their path in small letters: `huawei:baseuri`, `maxerrors`. */
export type OldSettings = ReadonlyMap<string, OldValue>;

const sections = ["huawei", "growatt", "iotawatt", "chargehq", "routing", "serilog"];
const loneKeys = ["maxerrors"];

/** The bridges bound `HUAWEI__BASEURI`, `Huawei:BaseURI` and the nested JSON keys to the same setting. */
export function toPath(name: string): string | undefined {
  const path = name.trim().replaceAll("__", ":").toLowerCase();
  const [section = "", key] = path.split(":");
  const isKnown = key === undefined ? loneKeys.includes(section) : sections.includes(section);
  return isKnown ? path : undefined;
}

/** Whether these are a bridge's settings at all; a log level alone is nobody's. */
export function isBridge(settings: OldSettings): boolean {
  return [...settings.keys()].some((path) => !path.startsWith("serilog:") && path !== "maxerrors");
}

export function fromEnvironment(environment: Readonly<Record<string, string | undefined>>): OldSettings {
  const found = new Map<string, OldValue>();
  for (const [name, text] of Object.entries(environment)) {
    const path = toPath(name);
    if (path !== undefined && text !== undefined) found.set(path, { text, variable: name });
  }
  return found;
}

/** What the environment says goes before the file, as it always did. */
export function overruled(file: OldSettings, environment: OldSettings): OldSettings {
  return new Map([...file, ...environment]);
}
