import type { Facts, Instant, Language } from "#domain";

/** British English has the day first and 24 hours, like the other two. */
const locales: Readonly<Record<Language, string>> = { en: "en-GB", de: "de-DE", fr: "fr-FR" };

const farMs = 18 * 3_600_000;

/** How one home writes numbers and times. */
export interface FactFormat {
  /** The fact with the unit that its name's ending tells; `reference` is the moment it is said. */
  format(name: string, value: NonNullable<Facts[string]>, reference?: Instant): string;
}

export function createFactFormat(language: Language, timeZone: string | undefined): FactFormat {
  const locale = locales[language];
  const zone = timeZone === undefined ? {} : { timeZone };
  const whole = new Intl.NumberFormat(locale, { maximumFractionDigits: 0 });
  const oneDigit = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 });
  const time = new Intl.DateTimeFormat(locale, { ...zone, hour: "2-digit", minute: "2-digit" });
  const dayAndTime = new Intl.DateTimeFormat(locale, { ...zone, weekday: "short", hour: "2-digit", minute: "2-digit" });

  const kilo = (value: number, unit: string) =>
    Math.abs(value) < 999.5 ? `${plain(whole, value)} ${unit}` : `${plain(oneDigit, value / 1000)} k${unit}`;

  const number = (name: string, value: number, reference: Instant | undefined): string => {
    if (name.endsWith("Wh")) return kilo(value, "Wh");
    if (name.endsWith("W")) return kilo(value, "W");
    if (name.endsWith("Percent")) return `${plain(whole, value)} %`;
    if (name.endsWith("At")) {
      const isFar = reference !== undefined && Math.abs(value - reference) > farMs;
      return spaced((isFar ? dayAndTime : time).format(value));
    }
    if (name.endsWith("Ms")) return duration(value / 1000);
    if (name.endsWith("S")) return duration(value);
    if (name.endsWith("A")) return `${plain(oneDigit, value)} A`;
    if (name.endsWith("V")) return `${plain(whole, value)} V`;
    return /^(port|line|status)$/.test(name) ? String(value) : plain(oneDigit, value);
  };

  const duration = (seconds: number): string => {
    if (seconds < 90) return `${plain(oneDigit, seconds < 10 ? seconds : Math.round(seconds))} s`;
    if (seconds < 90 * 60) return `${plain(whole, seconds / 60)} min`;
    return `${plain(oneDigit, seconds / 3600)} h`;
  };

  return {
    format: (name, value, reference) =>
      typeof value === "number" && Number.isFinite(value) ? number(name, value, reference) : String(value),
  };
}

/** French groups thousands with a narrow space that terminals and searches do not know. */
function plain(format: Intl.NumberFormat, value: number): string {
  return spaced(format.format(value === 0 ? 0 : value));
}

function spaced(text: string): string {
  return text.replaceAll(/[\u202f\u00a0]/g, " ");
}
