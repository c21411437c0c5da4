import {
  type DriverText,
  type Facts,
  type Instant,
  type Language,
  type Localized,
  type Problem,
  type Reason,
  reasonKey,
  type SharingState,
} from "#domain";
import { createFactFormat } from "./format-fact.ts";
import { type LabelKey, labelTexts } from "./messages/labels.ts";
import { kindTexts, problemTexts } from "./messages/problems.ts";
import { reasonTexts } from "./messages/reasons.ts";
import { payBackText, sharingOriginTexts, sharingTexts, sharingWords } from "./messages/sharing.ts";
import { fillTemplate } from "./template.ts";

/** A problem as people read it: what is wrong, and what to do. */
export interface ProblemSentences {
  readonly what: string;
  readonly remedy: string;
}

/** Everything a user reads, in one language. */
export interface Texts {
  readonly language: Language;
  reason(reason: Pick<Reason, "rule" | "effect" | "because" | "at">): string;
  problem(problem: Problem): ProblemSentences;
  /** How the sun is shared with a battery, how much of it the battery keeps, and whose word that is. */
  sharing(sharing: SharingState): string;
  /** A word or sentence of pages and commands; some of them mention facts. */
  label(key: LabelKey, facts?: Facts): string;
  /** A single number with the unit that its name's ending tells, e.g. `powerW`; instants seen from `reference`. */
  quantity(name: string, value: number, reference?: Instant): string;
  /** A label that a driver or target brings along; the key itself where nobody does. */
  driverLabel(key: string): string;
}

export interface TextsOptions {
  /** The texts of the drivers and targets in use. */
  readonly catalogs?: readonly DriverText[];
  /** The home's time zone; without one, the zone of whoever reads. */
  readonly timeZone?: string;
}

/** Facts whose words have labels: `{mode}` is looked up as `mode.solar`. */
const labelledFacts = new Set(["mode", "intent", "phases", "status", "expected"]);

export function createTexts(language: Language, { catalogs = [], timeZone }: TextsOptions = {}): Texts {
  const facts = createFactFormat(language, timeZone);
  const unknown = labelTexts.unknown[language];

  const write = (template: Localized, because: Facts, at?: Instant): string => {
    const fill = (name: string) => {
      const value = because[name];
      if (value === undefined) return undefined;
      const label = labelledFacts.has(name) ? findLabel(`${name}.${value}`) : undefined;
      return label?.[language] ?? facts.format(name, value, at);
    };
    return fillTemplate(template[language], fill, unknown);
  };

  return {
    language,
    reason: (reason) => {
      const key = reasonKey(reason);
      // A stored reason of another version still tells its rule.
      return key === undefined
        ? `${reason.rule}: ${reason.effect}.`
        : write(reasonTexts[key], reason.because, reason.at);
    },
    problem: ({ kind, code, facts: known, retryAt }) => {
      const text = findProblem(code, catalogs) ?? kindTexts[kind];
      const because = { code, ...(retryAt === undefined ? {} : { retryAt }), ...known };
      return { what: placeOf(known) + write(text.what, because), remedy: write(text.remedy, because) };
    },
    sharing: ({ share, basis, setBy, configured, shareW, keepsW, paysBackW, reservePercent }) => {
      const known = { shareW, keepsW, paysBackW, reservePercent };
      const rule = write(sharingTexts[`${share}.${basis}`], known);
      const how = paysBackW === undefined ? rule : `${rule} ${write(payBackText, known)}`;
      if (basis === "unknown" || basis === "below-reserve" || basis === "elsewhere") return how;
      const inFile = write(sharingWords[configured.share], configured);
      return `${how} ${write(sharingOriginTexts[setBy], { configured: inFile })}`;
    },
    label: (key, because = {}) => write(labelTexts[key], because),
    quantity: (name, value, reference) => facts.format(name, value, reference),
    driverLabel: (key) => catalogs.find(({ labels }) => Object.hasOwn(labels, key))?.labels[key]?.[language] ?? key,
  };
}

/** What is wrong in a file begins with the place, in the form that editors and terminals turn into a link. */
function placeOf({ place }: Facts): string {
  return place === undefined ? "" : `${place}: `;
}

function findProblem(code: string, catalogs: readonly DriverText[]) {
  const catalog = catalogs.find(({ problems }) => Object.hasOwn(problems, code));
  return catalog?.problems[code] ?? (isGeneral(code) ? problemTexts[code] : undefined);
}

function isGeneral(code: string): code is keyof typeof problemTexts {
  return Object.hasOwn(problemTexts, code);
}

function findLabel(key: string): Localized | undefined {
  return isLabel(key) ? labelTexts[key] : undefined;
}

function isLabel(key: string): key is LabelKey {
  return Object.hasOwn(labelTexts, key);
}
