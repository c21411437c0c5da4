import type { ProblemText } from "#domain";

/** What becomes of writes that consist of several. */
export const writesText: Readonly<Record<string, ProblemText>> = {
  "alphaess.half-written": {
    what: {
      en: "The AlphaESS cloud took one half of the change and neither the other nor its undoing ({kept}).",
      de: "Die AlphaESS-Cloud hat die eine Hälfte der Änderung angenommen und weder die andere noch das Zurücknehmen ({kept}).",
      fr: "Le cloud AlphaESS a pris une moitié du changement, mais ni l'autre ni son annulation ({kept}).",
    },
    remedy: {
      en: "Look at both levels with `sunsteer alphaess settings` and set them again in a few minutes.",
      de: "Beide Ladestände mit `sunsteer alphaess settings` ansehen und in einigen Minuten noch einmal setzen.",
      fr: "Regarder les deux niveaux avec `sunsteer alphaess settings` et les régler de nouveau dans quelques minutes.",
    },
  },
};
