import type { Instant, Language } from "#domain";

const locales: Readonly<Record<Language, string>> = { en: "en-GB", de: "de-DE", fr: "fr-FR" };

/** A number with its unit, set apart so that the unit can be shown smaller. */
export interface Quantity {
  readonly value: string;
  readonly unit: string;
}

export function formatPower(watts: number, language: Language): Quantity {
  const size = Math.abs(watts);
  if (size < 999.5) return { value: number(Math.abs(watts), language, 0), unit: "W" };
  return { value: number(size / 1000, language, size < 9_995 ? 2 : 1), unit: "kW" };
}

export function formatEnergy(wattHours: number, language: Language): Quantity {
  if (wattHours < 999.5) return { value: number(wattHours, language, 0), unit: "Wh" };
  return { value: number(wattHours / 1000, language, wattHours < 99_950 ? 1 : 0), unit: "kWh" };
}

export function join({ value, unit }: Quantity): string {
  return `${value}\u00a0${unit}`;
}

export function formatNumber(value: number, language: Language, digits = 0): string {
  return number(value, language, digits, 0);
}

/** A sentence in which no line ends between a number and its unit. */
export function keepUnits(sentence: string): string {
  return sentence.replace(/(\d) (?=(?:k?Wh?|A|V|%|s|min|h)(?![\p{L}\d]))/gu, "$1\u00a0");
}

/** How long ago, in the largest unit that is not zero. */
export function formatAge(ms: number): string {
  const seconds = Math.max(0, Math.round(ms / 1000));
  if (seconds < 90) return `${seconds}\u00a0s`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 90) return `${minutes}\u00a0min`;
  const hours = Math.round(minutes / 60);
  return hours < 48 ? `${hours}\u00a0h` : `${Math.round(hours / 24)}\u00a0d`;
}

/** The time on the home's clock; with the weekday when it is not today. */
export function formatTime(at: Instant, now: Instant, language: Language, timeZone: string): string {
  const time = { timeZone, hour: "2-digit", minute: "2-digit" } as const;
  const day = new Intl.DateTimeFormat("en-CA", { timeZone });
  const isToday = day.format(at) === day.format(now);
  return new Intl.DateTimeFormat(locales[language], isToday ? time : { ...time, weekday: "short" }).format(at);
}

function number(value: number, language: Language, most: number, least = most): string {
  const options = { minimumFractionDigits: least, maximumFractionDigits: most };
  return new Intl.NumberFormat(locales[language], options).format(value);
}
