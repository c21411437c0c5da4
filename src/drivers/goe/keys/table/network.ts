/** How the box is reached: Wi-Fi, cable, modem, the maker's cloud, HTTP, Modbus, the search for controllers. */
export const networkRows = `
wifis | rw list config secret danger | Wi-Fi networks | WLAN-Netze | Réseaux Wi-Fi
delw | w  uint8 status 0..9 danger  | Forget a Wi-Fi network | WLAN-Netz vergessen | Oublier un réseau Wi-Fi
scan | r  list status               | Wi-Fi networks in reach | WLAN-Netze in Reichweite | Réseaux Wi-Fi à portée
scaa | r  int status ms null        | Age of the list of networks | Alter der Netzliste | Âge de la liste des réseaux
ccw  | r  object status null        | Wi-Fi in use | Genutztes WLAN | Wi-Fi utilisé
cce  | r  object status null        | Network cable | Netzwerkkabel | Câble réseau
mia  | r  object status             | Address of the modem | Adresse des Modems | Adresse du modem
dns  | r  object status             | Name servers | Namensserver | Serveurs de noms
nif  | r  text status               | Way into the network | Weg ins Netzwerk | Accès au réseau
rssi | r  int8 status dBm null      | Wi-Fi signal | WLAN-Signal | Signal Wi-Fi
wst  | r  uint8 status              | Wi-Fi state | WLAN-Zustand | État du Wi-Fi
wsms | r  uint8 status              | Wi-Fi step | WLAN-Schritt | Étape du Wi-Fi
wsc  | r  uint8 status              | Wi-Fi failures | WLAN-Fehlversuche | Échecs du Wi-Fi
wsm  | r  text status               | Last Wi-Fi failure | Letzter WLAN-Fehlversuch | Dernier échec du Wi-Fi
wsl  | r  list status               | Recent Wi-Fi failures | Jüngste WLAN-Fehlversuche | Échecs récents du Wi-Fi
lwf  | r  boot-time status s null   | Time since Wi-Fi failed | Zeit seit dem WLAN-Fehlversuch | Temps depuis l'échec du Wi-Fi
wcb  | r  text status               | Access point in use | Genutzter Zugangspunkt | Point d'accès utilisé
wfb  | r  list status               | Access points that failed | Gescheiterte Zugangspunkte | Points d'accès en échec
wpb  | r  list status               | Access points to be tried | Noch zu versuchende Zugangspunkte | Points d'accès à essayer
wat  | r  uint8 config              | Wi-Fi aerial | WLAN-Antenne | Antenne Wi-Fi
wbw  | r  uint32 config             | Wi-Fi channel width | WLAN-Kanalbreite | Largeur du canal Wi-Fi
wda  | rw bool config               | Own Wi-Fi off while the cloud is connected | Eigenes WLAN aus, solange die Cloud verbunden ist | Wi-Fi propre coupé tant que le cloud est connecté
cwe  | rw bool config danger        | Connect to the maker's cloud | Mit der Hersteller-Cloud verbinden | Connexion au cloud du fabricant
cle  | r  text status null          | Last cloud failure | Letzter Cloud-Fehlversuch | Dernier échec du cloud
clea | r  boot-time status s null   | Time since the cloud failed | Zeit seit dem Cloud-Fehlversuch | Temps depuis l'échec du cloud
cae  | rw bool config danger        | Cloud API | Cloud-API | API du cloud
cak  | rw text config secret danger | Key of the cloud API | Schlüssel der Cloud-API | Clé de l'API du cloud
data | r  text status secret        | Key of the charging history | Schlüssel des Ladeverlaufs | Clé de l'historique de charge
dll  | r  text status secret        | Address of the charging log | Adresse des Ladeprotokolls | Adresse du journal de charge
hai  | rw bool config danger        | Local HTTP API v2 | Lokale HTTP-API v2 | API HTTP v2 locale
hla  | rw bool config               | Local HTTP API v1 | Lokale HTTP-API v1 | API HTTP v1 locale
hsa  | w  bool config danger        | Login for HTTP | Anmeldung für HTTP | Identification pour HTTP
men  | rw bool config               | Modbus server | Modbus-Server | Serveur Modbus
msp  | rw uint16 config             | Port of the Modbus server | Port des Modbus-Servers | Port du serveur Modbus
msb  | rw bool config               | Modbus with swapped bytes | Modbus mit getauschten Bytes | Modbus avec octets inversés
msr  | rw bool config               | Modbus with swapped words | Modbus mit getauschten Wörtern | Modbus avec mots inversés
mro  | r  uint32 status             | Questions over Modbus | Fragen über Modbus | Questions par Modbus
mwo  | r  uint32 status             | Commands over Modbus | Befehle über Modbus | Commandes par Modbus
mstr | r  boot-time status s null   | Time since a question over Modbus | Zeit seit der letzten Frage über Modbus | Temps depuis la dernière question par Modbus
mstw | r  boot-time status s null   | Time since a command over Modbus | Zeit seit dem letzten Befehl über Modbus | Temps depuis la dernière commande par Modbus
cmse | r  bool config               | Search for go-eControllers | go-eController suchen | Rechercher des go-eControllers
csa  | r  bool status               | Search for go-eControllers running | Suche nach go-eControllern läuft | Recherche de go-eControllers en cours
lcs  | r  boot-time status s        | Time since the search for go-eControllers | Zeit seit der Suche nach go-eControllern | Temps depuis la recherche de go-eControllers
ctrls | r list status               | go-eControllers found | Gefundene go-eController | go-eControllers trouvés
cms  | r  text config               | Service name of that search | Dienstname dieser Suche | Nom de service de cette recherche
cmp  | r  text config               | Protocol of that search | Protokoll dieser Suche | Protocole de cette recherche
cmmr | r  uint16 config             | Most results of that search | Höchste Trefferzahl dieser Suche | Nombre maximal de résultats de cette recherche
pco  | rw text config secret danger | Pairing key of the go-eController | Kopplungsschlüssel des go-eControllers | Clé d'appairage du go-eController
`;
