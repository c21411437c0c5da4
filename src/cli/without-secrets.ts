import { z } from "zod";

/** What may be read by whoever reads a bug report. Anything else in an entry is told by its kind and length only. */
const openKeys = new Set(
  [
    ...["id", "driver", "target", "from", "every", "everyS", "roles", "prefer", "via", "api", "chargerApi", "timeZone"],
    ...["timeoutS", "language", "series", "invert", "windowS", "use", "batterySign", "gridMeterUnit", "is16A"],
  ].map((key) => key.toLowerCase()),
);

const record = z.record(z.string(), z.unknown());
/** Names of places and people, and where a house stands. */
const personalKeys = new Set(["name", "location", "latitude", "longitude"]);

/** The report without what would let somebody in, and without names. */
export function withoutSecrets(report: unknown): unknown {
  const walk = (value: unknown, key: string, isEntry: boolean): unknown => {
    if (Array.isArray(value)) return value.map((item) => walk(item, key, isEntry));
    const parsed = record.safeParse(value);
    if (parsed.success)
      return Object.fromEntries(
        Object.entries(parsed.data).map(([inner, item]) => [inner, walk(item, inner, isEntry || key === "written")]),
      );
    if (personalKeys.has(key)) return "…";
    const isHidden = (isEntry || key === "written") && typeof value === "string" && !openKeys.has(key.toLowerCase());
    return isHidden ? `text of ${value.length} letters` : withoutNumbers(value);
  };
  return walk(report, "", false);
}

/** Serial numbers, e-mail addresses and keys that stand inside other texts. */
function withoutNumbers(value: unknown): unknown {
  if (typeof value !== "string") return value;
  return value
    .replace(/[\w.+-]+@[\w-]+\.[\w.]+/g, "…@…")
    .replace(/\b(?=[A-Z0-9-]*\d)[A-Z0-9]{4}[A-Z0-9-]{6,}\b/gi, (text) => `${text.slice(0, 4)}…`);
}
