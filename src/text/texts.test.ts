import assert from "node:assert/strict";
import { test } from "node:test";
import {
  createProblem,
  createReason,
  type Facts,
  type Language,
  type Localized,
  type ProblemKind,
  type Reason,
  reasonEffects,
  ruleIds,
  type SharingState,
  sharingBases,
  sharingOrigins,
  sharings,
} from "#domain";
import { createTexts } from "./create-texts.ts";
import { labelTexts } from "./messages/labels.ts";
import { kindTexts, problemTexts } from "./messages/problems.ts";
import { reasonTexts } from "./messages/reasons.ts";
import { sharingOriginTexts, sharingTexts, sharingWords } from "./messages/sharing.ts";

const languages: readonly Language[] = ["en", "de", "fr"];
const at = Date.UTC(2026, 5, 1, 10, 0);
const texts = (language: Language) => createTexts(language, { timeZone: "Europe/Berlin" });

/** One of everything that a sentence may mention. */
const sample: Facts = {
  mode: "solar+min",
  intent: "hold",
  phases: 3,
  status: 502,
  currentA: 8,
  lowestCurrentA: 6,
  highestCurrentA: 16,
  fuseA: 35,
  housePeakA: 17.5,
  surplusW: 1840,
  neededW: 4140,
  drawW: 3700,
  allowedW: 1380,
  energyWh: 10_000,
  remainingWh: 7_500,
  socPercent: 80,
  byAt: at + 3_600_000,
  untilAt: at + 600_000,
  startAt: at + 60_000,
  sinceAt: at - 60_000,
  retryAt: at + 60_000,
  ageS: 180,
  afterS: 5,
  perS: 86_400,
  host: "192.0.2.7",
  detail: "xyz",
  device: "wallbox",
  path: "/data/x.db",
  asidePath: "/data/y.db",
  savedRows: 12,
  file: "sunsteer.yaml",
  line: 12,
  column: "pv_w",
  folder: "/data/traces",
  key: "http.port",
  name: "NOPE",
  found: "turbo",
  allowed: "a | b",
  limit: 60,
  used: 60,
  what: "feed-in",
  port: 7171,
  origin: "http://192.0.2.8",
  home: "h",
  homes: "h, i",
  id: "w",
  known: "v, w",
  answer: "X.",
  series: 8,
  points: 5000,
  directory: "/page",
  option: "--since",
  url: "http://127.0.0.1:7171",
  emulator: "goe",
  profile: "v4",
  rule: "daily",
  driver: "foxess",
  row: 3,
  places: "/a, /b",
  said: "The hub says so.",
  advice: "Do as it says.",
  entry: "roof",
  expected: "number",
  nearest: "foxess",
  mostW: 100_000,
  shareW: 2_000,
  others: "a | b",
  least: 8,
  version: 2,
  newest: 1,
  backup: "/etc/sunsteer.yaml.v0",
};

function everySentence(language: Language): [string, string][] {
  const say = texts(language);
  const reasons = ruleIds.flatMap((rule) =>
    reasonEffects[rule].map((effect): [string, string] => {
      const reason: Reason = { subject: "wallbox", rule, effect, because: sample, at, reviewAt: at };
      return [`${rule}.${effect}`, say.reason(reason)];
    }),
  );
  const problems = Object.keys(problemTexts).flatMap((code): [string, string][] => {
    const { what, remedy } = say.problem(createProblem("invalid", code, { facts: sample, retryAt: at }));
    return [
      [`${code} what`, what],
      [`${code} remedy`, remedy],
    ];
  });
  const kinds: ProblemKind[] = ["auth", "rate-limited", "unreachable", "refused", "invalid", "bug"];
  const unknown = kinds.map((kind): [string, string] => [kind, say.problem(createProblem(kind, "nobody.knows")).what]);
  return [...reasons, ...problems, ...unknown];
}

for (const language of languages) {
  test(`every reason and problem is one finished sentence in ${language}`, () => {
    const sentences = everySentence(language);
    assert.ok(sentences.length > 150);
    for (const [key, sentence] of sentences) {
      assert.doesNotMatch(sentence, /[{}[\]]/, `${key}: ${sentence}`);
      assert.doesNotMatch(sentence, /\s\s|^\s|\s$|undefined|NaN| \./, `${key}: ${sentence}`);
      assert.doesNotMatch(sentence, new RegExp(`\\b${labelTexts.unknown[language]}\\b.*[({]`), `${key}: ${sentence}`);
      assert.match(sentence, /\.$/, `${key}: ${sentence}`);
      assert.ok(sentence.length <= 170, `${key} is long: ${sentence}`);
    }
  });
}

/** Words that the languages really share; names, units and file formats. */
const sameInAll = new Set(["intent.auto", "cli.hub-says what", "cli.hub-says remedy"]);
/** The commonest English words, none of which is a word of the other language. */
const english = {
  de: /(?<!\p{L})(?:the|and|is|are|not|to|of|with|for|this|that|it|be|has|been|by|at|charging|charger|charges|car|grid|check)(?!\p{L})/iu,
  fr: /(?<!\p{L})(?:the|and|is|are|not|to|of|with|for|this|that|it|be|has|been|by|at|charging|grid|check)(?!\p{L})/iu,
};

function everyTemplate(): [string, Localized][] {
  const problems = Object.entries({ ...problemTexts, ...kindTexts });
  return [
    ...Object.entries(reasonTexts),
    ...Object.entries(labelTexts),
    ...Object.entries({ ...sharingTexts, ...sharingOriginTexts, ...sharingWords }),
    ...problems.map(([code, { what }]): [string, Localized] => [`${code} what`, what]),
    ...problems.map(([code, { remedy }]): [string, Localized] => [`${code} remedy`, remedy]),
  ];
}

test("no English is left in German and French", () => {
  for (const [key, template] of everyTemplate()) {
    for (const language of ["de", "fr"] as const) {
      const words = template[language].replaceAll(/\{\w+\}/g, "");
      assert.doesNotMatch(words, english[language], `${key} ${language}: ${words}`);
      assert.ok(template[language] !== template.en || sameInAll.has(key), `${key} is the same in en and ${language}`);
    }
  }
});

test("all languages tell the same facts", () => {
  const names = (template: string) => [...new Set(template.match(/\{\w+\}/g))].sort();
  for (const [key, template] of everyTemplate()) {
    assert.deepEqual(names(template.de), names(template.en), key);
    assert.deepEqual(names(template.fr), names(template.en), key);
  }
});

test("a reason reads like a person would say it, in the home's own time and numbers", () => {
  const charging = createReason("w", "solar", "charging", {
    at,
    reviewAt: at,
    because: { surplusW: 1840, currentA: 8 },
  });
  assert.equal(texts("en").reason(charging), "The car charges with 8 A, because 1.8 kW of sun is left over.");
  assert.equal(texts("de").reason(charging), "Das Auto lädt mit 8 A, weil 1,8 kW Sonne übrig sind.");
  const stopped = createReason("w", "mode", "stopped", { at, reviewAt: at, because: { untilAt: at + 300_000 } });
  assert.equal(texts("fr").reason(stopped), "Vous avez arrêté la charge, jusqu'à 12:05.");
});

test("how the sun is shared is told with its watts, and whose word that is", () => {
  const configured = { share: "battery-first" } as const;
  const chosen: SharingState = {
    ...{ share: "share", shareW: 2_000, keepsW: 2_000, basis: "setting", setBy: "request", configured },
  };
  assert.equal(
    texts("en").sharing(chosen),
    "The battery gets the first 2 kW of the sun, and the car the rest. This was chosen while running and stands above the configuration (first the battery).",
  );
  assert.equal(
    texts("de").sharing({ ...chosen, basis: "wants-less", keepsW: 350, setBy: "configuration" }),
    "Der Anteil der Batterie sind 2 kW, sie will jetzt aber nur 350 W; den Rest bekommt das Auto. So steht es in der Konfiguration.",
  );
  assert.equal(
    texts("fr").sharing({ share: "car-first", keepsW: 0, basis: "setting", setBy: "nobody", configured }),
    "La voiture a le soleil en premier, la batterie le reste. Rien d'autre n'est réglé.",
  );
  assert.equal(
    texts("en").sharing({ ...chosen, basis: "below-reserve", keepsW: 1_400, reservePercent: 20 }),
    "The battery is below its reserve of 20 %, so it gets the sun first (now 1.4 kW), and the car what is left.",
  );
  assert.equal(
    texts("en").sharing({ ...chosen, paysBackW: 600, setBy: "configuration" }),
    "The battery gets the first 2 kW of the sun, and the car the rest. Out of the battery's part 600 W go to the car just now, for sun that it has missed. So the configuration says.",
  );
  for (const language of languages)
    for (const share of sharings)
      for (const basis of sharingBases)
        for (const setBy of sharingOrigins) {
          const sentence = texts(language).sharing({ ...chosen, share, basis, setBy, reservePercent: 20 });
          assert.match(sentence, /^\p{Lu}[^{}[\]]+\.$/u);
          assert.doesNotMatch(sentence, /unknown|unbekannt|inconnu/);
        }
});

test("a time on another day says which day", () => {
  const goal = createReason("w", "request", "goal-set", {
    at,
    reviewAt: at,
    because: { energyWh: 10_000, byAt: at + 19 * 3_600_000 },
  });
  assert.match(texts("de").reason(goal), /bis Di.*07:00 10 kWh/);
});

test("a fact that is missing is called unknown, or its half-sentence is left out", () => {
  const say = texts("en");
  const bare = createProblem("invalid", "config.syntax");
  assert.equal(say.problem(bare).what, "This is not valid YAML.");
  const timeout = createProblem("unreachable", "unreachable.timeout", { facts: { host: "x" } });
  assert.equal(say.problem(timeout).what, "x did not answer within unknown.");
});

test("braces inside a fact are not taken for a placeholder", () => {
  const problem = createProblem("bug", "bug.unexpected", { facts: { detail: "{code} [x]" } });
  assert.equal(texts("en").problem(problem).what, "The program met something unforeseen: {code} [x].");
});

test("what is wrong in a file begins with its place, also in a driver's own words", () => {
  const facts = { place: "sunsteer.yaml:3", key: "host", expected: "string" };
  const { what, remedy } = texts("de").problem(createProblem("invalid", "config.wrong-type", { facts }));
  assert.match(what, /^sunsteer\.yaml:3: /);
  assert.match(remedy, /einen Text/);
});

test("a driver's own words win over the general ones", () => {
  const toy = {
    problems: {
      "toy.asleep": {
        what: { en: "{device} sleeps {forS}.", de: "–", fr: "–" },
        remedy: { en: "Wake it.", de: "–", fr: "–" },
      },
    },
    labels: { "toy.colour": { en: "Colour", de: "Farbe", fr: "Couleur" } },
  };
  const say = createTexts("en", { catalogs: [toy] });
  const problem = createProblem("unreachable", "toy.asleep", { facts: { device: "toy", forS: 180 } });
  assert.deepEqual(say.problem(problem), { what: "toy sleeps 3 min.", remedy: "Wake it." });
  assert.equal(say.driverLabel("toy.colour"), "Colour");
  assert.equal(say.driverLabel("toy.size"), "toy.size");
});

const formats: readonly [string, number | string | boolean, en: string, de: string][] = [
  ["surplusW", 850, "850 W", "850 W"],
  ["surplusW", -1840, "-1.8 kW", "-1,8 kW"],
  ["surplusW", 999.6, "1 kW", "1 kW"],
  ["energyWh", 12_345, "12.3 kWh", "12,3 kWh"],
  ["ageS", 12, "12 s", "12 s"],
  ["ageS", 180, "3 min", "3 min"],
  ["ageS", 7200, "2 h", "2 h"],
  ["socPercent", 80, "80 %", "80 %"],
  ["housePeakA", 17.5, "17.5 A", "17,5 A"],
  ["port", 7171, "7171", "7171"],
  ["detail", "as it is", "as it is", "as it is"],
];

for (const [name, value, en, de] of formats) {
  test(`${name} ${value} is written ${en}`, () => {
    const detail = (language: Language) => {
      const catalog = {
        problems: { x: { what: { en: `{${name}}`, de: `{${name}}`, fr: "" }, remedy: { en: "", de: "", fr: "" } } },
        labels: {},
      };
      return createTexts(language, { catalogs: [catalog] }).problem(
        createProblem("bug", "x", { facts: { [name]: value } }),
      ).what;
    };
    assert.equal(detail("en"), en);
    assert.equal(detail("de"), de);
  });
}
