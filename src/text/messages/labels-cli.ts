import type { Localized } from "#domain";
import { say } from "./localized.ts";

/** What the commands print besides reasons and problems. */
export const cliLabels = {
  "cli.demo-ready": say(
    "The demo home “{name}” runs: {url}",
    "Das Vorführhaus „{name}“ läuft: {url}",
    "La maison de démonstration « {name} » fonctionne : {url}",
  ),
  "cli.home-ready": say("“{name}” runs: {url}", "„{name}“ läuft: {url}", "« {name} » fonctionne : {url}"),
  "cli.diagnosed": say(
    "Written: {path}. Secrets and names are left out; look through it before you attach it to a report.",
    "Geschrieben: {path}. Geheimes und Namen fehlen; sieh es durch, bevor du es einer Meldung beilegst.",
    "Écrit : {path}. Les secrets et les noms sont omis ; relisez-le avant de le joindre à un rapport.",
  ),
  "cli.simulating": say("Simulating", "Simulation läuft", "Simulation en cours"),
  "cli.simulated": say(
    "Simulated {days} days of the home “{preset}” in {forS}.",
    "{days} Tage des Hauses „{preset}“ in {forS} simuliert.",
    "{days} jours de la maison « {preset} » simulés en {forS}.",
  ),
  "cli.contacting": say("Contacting the devices", "Geräte werden gefragt", "Contact avec les appareils"),
  "cli.device": say("Device", "Gerät", "Appareil"),
  "cli.driver": say("Driver", "Treiber", "Pilote"),
  "cli.result": say("Result", "Ergebnis", "Résultat"),
  "cli.offers": say("Offers", "Bietet", "Propose"),
  "cli.answers": say("answers", "antwortet", "répond"),
  "cli.ago": say("{ageS} ago", "vor {ageS}", "il y a {ageS}"),
  "cli.calls-left": say(
    "{left} of {max} calls left",
    "noch {left} von {max} Aufrufen",
    "encore {left} appels sur {max}",
  ),
  "cli.stale-for": say("stale, {ageS} old", "veraltet, {ageS} alt", "périmé, date de {ageS}"),
  "cli.config-renewed": say(
    "{path} had the older form {version} and was brought up to date; the old text is in {backup}.",
    "{path} hatte die ältere Form {version} und wurde erneuert; der alte Text steht in {backup}.",
    "{path} avait l'ancienne forme {version} et a été mis à jour ; l'ancien texte est dans {backup}.",
  ),
  "cli.config-not-renewed": say(
    "{path} has the older form {version} and cannot be rewritten[ ({detail})]; it is read as if it were new.",
    "{path} hat die ältere Form {version} und lässt sich nicht erneuern[ ({detail})]; sie wird gelesen, als wäre sie neu.",
    "{path} a l'ancienne forme {version} et ne peut pas être mis à jour[ ({detail})] ; il est lu comme s'il était neuf.",
  ),
  "cli.scaffolded": say(
    "Written: {what}. Its tests pass already; {doc} tells how to go on.",
    "Geschrieben: {what}. Die Tests laufen schon; {doc} sagt, wie es weitergeht.",
    "Écrit : {what}. Ses tests passent déjà ; {doc} dit comment continuer.",
  ),
  "cli.replaying": say("Deciding again", "Es wird neu entschieden", "Les décisions sont refaites"),
  "cli.replayed": say(
    "{decisions} decisions with {commands} commands from {fromAt} to {toAt} come out exactly as they were recorded.",
    "{decisions} Entscheidungen mit {commands} Befehlen von {fromAt} bis {toAt} fallen genau so aus, wie sie aufgenommen wurden.",
    "{decisions} décisions avec {commands} commandes de {fromAt} à {toAt} sont exactement celles qui ont été enregistrées.",
  ),
  "cli.reloaded": say(
    "The configuration was read again.",
    "Die Konfiguration wurde neu gelesen.",
    "La configuration a été relue.",
  ),
  "cli.not-reloaded": say(
    "The configuration was not taken over; the earlier one stays in force.",
    "Die Konfiguration wurde nicht übernommen; die frühere gilt weiter.",
    "La configuration n'a pas été reprise ; la précédente reste en vigueur.",
  ),
  "cli.no-reasons": say("No reasons yet.", "Noch keine Gründe.", "Pas encore de raisons."),
} as const satisfies Readonly<Record<string, Localized>>;
