import type { Language, Localized } from "#domain";
import type { SiteMeters } from "../client.ts";

const words = {
  production_kw: { en: "sun", de: "Sonne", fr: "soleil" },
  net_import_kw: { en: "grid", de: "Netz", fr: "réseau" },
  battery_discharge_kw: { en: "battery", de: "Batterie", fr: "batterie" },
  consumption_kw: { en: "consumption", de: "Verbrauch", fr: "consommation" },
} as const satisfies Readonly<Record<string, Localized>>;

const taken: Readonly<Record<Language, (values: string) => string>> = {
  en: (values) => `ChargeHQ has taken: ${values}.`,
  de: (values) => `ChargeHQ hat angenommen: ${values}.`,
  fr: (values) => `ChargeHQ a pris : ${values}.`,
};

/** What was pushed, in one line. */
export function pushedLine(meters: SiteMeters, language: Language): string {
  const values = (["production_kw", "net_import_kw", "battery_discharge_kw", "consumption_kw"] as const).flatMap(
    (key) => (meters[key] === undefined ? [] : [`${words[key][language]} ${meters[key]} kW`]),
  );
  const soc = meters.battery_soc === undefined ? [] : [`${Math.round(meters.battery_soc * 1_000) / 10} %`];
  return taken[language]([...values, ...soc].join(", "));
}
