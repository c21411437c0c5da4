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
  "cli.stale-for": say("stale, {ageS} old", "veraltet, {ageS} alt", "périmé, date de {ageS}"),
  "cli.no-reasons": say("No reasons yet.", "Noch keine Gründe.", "Pas encore de raisons."),
} as const satisfies Readonly<Record<string, Localized>>;
