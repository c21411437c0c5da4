/** The ways in which the toy driver can be broken on purpose, one for each law that must notice. */
export const toyFlaws = [
  "wrong-sign",
  "swaps-counters",
  "leaks-timer",
  "leaks-call",
  "ignores-abort",
  "logs-secret",
  "throws-secret",
  "trusts-json",
  "keeps-old-login",
  "zero-for-missing",
  "invents-time",
  "undeclared-reading",
  "lies-about-effect",
  "commands-nothing",
  "restores-nothing",
  "unknown-code",
  "without-french",
  "takes-rubbish",
  "undocumented",
] as const;

export type ToyFlaw = (typeof toyFlaws)[number];
