/** What decides whether, how fast, when and on how many phases it charges. */
export const controlRows = `
frc       | rw uint8 config                 | Force charging | Laden erzwingen | Forcer la charge
amp       | rw uint8 config A 6..32         | Requested current | Gewünschter Strom | Courant demandé
psm       | rw uint8 config                 | One or three phases | Ein oder drei Phasen | Une ou trois phases
ama       | rw uint8 config A 6..32         | Limit of the installation | Grenze der Installation | Limite de l'installation
mca       | rw uint8 config A 6..32         | Lowest current | Kleinster Strom | Courant minimal
tcl       | rw uint8 config A null passing  | Passing limit (ends after 10 min) | Vorübergehende Grenze (endet nach 10 min) | Limite passagère (expire après 10 min)
clp       | rw list config A                | Current steps of the button | Stromstufen der Taste | Paliers de courant du bouton
la1       | rw uint8 config A               | Limit with a one-phase adapter | Grenze mit einphasigem Adapter | Limite avec adaptateur monophasé
la3       | rw uint8 config A               | Limit with a three-phase adapter | Grenze mit dreiphasigem Adapter | Limite avec adaptateur triphasé
lmo       | rw uint8 config                 | Charging mode | Lademodus | Mode de charge
dwo       | rw float config Wh 0..1000000/10 null | Energy limit of a session | Energiegrenze je Ladevorgang | Limite d'énergie par session
acp       | rw bool config                  | Pauses allowed | Pausen erlaubt | Pauses autorisées
ct        | rw text config length:64        | Car profile | Fahrzeugprofil | Profil du véhicule
cco       | rw float config kWh 0.01..50/0.01 | Car's consumption over 100 km | Verbrauch des Autos auf 100 km | Consommation de la voiture aux 100 km
su        | rw bool config                  | Wake the car by pretending to unplug | Auto durch vorgetäuschtes Ausstecken wecken | Réveiller la voiture par débranchement simulé
sua       | rw bool config                  | Pretend to unplug at every pause | Bei jeder Pause Ausstecken vortäuschen | Simuler un débranchement à chaque pause
sumd      | rw int config ms 0..3600000     | How long it pretends to unplug | Dauer des vorgetäuschten Aussteckens | Durée du débranchement simulé
psmd      | rw int config ms 0..84000000    | Pause while changing phases | Pause beim Phasenwechsel | Pause au changement de phases
fmt       | rw int config ms 0..3600000     | Shortest charging time | Kürzeste Ladezeit | Durée minimale de charge
mci       | rw int config ms 0..84000000    | Keep the car awake every | Auto wach halten alle | Garder la voiture éveillée toutes les
mcpd      | rw int config ms 0..84000000    | Shortest pause | Kürzeste Pause | Pause minimale
mcpea     | rw boot-end status ms 0..84000000 null passing | Shortest pause ends at | Kürzeste Pause endet bei | Fin de la pause minimale à
sch_week  | rw object config                | Timer for weekdays | Zeitplan für Werktage | Programme des jours ouvrables
sch_satur | rw object config                | Timer for Saturdays | Zeitplan für Samstage | Programme des samedis
sch_sund  | rw object config                | Timer for Sundays | Zeitplan für Sonntage | Programme des dimanches
ate       | rw float config Wh 0..100000/10 | Energy for the next trip | Energie für die nächste Fahrt | Énergie pour le prochain trajet
att       | rw int config s 0..86399        | Next trip, seconds after midnight | Nächste Fahrt, Sekunden nach Mitternacht | Prochain trajet, secondes après minuit
ara       | rw bool config                  | Go on in eco mode once the trip's energy is in | Nach der Fahrtenergie im Eco-Modus weiterladen | Continuer en mode éco une fois l'énergie du trajet chargée
atp       | r  object status null           | Plan for the next trip | Plan für die nächste Fahrt | Plan du prochain trajet
tlf       | r  bool status                  | Trial charge finished | Probeladung abgeschlossen | Charge d'essai terminée
tls       | r  boot-time status s null      | Time since the trial charge began | Zeit seit Beginn der Probeladung | Temps depuis le début de la charge d'essai
rdbf      | rw int config s 0..84000        | Random wait before a cheap hour starts | Zufällige Wartezeit zu Beginn günstiger Stunden | Attente aléatoire au début des heures avantageuses
rdbfe     | rw boot-end config ms null passing | Wait before the cheap hour ends at | Wartezeit zu Beginn günstiger Stunden endet bei | Fin de l'attente des heures avantageuses à
rdef      | rw int config s 0..84000        | Random wait after a cheap hour ends | Zufälliger Nachlauf günstiger Stunden | Prolongation aléatoire des heures avantageuses
rdefe     | rw boot-end config ms null passing | Wait after the cheap hour ends at | Nachlauf günstiger Stunden endet bei | Fin de la prolongation des heures avantageuses à
rdbs      | rw int config s 0..84000        | Random wait before a timer starts | Zufällige Wartezeit zu Beginn des Zeitplans | Attente aléatoire au début du programme
rdbse     | rw boot-end config ms null passing | Wait before the timer ends at | Wartezeit zu Beginn des Zeitplans endet bei | Fin de l'attente du programme à
rdes      | rw int config s 0..84000        | Random wait after a timer ends | Zufälliger Nachlauf des Zeitplans | Prolongation aléatoire du programme
rdese     | rw boot-end config ms null passing | Wait after the timer ends at | Nachlauf des Zeitplans endet bei | Fin de la prolongation du programme à
rdpl      | rw int config s 0..84000        | Random wait after plugging in | Zufällige Wartezeit nach dem Anstecken | Attente aléatoire après le branchement
rdple     | rw boot-end config ms null passing | Wait after plugging in ends at | Wartezeit nach dem Anstecken endet bei | Fin de l'attente après le branchement à
rdre      | rw int config s 0..84000        | Random wait after a power cut | Zufällige Wartezeit nach Stromausfall | Attente aléatoire après une coupure
rdree     | rw boot-end config ms null passing | Wait after the power cut ends at | Wartezeit nach Stromausfall endet bei | Fin de l'attente après la coupure à
`;
