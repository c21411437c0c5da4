import type { DriverText, Localized } from "#domain";
import { accessText } from "./access-text.ts";
import { chargerStatusTexts } from "./charger-status.ts";
import { codesText } from "./codes-text.ts";
import { commandProblems } from "./commands-text.ts";
import { valueLabels } from "./value-labels.ts";
import { wishesText } from "./wishes-text.ts";
import { writesText } from "./writes-text.ts";

export const alphaessSummary: Localized = {
  en: "Systems with battery and wallbox through the maker's clouds: values every minute, battery limits, wallbox.",
  de: "Anlagen mit Batterie und Wallbox über die Clouds des Herstellers: Werte jede Minute, Batteriegrenzen, Wallbox.",
  fr: "Installations avec batterie et borne par les clouds du fabricant : valeurs chaque minute, limites, borne.",
};

/** What AlphaESS users read. */
export const alphaessText: DriverText = {
  problems: { ...codesText, ...accessText, ...wishesText, ...writesText, ...commandProblems },
  labels: {
    ...valueLabels,
    "self-use": { en: "Self-use", de: "Eigenverbrauch", fr: "Autoconsommation" },
    "grid-charge": { en: "Charging from the grid by times", de: "Netzladen nach Zeiten", fr: "Charge réseau horaire" },
    "timed-discharge": { en: "Discharging by times", de: "Entladen nach Zeiten", fr: "Décharge horaire" },
    ...Object.fromEntries(Object.entries(chargerStatusTexts).map(([code, text]) => [`status.${code}`, text])),
  },
};
