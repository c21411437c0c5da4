import { Temporal } from "temporal-polyfill";
import { type DeviceOverview, type HomeState, type Instant, type Language, minuteMs } from "#domain";
import { createTexts } from "#text";

const lost: Readonly<Record<Language, (time: string) => string>> = {
  en: (time) => `No readings of the house since ${time}`,
  de: (time) => `Keine Messwerte des Hauses seit ${time}`,
  fr: (time) => `Aucune mesure de la maison depuis ${time}`,
};
const never: Readonly<Record<Language, string>> = {
  en: "No readings of the house yet",
  de: "Noch keine Messwerte des Hauses",
  fr: "Aucune mesure de la maison pour l'instant",
};

/** A device that has just been started may fail once or twice before it speaks. */
const startingMs = 2 * minuteMs;

/** What owners read in ChargeHQ while the house cannot be measured: since when, and which device is why. */
export function outageSince(since: Instant, state: HomeState, language: Language): string {
  const here = Temporal.Instant.fromEpochMilliseconds(Math.floor(since)).toZonedDateTimeISO(state.home.timeZone);
  const time = here.toPlainTime().toString({ smallestUnit: "minute" });
  return lost[language](time) + causeOf(culprit(state), language);
}

/** The same where there has never been a reading; nothing as long as that may only be the start. */
export function outageFromStart(state: HomeState, language: Language): string | undefined {
  const device = culprit(state);
  if (device === undefined || state.at - device.since < startingMs) return undefined;
  return never[language] + causeOf(device, language);
}

/** The device that brought the grid's power before any other, if it is in trouble. */
function culprit({ devices, house }: HomeState): DeviceOverview | undefined {
  const broken = devices.filter(({ problem, state }) => problem !== undefined && state !== "ok");
  const [gridDevice] = (house.gridW ?? house.solarW)?.source.split(".", 1) ?? [];
  return broken.find(({ id }) => id === gridDevice) ?? broken[0];
}

function causeOf(device: DeviceOverview | undefined, language: Language): string {
  if (device?.problem === undefined) return "";
  return ` (${device.id}: ${createTexts(language).label(`problem.${device.problem.kind}`)})`;
}
