import { z } from "zod";

const unitMs: Readonly<Record<string, number>> = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** `30s`, `5m`, `1.5h`, or a bare number of seconds; undefined for anything else. */
export function parseDurationMs(text: string | number): number | undefined {
  if (typeof text === "number") return Number.isFinite(text) && text > 0 ? text * 1_000 : undefined;
  const match = /^(\d+(?:\.\d+)?)\s*(ms|s|m|h|d)$/.exec(text.trim());
  if (match === null) return undefined;
  const valueMs = Number(match[1]) * (unitMs[match[2] ?? ""] ?? Number.NaN);
  return valueMs > 0 ? valueMs : undefined;
}

/** A duration in a configuration file. */
export const durationSchema = z
  .union([z.string(), z.number()], { error: "30s | 5m | 1.5h" })
  .transform((text, context) => {
    const valueMs = parseDurationMs(text);
    if (valueMs === undefined) {
      context.addIssue({ code: "custom", message: "30s | 5m | 1.5h", input: text });
      return z.NEVER;
    }
    return valueMs;
  });
