/** What the charger senses and concludes about the charge. */
export const chargingRows = `
car         | r  uint8 always null        | Car | Fahrzeug | Véhicule
alw         | r  bool always              | Charging allowed | Laden freigegeben | Charge autorisée
acu         | r  int status A null        | Current allowed now | Jetzt erlaubter Strom | Courant autorisé actuellement
err         | r  uint8 always null        | Fault | Störung | Défaut
modelStatus | r  uint8 always             | Why it charges or not | Warum geladen wird oder nicht | Pourquoi il charge ou non
nrg         | r  list always              | Measurements | Messwerte | Mesures
wh          | r  float status Wh          | Energy since the car was connected | Energie seit dem Anstecken | Énergie depuis le branchement
wh_mid      | r  float status Wh null     | Energy since the car was connected, certified meter | Energie seit dem Anstecken, geeichter Zähler | Énergie depuis le branchement, compteur certifié
eto         | r  uint64 status Wh         | Energy in all | Energie insgesamt | Énergie totale
eto_mid     | r  uint64 status Wh null    | Energy in all, certified meter | Energie insgesamt, geeichter Zähler | Énergie totale, compteur certifié
tpa         | r  float status W           | Power, mean of 30 s | Leistung, Mittel über 30 s | Puissance, moyenne sur 30 s
mmp         | r  float status W           | Highest power seen | Höchste beobachtete Leistung | Puissance maximale observée
pnp         | r  uint8 status             | Phases in use | Genutzte Phasen | Phases utilisées
pha         | r  list status              | Phases at the contactor | Phasen am Schütz | Phases au contacteur
cll         | r  object status A          | Limits in force | Wirksame Grenzen | Limites en vigueur
cbl         | r  int status A null        | Cable rating | Belastbarkeit des Kabels | Capacité du câble
amt         | r  int status A             | Limit by temperature | Grenze durch Temperatur | Limite thermique
tma         | r  list status °C           | Temperatures | Temperaturen | Températures
fhz         | r  float status Hz null     | Grid frequency | Netzfrequenz | Fréquence du réseau
avgfhz      | r  float status Hz null     | Grid frequency, mean | Netzfrequenz, Mittelwert | Fréquence du réseau, moyenne
cus         | r  uint8 status             | Cable lock | Kabelverriegelung | Verrouillage du câble
ffb         | r  uint8 status             | Cable lock trouble | Problem der Verriegelung | Problème de verrouillage
lck         | r  uint8 status             | Locking in force | Wirksame Art der Verriegelung | Mode de verrouillage en vigueur
rfb         | r  int status               | Contactor feedback | Rückmeldung des Schützes | Retour du contacteur
cdi         | r  object status ms null    | Charging time | Ladezeit | Temps de charge
lmsc        | r  boot-time status s       | Time in this state | Dauer dieses Zustands | Durée de cet état
alwt        | r  boot-time status s       | Time since the permission changed | Zeit seit Änderung der Freigabe | Temps depuis le changement d'autorisation
lcctc       | r  boot-time status s null  | Time since charging began | Zeit seit Ladebeginn | Temps depuis le début de la charge
lccfc       | r  boot-time status s null  | Time since charging ended | Zeit seit Ladeende | Temps depuis la fin de la charge
lccfi       | r  boot-time status s null  | Time since the car came | Zeit seit dem Anstecken | Temps depuis le branchement
lfspt       | r  boot-time status s null  | Time since the phases changed | Zeit seit dem Phasenwechsel | Temps depuis le changement de phases
fsptws      | r  boot-time status s null  | Phase change wanted for | Phasenwechsel gewünscht seit | Changement de phases souhaité depuis
fsp         | rw bool status passing      | One phase chosen by the logic | Von der Logik gewählte Einphasigkeit | Monophasé choisi par la logique
`;
