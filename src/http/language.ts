import type { Language } from "#domain";

const languages: readonly Language[] = ["en", "de", "fr"];

/** The language to answer in: the one asked for, else the best of the browser's list that we speak, else English. */
export function chooseLanguage(wanted: string | undefined, acceptLanguage: string | undefined): Language {
  return languageOf(wanted) ?? bestOf(acceptLanguage ?? "") ?? "en";
}

function bestOf(acceptLanguage: string): Language | undefined {
  const ranked = acceptLanguage
    .split(",")
    .map((entry) => {
      const [tag = "", ...parameters] = entry.split(";").map((part) => part.trim());
      const quality = parameters.find((parameter) => parameter.startsWith("q="));
      return { language: languageOf(tag), weight: quality === undefined ? 1 : Number(quality.slice(2)) };
    })
    .filter((entry) => entry.weight > 0)
    .sort((a, b) => b.weight - a.weight);
  return ranked.find((entry) => entry.language !== undefined)?.language;
}

/** `de-AT` reads German. */
function languageOf(tag: string | undefined): Language | undefined {
  const primary = tag?.toLowerCase().split("-")[0];
  return languages.find((language) => language === primary);
}
