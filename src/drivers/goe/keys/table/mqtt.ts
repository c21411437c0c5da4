/** The box as a client of an MQTT broker. */
export const mqttRows = `
mce  | rw bool config               | MQTT switched on | MQTT eingeschaltet | MQTT en service
mcs  | r  bool status               | MQTT running | MQTT läuft | MQTT en marche
mcc  | r  bool status               | MQTT connected | MQTT verbunden | MQTT connecté
mcca | r  boot-time status s null   | MQTT connected for | MQTT verbunden seit | MQTT connecté depuis
mlr  | r  text status null          | Last MQTT failure | Letzter MQTT-Fehlversuch | Dernier échec MQTT
mlra | r  boot-time status s null   | Time since MQTT failed | Zeit seit dem MQTT-Fehlversuch | Temps depuis l'échec MQTT
mcu  | rw url config                | Address of the MQTT broker | Adresse des MQTT-Brokers | Adresse du broker MQTT
mcr  | rw bool config               | MQTT may only read | MQTT darf nur lesen | MQTT en lecture seule
mtp  | rw text config null          | Start of the MQTT topics | Anfang der MQTT-Topics | Début des topics MQTT
mhe  | rw bool config               | Announce itself to Home Assistant | Sich bei Home Assistant anmelden | S'annoncer à Home Assistant
mht  | rw text config null          | Start of the announcement topics | Anfang der Anmelde-Topics | Début des topics d'annonce
mqg  | rw bool config               | MQTT trusts the built-in authorities | MQTT vertraut den eingebauten Zertifizierungsstellen | MQTT fait confiance aux autorités intégrées
mqss | rw bool config               | MQTT does not check the server | MQTT prüft den Server nicht | MQTT ne vérifie pas le serveur
mqcn | rw bool config               | MQTT does not check the server's name | MQTT prüft den Servernamen nicht | MQTT ne vérifie pas le nom du serveur
msc  | rw text config               | MQTT server's certificate | Zertifikat des MQTT-Servers | Certificat du serveur MQTT
mqcc | rw text config secret danger | Own MQTT certificate | Eigenes MQTT-Zertifikat | Certificat MQTT propre
mck  | rw text config secret danger | Own MQTT key | Eigener MQTT-Schlüssel | Clé MQTT propre
`;
