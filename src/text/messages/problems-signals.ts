import type { ProblemText } from "#domain";
import { say, trouble } from "./localized.ts";

/** Signals that others push. */
export const signalProblems = {
  "signal.unknown": trouble(
    say(
      "The configuration has no signal “{id}”; it has: {known}.",
      "Die Konfiguration hat kein Signal „{id}“; sie hat: {known}.",
      "La configuration n'a pas de signal « {id} » ; elle a : {known}.",
    ),
    say(
      "Name it under signals in the configuration, with its maxAge.",
      "Es in der Konfiguration unter signals mit seinem maxAge nennen.",
      "Nommez-le sous signals dans la configuration, avec son maxAge.",
    ),
  ),
} as const satisfies Readonly<Record<string, ProblemText>>;
