/** Sharing a supply line with other chargers, and what the grid operator asks for. */
export const gridRows = `
loe    | rw bool config          | Share a supply with other chargers | Anschluss mit anderen Ladestationen teilen | Partager le raccordement avec d'autres bornes
log    | rw text config          | Group that shares the supply | Gruppe am gemeinsamen Anschluss | Groupe du raccordement partagé
lot    | rw object config A      | Current of the whole group | Strom der ganzen Gruppe | Courant de tout le groupe
lof    | rw uint8 config A 6..32 | Current when the group is silent | Strom, wenn die Gruppe schweigt | Courant lorsque le groupe se tait
lop    | rw uint16 config 0..99  | Rank within the group | Rang in der Gruppe | Rang dans le groupe
loty   | rw uint8 config         | How the group shares | Wie die Gruppe teilt | Partage au sein du groupe
lopr   | rw bool config          | Protect the settings of the group | Einstellungen der Gruppe schützen | Protéger les réglages du groupe
loa    | r  uint8 status A null  | Share granted by the group | Von der Gruppe zugeteilter Strom | Courant accordé par le groupe
fse    | r  bool config          | Fallback limit in use | Notgrenze eingeschaltet | Limite de secours en service
fsi    | r  uint8 config A       | Current of the fallback limit | Strom der Notgrenze | Courant de la limite de secours
fsc    | r  int config           | Countdown to the fallback limit | Countdown bis zur Notgrenze | Compte à rebours avant la limite de secours
pgr    | rw bool config          | Protect the grid settings | Netzeinstellungen schützen | Protéger les réglages du réseau
gmtr   | rw int config s         | Wait after a grid fault | Wartezeit nach einem Netzfehler | Attente après un défaut du réseau
gsa    | rw boot-time status ms null passing | Last grid fault at | Letzter Netzfehler bei | Dernier défaut du réseau à
rmif   | rw float config Hz      | Reconnect above frequency | Wieder verbinden ab Frequenz | Reconnexion à partir de la fréquence
rmaf   | rw float config Hz      | Reconnect below frequency | Wieder verbinden bis Frequenz | Reconnexion jusqu'à la fréquence
rmiv   | rw float config V       | Reconnect above voltage | Wieder verbinden ab Spannung | Reconnexion à partir de la tension
rmav   | rw float config V       | Reconnect below voltage | Wieder verbinden bis Spannung | Reconnexion jusqu'à la tension
rsre   | rw bool config          | Raise the current slowly | Strom langsam anheben | Augmenter le courant progressivement
rsrr   | rw float config %/s     | Slope when raising the current | Steilheit beim Anheben des Stroms | Pente de la montée du courant
rsa    | rw boot-time status ms null passing | Raising the current since | Anheben des Stroms seit | Montée du courant depuis
ufe    | rw bool config          | Charge less at low grid frequency | Bei Unterfrequenz weniger laden | Charger moins en sous-fréquence
ufm    | rw uint8 config         | What the reduction refers to | Bezug der Verringerung | Référence de la réduction
ufa    | rw float config Hz      | Charge less below frequency | Weniger laden unter Frequenz | Charger moins sous la fréquence
ufs    | rw float config Hz      | Stop below frequency | Stoppen unter Frequenz | Arrêt sous la fréquence
uve    | rw bool config          | Stop at low voltage | Bei Unterspannung stoppen | Arrêt en sous-tension
uvt    | rw float config V       | Stop below voltage | Stoppen unter Spannung | Arrêt sous la tension
uvs    | rw int config ms        | Low voltage tolerated for | Unterspannung geduldet für | Sous-tension tolérée pendant
nmo    | rw bool config danger   | No earth check (grids without neutral, Norway) | Keine Erdungsprüfung (Netze ohne Neutralleiter, Norwegen) | Sans contrôle de terre (réseaux sans neutre, Norvège)
map    | rw list config          | Wiring of the phases | Anschluss der Phasen | Câblage des phases
di1    | rw bool status passing  | State of the digital input | Zustand des Digitaleingangs | État de l'entrée numérique
din    | r  uint32 status        | All digital inputs as bits | Alle Digitaleingänge als Bits | Toutes les entrées numériques en bits
die    | rw bool config          | Obey the digital input | Digitaleingang beachten | Obéir à l'entrée numérique
dii    | rw bool config          | Reverse the digital input | Digitaleingang umkehren | Inverser l'entrée numérique
pdi    | rw bool config          | Protect the digital input | Digitaleingang absichern | Protéger l'entrée numérique
`;
