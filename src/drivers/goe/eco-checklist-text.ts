import { words } from "./keys/shape.ts";

/** Why each setting matters for charging on sun left over. */
export const ecoReasons = {
  lmo: words(
    "Only in eco mode does the charger look at the sun left over.",
    "Nur im Eco-Modus achtet die Ladestation auf die übrige Sonne.",
    "La borne ne tient compte du soleil disponible qu'en mode éco.",
  ),
  fup: words(
    "Without it the eco mode looks at prices only.",
    "Ohne das achtet der Eco-Modus nur auf Preise.",
    "Sans cela, le mode éco ne regarde que les prix.",
  ),
  acp: words(
    "Without pauses the charger goes on at its lowest current when the sun is gone; some firmware needs a restart after a change.",
    "Ohne Pausen lädt die Station mit kleinstem Strom weiter, wenn die Sonne weg ist; manche Firmware braucht danach einen Neustart.",
    "Sans pauses, la borne continue au courant minimal quand le soleil disparaît ; certains micrologiciels demandent un redémarrage.",
  ),
  frc: words(
    "A forced state wins over the sun.",
    "Ein erzwungener Zustand geht vor der Sonne.",
    "Un état forcé passe avant le soleil.",
  ),
  amp: words(
    "This current is the ceiling for charging on sun as well.",
    "Dieser Strom ist auch beim Laden mit Sonne die Obergrenze.",
    "Ce courant est aussi le plafond de la charge solaire.",
  ),
  psm: words(
    "Only with automatic phases can it charge on little sun and on much.",
    "Nur mit automatischen Phasen kann sie mit wenig und mit viel Sonne laden.",
    "Seul le choix automatique des phases permet de charger avec peu et avec beaucoup de soleil.",
  ),
  trx: words(
    "Access is locked and nobody has identified themselves, so nothing charges.",
    "Der Zugang ist gesperrt und niemand hat sich angemeldet, darum lädt nichts.",
    "L'accès est verrouillé et personne ne s'est identifié, rien ne charge donc.",
  ),
  frm: words(
    "Rounded towards export, the car takes no grid power for the last ampere.",
    "Zur Einspeisung hin gerundet nimmt das Auto für das letzte Ampere keinen Netzstrom.",
    "Arrondie vers l'injection, la voiture ne prend rien au réseau pour le dernier ampère.",
  ),
  pgt: words(
    "A little export left over keeps small changes of the house from becoming import.",
    "Etwas Einspeisung als Rest verhindert, dass kleine Schwankungen im Haus zu Bezug werden.",
    "Un peu d'injection gardée évite que de petites variations de la maison deviennent un soutirage.",
  ),
  sua: words(
    "Simulated unplugging interrupts the car and is not needed while it charges on sun.",
    "Vorgetäuschtes Abstecken unterbricht das Auto und ist beim Laden mit Sonne nicht nötig.",
    "Le débranchement simulé interrompt la voiture et n'est pas nécessaire en charge solaire.",
  ),
};

export const limitReason = words(
  "The owner wants no more than 16 A; load groups are left as they are.",
  "Der Besitzer will höchstens 16 A; Lastgruppen bleiben, wie sie sind.",
  "Le propriétaire ne veut pas plus de 16 A ; les groupes de charge restent inchangés.",
);
