import { createProblem, type Facts, problemKinds } from "#domain";
import type { Log, LogFields } from "#platform";
import type { Texts } from "#text";

/** Adds to every logged problem the sentences that its owner reads elsewhere. */
export function explainedLog(log: Log, texts: Texts): Log {
  const explain = (fields: LogFields | undefined): LogFields | undefined => {
    const code = fields?.["code"];
    const kind = problemKinds.find((one) => one === fields?.["kind"]);
    if (typeof code !== "string" || kind === undefined) return fields;
    const { what, remedy } = texts.problem(createProblem(kind, code, { facts: factsIn(fields) }));
    return { ...fields, sentence: `${what} ${remedy}` };
  };
  return {
    debug: (message, fields) => log.debug(message, explain(fields)),
    info: (message, fields) => log.info(message, explain(fields)),
    warn: (message, fields) => log.warn(message, explain(fields)),
    error: (message, fields) => log.error(message, explain(fields)),
    child: (fields) => explainedLog(log.child(fields), texts),
  };
}

function factsIn(fields: LogFields = {}): Facts {
  const facts: Record<string, string | number | boolean> = {};
  for (const [name, value] of Object.entries(fields))
    if (typeof value === "string" || typeof value === "number" || typeof value === "boolean") facts[name] = value;
  return facts;
}
