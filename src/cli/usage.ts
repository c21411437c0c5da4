import type { CommanderError } from "commander";
import { fail, type ProblemError } from "#domain";

/** A mistake in the words of a command line, said in our words: the parser's own exist in English only. */
export function usageFailure({ code, message }: CommanderError): ProblemError {
  const found = /'([^']+)'/.exec(message)?.[1] ?? "";
  const nearest = /Did you mean (?:one of )?([^?]+)\?/.exec(message)?.[1];
  const facts = { found, ...(nearest === undefined ? {} : { nearest }) };
  switch (code) {
    case "commander.unknownCommand":
      return fail("invalid", "cli.unknown-command", { facts });
    case "commander.unknownOption":
      return fail("invalid", "cli.unknown-option", { facts });
    case "commander.missingArgument":
      return fail("invalid", "cli.missing-argument", { facts: { name: found } });
    case "commander.optionMissingArgument":
      return fail("invalid", "cli.missing-value", { facts: { option: found.replace(/ .*/, "") } });
    case "commander.excessArguments":
      return fail("invalid", "cli.too-many-words");
    default:
      return fail("invalid", "cli.usage", { facts: { detail: message.replace(/^error: /, "") } });
  }
}

/** What an option was given instead of what it takes. */
export function badOption(option: string, found: string, allowed: string): ProblemError {
  return fail("invalid", "cli.bad-option", { facts: { option, found, allowed } });
}
