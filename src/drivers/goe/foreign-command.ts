import { type Command, fail, type ProblemError } from "#domain";

/** A command that this actuator never said it accepts; only a defect of ours brings it here. */
export function foreignCommand(command: Command): ProblemError {
  return fail("bug", "goe.foreign-command", { facts: { kind: command.kind } });
}
