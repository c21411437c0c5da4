/** The box under an OCPP portal. */
export const ocppRows = `
ocppe   | rw bool config            | OCPP switched on | OCPP eingeschaltet | OCPP en service
ocpps   | r  bool status            | OCPP running | OCPP läuft | OCPP en marche
ocppu   | rw url config             | Address of the OCPP portal | Adresse des OCPP-Portals | Adresse du portail OCPP
ocppc   | r  bool status            | OCPP connected | OCPP verbunden | OCPP connecté
ocppca  | r  boot-time status s null | OCPP connected for | OCPP verbunden seit | OCPP connecté depuis
ocppa   | r  bool status            | Accepted by the OCPP portal | Vom OCPP-Portal angenommen | Acceptée par le portail OCPP
ocppaa  | r  boot-time status s null | Accepted by the OCPP portal for | Vom OCPP-Portal angenommen seit | Acceptée par le portail OCPP depuis
ocppcs  | r  uint8 status           | State told to the OCPP portal | Dem OCPP-Portal gemeldeter Zustand | État transmis au portail OCPP
ocppti  | rw int status null passing | Number of the OCPP session | Nummer des OCPP-Ladevorgangs | Numéro de la session OCPP
ocppte  | r  boot-time status s null | Time since the OCPP session ended | Zeit seit Ende des OCPP-Ladevorgangs | Temps depuis la fin de la session OCPP
ocpple  | r  text status null       | Last OCPP failure | Letzter OCPP-Fehlversuch | Dernier échec OCPP
ocpplea | r  boot-time status s null | Time since OCPP failed | Zeit seit dem OCPP-Fehlversuch | Temps depuis l'échec OCPP
ocppf   | rw uint8 config A null    | Current without the OCPP portal | Strom ohne OCPP-Portal | Courant sans portail OCPP
ocppff  | r  uint8 config A null    | Current without the OCPP portal, on delivery | Strom ohne OCPP-Portal ab Werk | Courant sans portail OCPP à la livraison
ocpph   | rw int config s           | OCPP sign of life every | OCPP-Lebenszeichen alle | Signe de vie OCPP toutes les
ocppi   | rw int config s           | OCPP measurements every | OCPP-Messwerte alle | Mesures OCPP toutes les
ocppai  | rw int config s           | OCPP measurements by the clock every | OCPP-Messwerte nach der Uhr alle | Mesures OCPP à l'horloge toutes les
ocppfai | w  int config s           | OCPP measurements by the clock, on delivery | OCPP-Messwerte nach der Uhr ab Werk | Mesures OCPP à l'horloge à la livraison
ocppcm  | rw uint8 config           | When OCPP measurements are sent | Wann OCPP-Messwerte gesendet werden | Quand les mesures OCPP sont envoyées
ocppd   | rw text config            | Card shown when none was used | Karte, wenn keine benutzt wurde | Carte indiquée si aucune n'a servi
ocppla  | rw bool config            | Use the portal's card list | Kartenliste des Portals nutzen | Utiliser la liste de cartes du portail
ocpplo  | rw bool config            | Let known cards in without the portal | Bekannte Karten ohne Portal zulassen | Admettre les cartes connues sans portail
ocppao  | w  bool config            | Let unknown cards in without the portal | Unbekannte Karten ohne Portal zulassen | Admettre les cartes inconnues sans portail
ocppio  | rw bool config            | Taken out of service by the portal | Vom Portal außer Betrieb gesetzt | Mise hors service par le portail
ocppr   | rw bool config            | Report phases as wired | Phasen wie angeschlossen melden | Indiquer les phases selon le câblage
ocppt   | rw bool config            | Take the time from the portal | Zeit vom Portal übernehmen | Prendre l'heure du portail
ocpptt  | rw text config            | Text of the tariff | Text zum Tarif | Texte du tarif
ocpprl  | rw bool config            | Log for the maker's support | Protokoll für den Hersteller | Journal pour le fabricant
ocppdp  | r  object status          | Charging profiles: usual | Ladeprofile: üblich | Profils de charge : habituels
ocppmp  | r  object status          | Charging profiles: limits | Ladeprofile: Grenzen | Profils de charge : limites
ocpptp  | r  object status          | Charging profiles: session | Ladeprofile: Ladevorgang | Profils de charge : session
osr     | rw bool config            | A restart ends the OCPP session | Neustart beendet den OCPP-Ladevorgang | Un redémarrage termine la session OCPP
ocppg   | rw bool config            | OCPP trusts the built-in authorities | OCPP vertraut den eingebauten Zertifizierungsstellen | OCPP fait confiance aux autorités intégrées
ocppss  | rw bool config            | OCPP does not check the server | OCPP prüft den Server nicht | OCPP ne vérifie pas le serveur
ocppcn  | rw bool config            | OCPP does not check the server's name | OCPP prüft den Servernamen nicht | OCPP ne vérifie pas le nom du serveur
ocppsc  | rw text config            | OCPP server's certificate | Zertifikat des OCPP-Servers | Certificat du serveur OCPP
ocppcc  | rw text config secret danger | Own OCPP certificate | Eigenes OCPP-Zertifikat | Certificat OCPP propre
ocppck  | rw text config secret danger | Own OCPP key | Eigener OCPP-Schlüssel | Clé OCPP propre
`;
