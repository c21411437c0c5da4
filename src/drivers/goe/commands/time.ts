import { fail } from "#domain";

const msOf: Readonly<Record<string, number>> = { s: 1_000, m: 60_000, min: 60_000, h: 3_600_000 };

/** `90s`, `5m`, `1h`; a bare number is seconds. Up to a day. */
export function parseTimeMs(option: string, text: string | boolean | undefined): number | undefined {
  if (text === undefined) return undefined;
  const [, number, unit = "s"] = /^(\d+(?:\.\d+)?)(s|m|min|h)?$/.exec(String(text)) ?? [];
  const timeMs = Number(number) * (msOf[unit] ?? Number.NaN);
  if (timeMs >= 1_000 && timeMs <= 86_400_000) return timeMs;
  throw fail("invalid", "goe.bad-option", { facts: { option, found: String(text), allowed: "30s, 5m, 1h" } });
}

export function parsePowerW(option: string, text: string | boolean | undefined, lowestW: number): number | undefined {
  if (text === undefined) return undefined;
  const powerW = typeof text === "string" && text.trim() !== "" ? Number(text) : Number.NaN;
  if (powerW >= lowestW && powerW <= 50_000) return powerW;
  throw fail("invalid", "goe.bad-option", { facts: { option, found: String(text), allowed: `${lowestW} – 50000` } });
}
