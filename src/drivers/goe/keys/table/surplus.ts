/** What steers charging from the sun and from low prices, and where the energy came from. */
export const surplusRows = `
ids    | w  object status W null           | Powers of the house | Leistungen des Hauses | Puissances de la maison
ido    | r  object config null             | Fixed powers in place of received ones | Feste Leistungen statt empfangener | Puissances fixes à la place des reçues
fup    | rw bool config                    | Use solar surplus | Solarüberschuss nutzen | Utiliser le surplus solaire
fst    | rw float config W -10000..32000/10 | Start at surplus | Start ab Überschuss | Démarrage à partir du surplus
sh     | rw float config W 0..100000/10    | Stop margin | Abstand zum Stopp | Marge d'arrêt
spl3   | rw float config W 500..64000/10   | Three phases from | Drei Phasen ab | Triphasé à partir de
psh    | rw float config W 0..100000/10    | Margin for changing phases | Abstand für den Phasenwechsel | Marge de changement de phases
mpwst  | rw int config ms 0..84000000      | Wait before changing phases | Wartezeit vor dem Phasenwechsel | Attente avant changement de phases
mptwt  | rw int config ms 0..84000000      | Time between phase changes | Zeit zwischen Phasenwechseln | Temps entre changements de phases
pgt    | rw float config W -5000..5000/1   | Wanted grid power | Gewünschte Netzleistung | Puissance réseau visée
frm    | rw uint8 config                   | Rounding of the current | Runden des Stroms | Arrondi du courant
ferm   | r  uint8 status                   | Rounding in force | Wirksames Runden | Arrondi en vigueur
po     | rw float config W 0..100000/10    | Offset against the battery | Versatz gegenüber der Batterie | Décalage face à la batterie
fzf    | rw bool config                    | House must not export | Haus darf nicht einspeisen | La maison ne doit pas injecter
zfo    | rw float config W 0..100000/10    | Hidden surplus assumed | Angenommener verborgener Überschuss | Surplus caché supposé
csd    | rw bool config                    | Forget surplus data after a pause | Überschussdaten nach einer Pause vergessen | Oublier les données de surplus après une pause
pgrid  | r  float status W null            | Grid power received | Empfangene Netzleistung | Puissance réseau reçue
ppv    | r  float status W null            | Solar power received | Empfangene Solarleistung | Puissance solaire reçue
pakku  | r  float status W null            | Battery power received | Empfangene Batterieleistung | Puissance batterie reçue
dsrc   | r  text status null               | Where the powers come from | Herkunft der Leistungen | Provenance des puissances
inva   | r  boot-time status s null        | Age of the received powers | Alter der empfangenen Leistungen | Âge des puissances reçues
lpc    | r  boot-time status s null        | Time since solar was weighed | Zeit seit der letzten Solarbewertung | Temps depuis la dernière évaluation solaire
lpsc   | r  boot-time status s null        | Time since surplus was computed | Zeit seit der letzten Überschussrechnung | Temps depuis le dernier calcul du surplus
deltaa | r  float status A                 | Change of current wanted by the regulation | Von der Regelung gewünschte Stromänderung | Variation de courant voulue par la régulation
deltap | r  float status W                 | Change of power wanted by the regulation | Von der Regelung gewünschte Leistungsänderung | Variation de puissance voulue par la régulation
pwm    | r  uint8 status                   | Phases wanted by the regulation | Von der Regelung gewünschte Phasen | Phases voulues par la régulation
pvopt_averagePGrid | r float status W      | Grid power, smoothed | Netzleistung, geglättet | Puissance réseau lissée
pvopt_averagePPv   | r float status W      | Solar power, smoothed | Solarleistung, geglättet | Puissance solaire lissée
pvopt_averagePAkku | r float status W      | Battery power, smoothed | Batterieleistung, geglättet | Puissance batterie lissée
ws     | r  float status W null            | Charging power from the sun | Ladeleistung aus Sonne | Puissance de charge solaire
wg     | r  float status W null            | Charging power from the grid | Ladeleistung aus dem Netz | Puissance de charge du réseau
wb     | r  float status W null            | Charging power from the battery | Ladeleistung aus der Batterie | Puissance de charge de la batterie
wo     | r  float status W null            | Charging power of unknown origin | Ladeleistung unbekannter Herkunft | Puissance de charge d'origine inconnue
whs    | r  float status Wh                | Session's energy from the sun | Energie des Ladevorgangs aus Sonne | Énergie solaire de la session
whg    | r  float status Wh                | Session's energy from the grid | Energie des Ladevorgangs aus dem Netz | Énergie réseau de la session
whb    | r  float status Wh                | Session's energy from the battery | Energie des Ladevorgangs aus der Batterie | Énergie batterie de la session
who    | r  float status Wh                | Session's energy of unknown origin | Energie des Ladevorgangs unbekannter Herkunft | Énergie d'origine inconnue de la session
emx    | rw int config ms                  | Origin shown after unplugging for | Herkunft nach dem Ausstecken sichtbar für | Origine affichée après débranchement pendant
awe    | rw bool config                    | Use low prices | Günstige Preise nutzen | Utiliser les prix bas
awp    | rw float config ct -100..1000/0.01 | Low price up to | Günstiger Preis bis | Prix bas jusqu'à
awc    | rw uint16 config                  | Country of the prices | Land der Strompreise | Pays des prix
awcp   | r  object status ct               | Price now | Jetziger Preis | Prix actuel
awpl   | w  list status ct                 | Prices to come | Kommende Preise | Prix à venir
smd    | rw object status passing          | Values of the house meter | Werte des Hauszählers | Valeurs du compteur de la maison
ccd    | r  object status                  | Values of the go-eController | Werte des go-eControllers | Valeurs du go-eController
`;
