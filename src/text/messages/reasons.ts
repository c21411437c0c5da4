import type { Localized, ReasonKey } from "#domain";
import { say } from "./localized.ts";

/** Why something was decided, one sentence per effect of each rule. Text in square brackets needs all of its facts. */
export const reasonTexts: Readonly<Record<ReasonKey, Localized>> = {
  "request.mode-set": say(
    "You chose the mode “{mode}”.",
    "Du hast den Modus „{mode}“ gewählt.",
    "Vous avez choisi le mode « {mode} ».",
  ),
  "request.limits-set": say(
    "The car now charges with {lowestCurrentA} to {highestCurrentA}.",
    "Das Auto lädt jetzt mit {lowestCurrentA} bis {highestCurrentA}.",
    "La voiture charge désormais entre {lowestCurrentA} et {highestCurrentA}.",
  ),
  "request.phases-set": say(
    "Number of phases for charging: {phases}.",
    "Zahl der Phasen beim Laden: {phases}.",
    "Nombre de phases pour la charge : {phases}.",
  ),
  "request.goal-set": say(
    "The car shall have {energyWh} by {byAt}.",
    "Das Auto soll bis {byAt} {energyWh} bekommen.",
    "La voiture doit recevoir {energyWh} avant {byAt}.",
  ),
  "request.goal-cleared": say(
    "The charging goal has been removed.",
    "Das Ladeziel ist aufgehoben.",
    "L'objectif de charge est supprimé.",
  ),
  "request.stop-set": say(
    "Charging is stopped until {untilAt}.",
    "Das Laden ist bis {untilAt} angehalten.",
    "La charge est arrêtée jusqu'à {untilAt}.",
  ),
  "request.stop-ended": say(
    "The stop you asked for is over.",
    "Die gewünschte Pause ist vorbei.",
    "La pause demandée est terminée.",
  ),
  "request.stop-by-user-ended": say(
    "Somebody started the charger elsewhere, so the stop you asked for is over.",
    "Jemand hat die Wallbox anderswo gestartet, darum ist die gewünschte Pause vorbei.",
    "Quelqu'un a démarré la borne ailleurs, la pause demandée est donc terminée.",
  ),
  "request.stop-cleared": say(
    "The stop you asked for has been removed.",
    "Die gewünschte Pause ist aufgehoben.",
    "La pause demandée est supprimée.",
  ),
  "request.battery-set": say(
    "You want the battery like this: {intent}.",
    "So soll die Batterie arbeiten: {intent}.",
    "La batterie doit fonctionner ainsi : {intent}.",
  ),
  "request.battery-cleared": say(
    "Your wish for the battery has been removed.",
    "Dein Wunsch für die Batterie ist aufgehoben.",
    "Votre souhait pour la batterie est supprimé.",
  ),
  "request.sharing-car-first": say(
    "You want the car to get the sun first, and the battery what is left.",
    "Zuerst bekommt das Auto die Sonne, die Batterie den Rest.",
    "La voiture a le soleil en premier, la batterie a le reste.",
  ),
  "request.sharing-battery-first": say(
    "You want the battery to get the sun first, and the car what is left.",
    "Zuerst bekommt die Batterie die Sonne, das Auto den Rest.",
    "La batterie a le soleil en premier, la voiture a le reste.",
  ),
  "request.sharing-share": say(
    "You want the battery to get {shareW} of the sun, and the car the rest.",
    "Von der Sonne bekommt die Batterie {shareW}, das Auto den Rest.",
    "La batterie a {shareW} du soleil, la voiture a le reste.",
  ),
  "request.sharing-cleared": say(
    "The sun is shared as the configuration says again.",
    "Die Sonne wird wieder geteilt, wie es in der Konfiguration steht.",
    "Le soleil est de nouveau partagé comme le dit la configuration.",
  ),
  "request.battery-ended": say(
    "The time for your battery wish is over: {intent}.",
    "Die Zeit für deinen Wunsch an die Batterie ist um: {intent}.",
    "Le délai de votre souhait pour la batterie est écoulé : {intent}.",
  ),
  "request.resumed": say(
    "Sunsteer steers this again.",
    "Sunsteer steuert das wieder.",
    "Sunsteer reprend la commande.",
  ),
  "request.nothing-to-resume": say(
    "Nobody has taken this out of our hands.",
    "Niemand hat das von Hand umgestellt.",
    "Personne n'a repris la main sur cet appareil.",
  ),
  "request.regulated-by-sunsteer": say(
    "From now on Sunsteer makes the charger follow the sun.",
    "Ab jetzt führt Sunsteer die Wallbox der Sonne nach.",
    "Désormais, Sunsteer fait suivre le soleil à la borne.",
  ),
  "request.regulated-by-charger": say(
    "From now on the charger follows the sun by itself, on values that Sunsteer sends it.",
    "Ab jetzt folgt die Wallbox der Sonne selbst, mit Werten, die Sunsteer ihr schickt.",
    "Désormais, la borne suit elle-même le soleil, avec les valeurs que Sunsteer lui envoie.",
  ),
  "request.surplus-sent": say(
    "The charger was told once: grid {gridW}[, sun {solarW}][, battery {batteryW}].",
    "Die Wallbox hat einmal erfahren: Netz {gridW}[, Sonne {solarW}][, Batterie {batteryW}].",
    "La borne a reçu une fois : réseau {gridW}[, soleil {solarW}][, batterie {batteryW}].",
  ),
  "request.value-set": say(
    "You set “{key}” to {value}.",
    "Du hast „{key}“ auf {value} gesetzt.",
    "Vous avez réglé « {key} » sur {value}.",
  ),
  "request.unknown-device": say(
    "There is no device of that name in this home.",
    "Ein Gerät mit diesem Namen gibt es in diesem Haus nicht.",
    "Aucun appareil de ce nom n'existe dans cette maison.",
  ),
  "request.limits-refused": say(
    "These limits are not possible, the charger allows {lowestCurrentA} to {highestCurrentA}.",
    "Diese Grenzen gehen nicht, die Wallbox erlaubt {lowestCurrentA} bis {highestCurrentA}.",
    "Ces limites sont impossibles, la borne accepte de {lowestCurrentA} à {highestCurrentA}.",
  ),
  "request.phases-refused": say(
    "This charger cannot be set to this number of phases: {phases}.",
    "Diese Wallbox lässt sich nicht auf diese Zahl von Phasen stellen: {phases}.",
    "Cette borne ne peut pas être réglée sur ce nombre de phases : {phases}.",
  ),
  "request.goal-past": say(
    "The time of this goal is already past.",
    "Der Zeitpunkt dieses Ziels ist schon vorbei.",
    "L'heure de cet objectif est déjà passée.",
  ),
  "request.goal-empty": say(
    "A goal needs an amount of energy and a time.",
    "Ein Ziel braucht eine Energiemenge und einen Zeitpunkt.",
    "Un objectif demande une quantité d'énergie et une heure.",
  ),
  "request.goal-needs-energy": say(
    "How full the car is cannot be read here, so please give the goal as energy.",
    "Wie voll das Auto ist, lässt sich hier nicht ablesen; bitte gib das Ziel als Energie an.",
    "Le niveau de la voiture n'est pas lisible ici, indiquez plutôt l'objectif en énergie.",
  ),
  "request.duration-refused": say(
    "A stop must last between one second and seven days.",
    "Eine Pause muss zwischen einer Sekunde und sieben Tagen dauern.",
    "Une pause doit durer entre une seconde et sept jours.",
  ),
  "request.battery-refused": say(
    "This battery cannot do that: {intent}.",
    "Das kann diese Batterie nicht: {intent}.",
    "Cette batterie ne peut pas faire cela : {intent}.",
  ),
  "request.sharing-refused": say(
    "For a share the battery's power is needed, in watts above zero: shareW.",
    "Zum Teilen gehört die Leistung für die Batterie, in Watt über null: shareW.",
    "Pour partager, il faut la puissance de la batterie, en watts au-dessus de zéro : shareW.",
  ),
  "request.regulation-refused": say(
    "This charger cannot follow the sun by itself.",
    "Diese Wallbox kann der Sonne nicht selbst folgen.",
    "Cette borne ne peut pas suivre le soleil elle-même.",
  ),
  "request.surplus-refused": say(
    "This charger takes no values for a regulation of its own.",
    "Diese Wallbox nimmt keine Werte für eine eigene Regelung an.",
    "Cette borne n'accepte pas de valeurs pour une régulation propre.",
  ),
  "mode.off": say("Charging is switched off.", "Das Laden ist ausgeschaltet.", "La charge est désactivée."),
  "mode.fast": say(
    "The car charges as fast as it can, with up to {currentA}.",
    "Das Auto lädt so schnell es geht, mit bis zu {currentA}.",
    "La voiture charge au plus vite, jusqu'à {currentA}.",
  ),
  "mode.stopped": say(
    "You stopped charging, until {untilAt}.",
    "Du hast das Laden angehalten, bis {untilAt}.",
    "Vous avez arrêté la charge, jusqu'à {untilAt}.",
  ),
  "mode.no-car": say("No car is connected.", "Es ist kein Auto angeschlossen.", "Aucune voiture n'est branchée."),
  "mode.unknown-car": say(
    "The charger does not tell whether a car is there, so nothing is started.",
    "Die Wallbox meldet nicht, ob ein Auto da ist; darum wird nichts gestartet.",
    "La borne n'indique pas si une voiture est là, donc rien ne démarre.",
  ),
  "mode.faulty": say(
    "The charger reports a fault, so it is left alone.",
    "Die Wallbox meldet eine Störung und wird darum in Ruhe gelassen.",
    "La borne signale un défaut, elle n'est donc plus commandée.",
  ),
  "mode.full": say(
    "The car is full or takes no more.",
    "Das Auto ist voll oder nimmt nichts mehr an.",
    "La voiture est pleine ou n'accepte plus rien.",
  ),
  "surplus-feed.charger-regulates": say(
    "The charger follows the sun by itself; {surplusW} is left over.",
    "Die Wallbox folgt der Sonne selbst; {surplusW} sind übrig.",
    "La borne suit elle-même le soleil ; il reste {surplusW}.",
  ),
  "surplus-feed.no-data": say(
    "The meter gives no value fresh enough for the charger's own regulation, so it is told nothing and pauses.",
    "Der Zähler liefert keinen Wert, der für die Regelung der Wallbox frisch genug ist; sie erfährt nichts und pausiert.",
    "Le compteur ne donne pas de valeur assez récente pour la régulation de la borne, elle ne reçoit rien et fait une pause.",
  ),
  "surplus-feed.data-too-old": say(
    "The values of the house[, {ageS} old,] are too slow for the charger's own regulation, so Sunsteer steers it.",
    "Die Werte des Hauses[, {ageS} alt,] sind für die Regelung der Wallbox zu langsam, darum steuert Sunsteer.",
    "Les valeurs de la maison[, vieilles de {ageS},] sont trop lentes pour la régulation de la borne, Sunsteer la commande donc.",
  ),
  "surplus-feed.not-received": say(
    "The charger does not show the values it is sent, so Sunsteer steers it until {untilAt}.",
    "Die Wallbox zeigt die Werte nicht, die sie bekommt; darum steuert Sunsteer bis {untilAt}.",
    "La borne ne montre pas les valeurs envoyées, Sunsteer la commande donc jusqu'à {untilAt}.",
  ),
  "surplus-feed.not-taken": say(
    "The charger's own solar mode could not be kept on, so Sunsteer steers it until {untilAt}.",
    "Der eigene Solarbetrieb der Wallbox ließ sich nicht halten; darum steuert Sunsteer bis {untilAt}.",
    "Le mode solaire de la borne n'a pas pu être maintenu, Sunsteer la commande donc jusqu'à {untilAt}.",
  ),
  "surplus-feed.unsupported": say(
    "This charger cannot follow the sun by itself, so Sunsteer steers it.",
    "Diese Wallbox kann der Sonne nicht selbst folgen, darum steuert Sunsteer.",
    "Cette borne ne peut pas suivre le soleil elle-même, Sunsteer la commande donc.",
  ),
  "surplus-feed.one-at-a-time": say(
    "Another charger already follows the sun by itself and two would chase each other, so Sunsteer steers this one.",
    "Eine andere Wallbox folgt der Sonne schon selbst und zwei jagten einander; darum steuert Sunsteer diese.",
    "Une autre borne suit déjà le soleil elle-même et deux se gêneraient, Sunsteer commande donc celle-ci.",
  ),
  "surplus-feed.minimum-needs-us": say(
    "By itself the charger would pause without sun; for a minimum current Sunsteer steers it.",
    "Von selbst würde die Wallbox ohne Sonne pausieren; für einen Mindeststrom steuert Sunsteer.",
    "Seule, la borne ferait une pause sans soleil ; pour un courant minimal, Sunsteer la commande.",
  ),
  "solar.charging": say(
    "The car charges with {currentA}, because {surplusW} of sun is left over.",
    "Das Auto lädt mit {currentA}, weil {surplusW} Sonne übrig sind.",
    "La voiture charge avec {currentA}, car il reste {surplusW} de soleil.",
  ),
  "solar.above-sun": say(
    "The car charges with its minimum of {currentA}, only {surplusW} of sun is left over.",
    "Das Auto lädt mit mindestens {currentA}, obwohl nur {surplusW} Sonne übrig sind.",
    "La voiture charge au minimum de {currentA}, bien qu'il ne reste que {surplusW} de soleil.",
  ),
  "solar.bridging": say(
    "Only {surplusW} of {neededW} is left over; charging goes on until {untilAt} in case the sun returns.",
    "Von {neededW} sind nur {surplusW} übrig; das Laden läuft bis {untilAt} weiter, falls die Sonne zurückkommt.",
    "Il ne reste que {surplusW} sur {neededW} ; la charge continue jusqu'à {untilAt} si le soleil revient.",
  ),
  "solar.starting-soon": say(
    "{surplusW} of sun is left over; charging starts at {startAt} if it lasts.",
    "{surplusW} Sonne sind übrig; das Laden beginnt um {startAt}, wenn es so bleibt.",
    "Il reste {surplusW} de soleil ; la charge commence à {startAt} si cela dure.",
  ),
  "solar.waiting": say(
    "Waiting for sun: {surplusW} is left over, {neededW} is needed.",
    "Warten auf Sonne: {surplusW} sind übrig, {neededW} werden gebraucht.",
    "En attente de soleil : il reste {surplusW}, il faut {neededW}.",
  ),
  "solar.stopped": say(
    "Charging stopped: only {surplusW} is left over, {neededW} is needed.",
    "Das Laden ist beendet: nur {surplusW} sind übrig, {neededW} werden gebraucht.",
    "La charge s'arrête : il ne reste que {surplusW}, il faut {neededW}.",
  ),
  "solar.others-first": say(
    "Another car comes first: {surplusW} is left for this one, {neededW} is needed.",
    "Ein anderes Auto hat Vorrang: {surplusW} bleiben für dieses, {neededW} werden gebraucht.",
    "Une autre voiture est prioritaire : il reste {surplusW} pour celle-ci, il faut {neededW}.",
  ),
  "solar.phases-changed": say(
    "The number of phases is now {phases}, because {surplusW} of sun is left over.",
    "Die Zahl der Phasen ist jetzt {phases}, weil {surplusW} Sonne übrig sind.",
    "Le nombre de phases passe à {phases}, car il reste {surplusW} de soleil.",
  ),
  "solar.no-data": say(
    "It is not known how much sun is left over, so nothing changes.",
    "Wie viel Sonne übrig ist, ist nicht bekannt; darum ändert sich nichts.",
    "On ne sait pas combien de soleil il reste, donc rien ne change.",
  ),
  "goal.waiting": say(
    "{remainingWh} is still to come by {byAt}; full power starts at {startAt} at the latest.",
    "Bis {byAt} fehlen noch {remainingWh}; mit voller Leistung geht es spätestens um {startAt} los.",
    "Il manque encore {remainingWh} avant {byAt} ; la pleine puissance démarre au plus tard à {startAt}.",
  ),
  "goal.charging": say(
    "The car charges at full power to get the missing {remainingWh} by {byAt}.",
    "Das Auto lädt mit voller Leistung, damit die fehlenden {remainingWh} bis {byAt} da sind.",
    "La voiture charge à pleine puissance pour recevoir les {remainingWh} manquants avant {byAt}.",
  ),
  "goal.reached": say(
    "The charging goal of {energyWh} is reached.",
    "Das Ladeziel von {energyWh} ist erreicht.",
    "L'objectif de charge de {energyWh} est atteint.",
  ),
  "goal.missed": say(
    "The charging goal of {energyWh} was not reached by {byAt}.",
    "Das Ladeziel von {energyWh} wurde bis {byAt} nicht erreicht.",
    "L'objectif de charge de {energyWh} n'a pas été atteint avant {byAt}.",
  ),
  "battery-rule.active": say(
    "Your rule “{name}” is in force[ until {untilAt}]: {intent}.",
    "Deine Regel „{name}“ gilt[ bis {untilAt}]: {intent}.",
    "Votre règle « {name} » s'applique[ jusqu'à {untilAt}] : {intent}.",
  ),
  "battery-rule.unavailable": say(
    "Your rule “{name}” wants “{intent}”, which this battery cannot do.",
    "Deine Regel „{name}“ verlangt „{intent}“, was diese Batterie nicht kann.",
    "Votre règle « {name} » demande « {intent} », ce que cette batterie ne sait pas faire.",
  ),
  "ev-guard.holding": say(
    "The battery does not discharge while a car takes {drawW} more than the sun gives.",
    "Die Batterie gibt nichts ab, solange ein Auto {drawW} mehr nimmt, als die Sonne liefert.",
    "La batterie ne se décharge pas tant qu'une voiture prend {drawW} de plus que le soleil.",
  ),
  "ev-guard.holding-signal": say(
    "The battery does not discharge, because {signal} says that a car is charging.",
    "Die Batterie gibt nichts ab, weil {signal} meldet, dass ein Auto lädt.",
    "La batterie ne se décharge pas, car {signal} signale qu'une voiture charge.",
  ),
  "ev-guard.holding-unsure": say(
    "The battery does not discharge while a car charges, because the meter's news is too rare to see every cloud.",
    "Die Batterie gibt nichts ab, solange ein Auto lädt, weil der Zähler zu selten meldet, um jede Wolke zu sehen.",
    "La batterie ne se décharge pas tant qu'une voiture charge, car le compteur informe trop rarement pour voir chaque nuage.",
  ),
  "ev-guard.signal-lost": say(
    "{signal} has stopped telling that a car is charging; the battery is free again at {untilAt}.",
    "{signal} meldet nicht mehr, dass ein Auto lädt; ab {untilAt} ist die Batterie wieder frei.",
    "{signal} ne signale plus qu'une voiture charge ; la batterie redevient libre à {untilAt}.",
  ),
  "ev-guard.unavailable-signal": say(
    "{signal} says that a car is charging, but this battery cannot be held back.",
    "{signal} meldet, dass ein Auto lädt, aber diese Batterie lässt sich nicht zurückhalten.",
    "{signal} signale qu'une voiture charge, mais cette batterie ne peut pas être retenue.",
  ),
  "ev-guard.ending": say(
    "No car needs more than the sun any more; the battery is free again at {untilAt}.",
    "Kein Auto braucht mehr als die Sonne; ab {untilAt} ist die Batterie wieder frei.",
    "Aucune voiture ne dépasse plus le soleil ; la batterie redevient libre à {untilAt}.",
  ),
  "ev-guard.unavailable": say(
    "A car takes {drawW} more than the sun gives, but this battery cannot be held back.",
    "Ein Auto nimmt {drawW} mehr, als die Sonne liefert, aber diese Batterie lässt sich nicht zurückhalten.",
    "Une voiture prend {drawW} de plus que le soleil, mais cette batterie ne peut pas être retenue.",
  ),
  "battery-request.wanted": say(
    "The battery does what you asked for: {intent}.",
    "Die Batterie macht, was du wolltest: {intent}.",
    "La batterie fait ce que vous avez demandé : {intent}.",
  ),
  "battery-request.reserve": say(
    "The battery keeps {socPercent} in reserve, as configured.",
    "Die Batterie behält wie eingestellt {socPercent} als Reserve.",
    "La batterie garde {socPercent} en réserve, comme configuré.",
  ),
  "battery-request.charge-waiting": say(
    "The battery starts charging at {startAt}, to have {toPercent} by {byAt}.",
    "Die Batterie beginnt um {startAt} zu laden, damit sie bis {byAt} auf {toPercent} ist.",
    "La batterie commence à charger à {startAt}, pour atteindre {toPercent} d'ici {byAt}.",
  ),
  "battery-request.charging": say(
    "The battery charges now, also from the grid, to have {toPercent} by {byAt}.",
    "Die Batterie lädt jetzt, auch aus dem Netz, damit sie bis {byAt} auf {toPercent} ist.",
    "La batterie charge, aussi depuis le réseau, pour atteindre {toPercent} d'ici {byAt}.",
  ),
  "battery-request.charged": say(
    "The battery has reached {toPercent} and keeps it until {byAt}.",
    "Die Batterie hat {toPercent} erreicht und behält das bis {byAt}.",
    "La batterie a atteint {toPercent} et les garde jusqu'à {byAt}.",
  ),
  "restore.given-back": say(
    "The reason for this battery setting has ended, so the earlier setting returns: no more “{intent}”.",
    "Der Grund für diese Einstellung der Batterie ist vorbei, darum gilt wieder die frühere: kein „{intent}“ mehr.",
    "La raison de ce réglage de la batterie a disparu, l'ancien réglage revient : plus de « {intent} ».",
  ),
  "restore.after-restart": say(
    "After a restart the battery still had our setting “{intent}”, so the earlier one returns.",
    "Nach einem Neustart hatte die Batterie noch unsere Einstellung „{intent}“, darum gilt wieder die frühere.",
    "Après un redémarrage, la batterie avait encore notre réglage « {intent} », l'ancien revient donc.",
  ),
  "restore.memory-lost": say(
    "What was remembered of earlier decisions could not be read, so control starts afresh.",
    "Was von früheren Entscheidungen gemerkt war, ließ sich nicht lesen; die Steuerung beginnt darum neu.",
    "La mémoire des décisions passées est illisible, la commande repart donc de zéro.",
  ),
  "user-wins.until-reason-ends": say(
    "You set the battery otherwise at the device; that stays until the reason for “{intent}” is over.",
    "Du hast die Batterie am Gerät anders eingestellt; das bleibt, bis der Grund für „{intent}“ vorbei ist.",
    "Vous avez réglé la batterie autrement sur l'appareil ; cela reste jusqu'à la fin de la raison de « {intent} ».",
  ),
  "user-wins.until-unplug": say(
    "You set the battery otherwise than “{intent}” at the device; that stays until a car is plugged in or out.",
    "Du hast die Batterie am Gerät anders eingestellt als „{intent}“; das bleibt, bis ein Auto an- oder abgesteckt wird.",
    "Vous avez réglé la batterie autrement que « {intent} » ; cela reste jusqu'à ce qu'une voiture soit branchée ou débranchée.",
  ),
  "user-wins.for-a-day": say(
    "You set the battery otherwise than “{intent}” at the device; that stays until {untilAt}.",
    "Du hast die Batterie am Gerät anders eingestellt als „{intent}“; das bleibt bis {untilAt}.",
    "Vous avez réglé la batterie autrement que « {intent} » sur l'appareil ; cela reste jusqu'à {untilAt}.",
  ),
  "user-wins.ended": say(
    "What you set at the device in place of “{intent}” has had its time; Sunsteer steers the battery again.",
    "Was du am Gerät statt „{intent}“ eingestellt hast, hatte seine Zeit; Sunsteer steuert die Batterie wieder.",
    "Votre réglage à la place de « {intent} » a fait son temps ; Sunsteer commande de nouveau la batterie.",
  ),
  "wake-up.trying": say(
    "The car was paused and has taken nothing since {sinceAt} although it may, so it is woken: the charger pretends to unplug it.",
    "Das Auto war angehalten und nimmt seit {sinceAt} nichts, obwohl es darf; darum wird es geweckt: Die Wallbox täuscht ein Abstecken vor.",
    "La voiture était en pause et ne prend rien depuis {sinceAt} bien qu'elle le puisse ; on la réveille : la borne simule un débranchement.",
  ),
  "wake-up.woken": say(
    "The car was asleep and charges again.",
    "Das Auto hatte geschlafen und lädt wieder.",
    "La voiture dormait et se recharge de nouveau.",
  ),
  "wake-up.in-vain": say(
    "The car could not be woken: it is full, has its own timer, or wants to be woken at the car.",
    "Das Auto ließ sich nicht wecken: Es ist voll, hat einen eigenen Zeitplan oder will am Auto geweckt werden.",
    "La voiture n'a pas pu être réveillée : elle est pleine, suit son propre programme ou doit être réveillée sur place.",
  ),
  "surplus-watchdog.stopped": say(
    "The charger went on by itself although no sun was left over, so it is stopped until {untilAt}.",
    "Die Wallbox lud von selbst weiter, obwohl keine Sonne übrig war; darum ist sie bis {untilAt} angehalten.",
    "La borne continuait seule sans soleil disponible, elle est donc arrêtée jusqu'à {untilAt}.",
  ),
  "stale-data.holding": say(
    "There is no fresh value from the meter[ for {ageS}]; for the moment everything stays as it is.",
    "Vom Zähler kommt[ seit {ageS}] kein frischer Wert; vorerst bleibt alles, wie es ist.",
    "Le compteur ne donne pas de valeur récente[ depuis {ageS}] ; pour le moment, rien ne change.",
  ),
  "stale-data.lowered": say(
    "The meter has been silent for {ageS}, so the car charges with only {currentA}.",
    "Der Zähler schweigt seit {ageS}, darum lädt das Auto nur mit {currentA}.",
    "Le compteur est muet depuis {ageS}, la voiture ne charge donc qu'avec {currentA}.",
  ),
  "stale-data.stopped": say(
    "The meter has been silent for {ageS}, so solar charging is stopped until it returns.",
    "Der Zähler schweigt seit {ageS}, darum ruht das Laden mit Sonne, bis er sich wieder meldet.",
    "Le compteur est muet depuis {ageS}, la charge solaire est donc arrêtée jusqu'à son retour.",
  ),
  "stale-data.without-meter": say(
    "The meter has been silent for {ageS}; the car goes on with {currentA}, within what is safe without it.",
    "Der Zähler schweigt seit {ageS}; das Auto lädt mit {currentA} weiter, soweit das ohne ihn sicher ist.",
    "Le compteur est muet depuis {ageS} ; la voiture continue avec {currentA}, dans les limites sûres sans lui.",
  ),
  "fuse.limited": say(
    "The car charges with only {currentA}, because the house connection bears {fuseA}.",
    "Das Auto lädt nur mit {currentA}, weil der Hausanschluss {fuseA} verträgt.",
    "La voiture ne charge qu'avec {currentA}, car le raccordement supporte {fuseA}.",
  ),
  "fuse.paused": say(
    "The car waits, because the house leaves too little of the {fuseA} of its connection.",
    "Das Auto wartet, weil das Haus von den {fuseA} seines Anschlusses zu wenig übrig lässt.",
    "La voiture attend, car la maison laisse trop peu des {fuseA} de son raccordement.",
  ),
  "fuse.limited-without-phases": say(
    "The car charges with only {currentA}: of {fuseA}, {housePeakA} is kept for the house, which no fast meter watches.",
    "Das Auto lädt nur mit {currentA}: von {fuseA} bleiben {housePeakA} für das Haus, das kein schneller Zähler misst.",
    "La voiture ne charge qu'avec {currentA} : sur {fuseA}, {housePeakA} sont gardés pour la maison, sans compteur rapide.",
  ),
  "fuse.paused-without-phases": say(
    "The car waits: of {fuseA}, {housePeakA} is kept for the house, which no fast meter watches.",
    "Das Auto wartet: von {fuseA} bleiben {housePeakA} für das Haus, das kein schneller Zähler misst.",
    "La voiture attend : sur {fuseA}, {housePeakA} sont gardés pour la maison, sans compteur rapide.",
  ),
  "not-obeying.repeating": say(
    "The car takes {drawW} although only {allowedW} is allowed, so the charger is told again.",
    "Das Auto nimmt {drawW}, obwohl nur {allowedW} erlaubt sind; die Wallbox bekommt den Befehl noch einmal.",
    "La voiture prend {drawW} alors que {allowedW} sont permis, la borne reçoit donc l'ordre à nouveau.",
  ),
  "not-obeying.stopped": say(
    "The charger did not follow its commands, so it is stopped until {untilAt}.",
    "Die Wallbox ist ihren Befehlen nicht gefolgt und bleibt darum bis {untilAt} angehalten.",
    "La borne n'a pas suivi ses ordres, elle est donc arrêtée jusqu'à {untilAt}.",
  ),
  "device-down.waiting": say(
    "The device has not answered since {sinceAt}, so it gets no new commands.",
    "Das Gerät antwortet seit {sinceAt} nicht und bekommt darum keine neuen Befehle.",
    "L'appareil ne répond plus depuis {sinceAt}, il ne reçoit donc plus d'ordres.",
  ),
};
