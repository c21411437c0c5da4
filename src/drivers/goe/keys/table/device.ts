/** The box itself: who it is, how it looks, what its button and clock do. */
export const deviceRows = `
sse  | r  text identity          | Serial number | Seriennummer | Numéro de série
typ  | r  text identity          | Model | Modell | Modèle
styp | r  text identity          | Kind of the model | Ausführung des Modells | Déclinaison du modèle
dfam | r  text identity          | Product family | Produktfamilie | Famille de produits
var  | r  uint8 identity kW      | Power class | Leistungsklasse | Classe de puissance
oem  | r  text identity          | Brand | Marke | Fabricant
isgo | r  bool identity          | Sold as go-e | Unter go-e verkauft | Vendue sous go-e
aus  | r  bool config            | Made for Australia | Für Australien gebaut | Conçue pour l'Australie
rev  | r  text identity          | Revision of the hardware | Stand der Hardware | Révision du matériel
fwv  | r  text identity          | Firmware | Firmware-Stand | Micrologiciel
fwc  | r  text identity          | Firmware of the charge controller | Firmware des Ladereglers | Micrologiciel du régulateur
ccrv | r  text identity          | Charge controller firmware that belongs to it | Dazu passende Firmware des Ladereglers | Micrologiciel du régulateur correspondant
ccu  | r  object status null     | Update of the charge controller | Aktualisierung des Ladereglers | Mise à jour du régulateur
ocu  | r  list config            | Firmware on offer | Angebotene Firmware | Micrologiciels proposés
oct  | w  text config danger     | Install firmware | Firmware einspielen | Installer un micrologiciel
cert | r  uint8 config           | Certified metering | Zertifizierte Messung | Comptage certifié
adi  | r  bool status            | 16 A adapter | 16-A-Adapter | Adaptateur 16 A
sock | r  bool config            | Socket in place of a cable | Buchse statt Kabel | Prise au lieu d'un câble
shut | r  bool config            | Shutter in the socket | Schutzklappe in der Buchse | Obturateur dans la prise
simo | r  bool config            | Fewer settings shown | Verringerte Anzeige | Affichage simplifié
nld  | r  uint8 identity         | Number of lights | Anzahl der Leuchten | Nombre de voyants
rbc  | r  uint32 status          | Restarts | Neustarts | Redémarrages
rbt  | r  int always ms          | Running since | Läuft seit | En marche depuis
tab  | r  uint64 status ms       | Started at | Gestartet um | Démarrée à
rst  | w  trigger status danger  | Restart the charger | Ladestation neu starten | Redémarrer la borne
fna  | rw text config            | Name | Gerätename | Nom
host | r  text status            | Name in the network | Name im Netzwerk | Nom sur le réseau
ust  | rw uint8 config           | Cable locking | Verriegeln des Kabels | Blocage du câble
upo  | rw bool config            | Release the cable in a power cut | Kabel bei Stromausfall freigeben | Libérer le câble en cas de coupure
ten  | rw bool config            | Watch for tampering | Auf Manipulation achten | Surveiller les manipulations
iso2en | rw uint8 config         | Talk to the car (ISO 15118) | Mit dem Auto sprechen (ISO 15118) | Dialogue avec la voiture (ISO 15118)
lbr  | rw uint8 config 0..255    | Brightness of the lights | Helligkeit der Leuchten | Luminosité des voyants
lse  | rw bool config            | Lights out while idle | Leuchten im Leerlauf aus | Voyants éteints au repos
cid  | rw colour config          | Colour: ready | Farbe: bereit | Couleur : prêt
cwc  | rw colour config          | Colour: waiting | Farbe: wartet | Couleur : attente
cch  | rw colour config          | Colour: charging | Farbe: lädt | Couleur : charge
cfi  | rw colour config          | Colour: finished | Farbe: fertig | Couleur : terminé
led  | r  object status          | Picture on the lights | Bild auf den Leuchten | Image sur les voyants
t0h  | rw int config             | Light strip, high time of a zero | Leuchtband, Hochzeit einer Null | Ruban lumineux, temps haut d'un zéro
t0l  | rw int config             | Light strip, low time of a zero | Leuchtband, Tiefzeit einer Null | Ruban lumineux, temps bas d'un zéro
t1h  | rw int config             | Light strip, high time of a one | Leuchtband, Hochzeit einer Eins | Ruban lumineux, temps haut d'un un
t1l  | rw int config             | Light strip, low time of a one | Leuchtband, Tiefzeit einer Eins | Ruban lumineux, temps bas d'un un
bac  | rw uint8 config           | Button changes the current | Taste ändert den Strom | Le bouton change le courant
sdp  | rw uint8 config           | Double press starts | Doppeldruck startet | Le double appui démarre
bar  | rw uint8 config           | Button resets the Wi-Fi | Taste setzt das WLAN zurück | Le bouton réinitialise le Wi-Fi
lbp  | r  boot-time status s null | Time since the button was pressed | Zeit seit dem Tastendruck | Temps depuis l'appui sur le bouton
lbl  | r  boot-time config s     | Time since the button was held | Zeit seit dem langen Tastendruck | Temps depuis l'appui long
esk  | rw bool config            | App shows kWh | App zeigt kWh | L'application affiche des kWh
utc  | rw text status passing          | Clock (UTC) | Uhr (UTC) | Horloge (UTC)
loc  | r  text status            | Clock (local time) | Uhr (Ortszeit) | Horloge (heure locale)
lto  | r  int status ms          | Local time ahead of UTC by | Vorsprung der Ortszeit vor UTC | Avance de l'heure locale sur UTC
tof  | rw int config min         | Time zone, minutes from UTC | Zeitzone, Minuten zu UTC | Fuseau horaire, minutes depuis UTC
tds  | rw uint8 config           | Summer time | Sommerzeit | Heure d'été
tzt  | rw text config            | Name of the time zone | Name der Zeitzone | Nom du fuseau horaire
tse  | rw bool config            | Time from the internet | Zeit aus dem Internet | Heure par Internet
tsss | r  uint8 status           | Setting the clock | Stellen der Uhr | Mise à l'heure
zfocore | w virtual status       | Read the settings anew | Einstellungen neu lesen | Relire les réglages
zforeal | w virtual status       | Read everything anew | Alles neu einlesen | Tout relire
`;
