/** Keys of the go-eController, a separate box that measures the house. No charger has them. */
export const controllerRows = `
usv  | r  list status V       | Voltage sensors | Spannungssensoren | Capteurs de tension
usn  | r  list config         | Names of the voltage sensors | Namen der Spannungssensoren | Noms des capteurs de tension
isv  | r  list status         | Current sensors | Stromsensoren | Capteurs de courant
isn  | r  list config         | Names of the current sensors | Namen der Stromsensoren | Noms des capteurs de courant
iim  | rw list config         | Current sensors mounted the other way round | Verkehrt herum montierte Stromsensoren | Capteurs de courant montés à l'envers
ips  | rw list config         | Phases of the current sensors | Phasen der Stromsensoren | Phases des capteurs de courant
ccn  | rw list config         | Names of the categories | Namen der Kategorien | Noms des catégories
ccp  | r  list status W       | Powers of the categories | Leistungen der Kategorien | Puissances des catégories
cpc  | r  list status A       | Currents of the categories | Ströme der Kategorien | Courants des catégories
cec  | r  list status Wh      | Energies of the categories | Energien der Kategorien | Énergies des catégories
ccf  | rw list status         | How sensors add up to categories | Wie Sensoren sich zu Kategorien summieren | Comment les capteurs forment les catégories
bri  | r  int status          | Brightness of the room | Helligkeit des Raums | Luminosité de la pièce
mece | rw bool config         | Read a Mecmeter | Einen Mecmeter lesen | Lire un Mecmeter
mecu | rw url config          | Address of the Mecmeter | Adresse des Mecmeters | Adresse du Mecmeter
mecd | r  object status       | Values of the Mecmeter | Werte des Mecmeters | Valeurs du Mecmeter
mecf | rw list status         | How the Mecmeter adds up to categories | Wie der Mecmeter sich zu Kategorien summiert | Comment le Mecmeter forme les catégories
mme  | rw bool config         | Ask another device over Modbus | Ein anderes Gerät über Modbus fragen | Interroger un autre appareil par Modbus
mmh  | rw text config         | Address of the device asked over Modbus | Adresse des über Modbus gefragten Geräts | Adresse de l'appareil interrogé par Modbus
`;
