/** Who may charge: permission, sessions and cards. The ten cards' own rows are made from \`cardRows\`. */
export const accessRows = `
acs    | rw uint8 config             | Access | Zugang | Accès
facacs | r  uint8 config             | Access on delivery | Zugang ab Werk | Accès à la livraison
trx    | rw uint8 status 0..10 null passing | Charging session's card | Karte des Ladevorgangs | Carte de la session
txt    | rw int config s             | Permission lapses without a car after | Freigabe verfällt ohne Auto nach | L'autorisation expire sans voiture après
tsi    | r  text status null         | Number of the session's card | Nummer der Karte des Ladevorgangs | Numéro de la carte de la session
lrc    | r  uint8 status null        | Place of the last card | Platz der letzten Karte | Emplacement de la dernière carte
lri    | r  text status null         | Number of the last card | Nummer der letzten Karte | Numéro de la dernière carte
lrr    | r  boot-time status s null  | Time since a card was read | Zeit seit dem Lesen einer Karte | Temps depuis la lecture d'une carte
rde    | rw bool config              | Send card numbers | Kartennummern senden | Envoyer les numéros de carte
cards  | rw list status danger       | RFID cards | RFID-Karten | Cartes RFID
lrn    | w  uint8 config 0..9        | Learn the last card as number | Letzte Karte lernen als Nummer | Apprendre la dernière carte sous le numéro
del    | w  uint8 status 0..9 danger | Clear a card | Karte löschen | Effacer une carte
evt    | r  text status null         | Session number of the EVCMS portal | Vorgangsnummer des EVCMS-Portals | Numéro de session du portail EVCMS
orsch  | rw bool config              | Only the same card may stop | Nur dieselbe Karte darf stoppen | Seule la même carte peut arrêter
`;

/** One row for each of the ten places; \`#\` is the place as people count it, \`%\` as the charger does. */
export const cardRows = `
c%i | rw card config       | Card #: learned | Karte #: gelernt | Carte # : apprise
c%n | rw text config       | Card #: name | Karte #: Name | Carte # : nom
c%e | rw uint64 status Wh passing | Card #: energy | Karte #: Energie | Carte # : énergie
`;
