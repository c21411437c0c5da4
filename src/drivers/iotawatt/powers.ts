import type { Role, SeriesByRole } from "./config.ts";
import { roles } from "./config.ts";

/** The powers of the house as the series give them, before their signs are settled. */
export interface Powers {
  readonly grid?: number;
  readonly pv?: number;
  readonly load?: number;
  readonly battery?: number;
}

/** Adds up the series of each role. Where one of them is missing, so is the sum: two phases of three are no meter. */
export function powersOf(
  values: ReadonlyMap<string, number>,
  series: SeriesByRole,
  inverted: ReadonlySet<string>,
): Powers {
  const powers: Partial<Record<Role, number>> = {};
  for (const role of roles) {
    const parts = series[role]?.map((name) => signed(values.get(name), inverted.has(name)));
    const isWhole = parts?.every((part) => part !== undefined) ?? false;
    if (parts !== undefined && isWhole)
      powers[role] = toTenths(parts.reduce<number>((sum, part) => sum + (part ?? 0), 0));
  }
  return powers;
}

export function signed(value: number | undefined, isInverted: boolean): number | undefined {
  return value === undefined || !isInverted ? value : -value;
}

/** The device rounds to tenths; adding up brings back the noise of binary fractions. */
function toTenths(powerW: number): number {
  const tenths = Math.round(powerW * 10) / 10;
  return tenths === 0 ? 0 : tenths;
}
