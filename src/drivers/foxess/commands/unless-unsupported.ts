import { ProblemError } from "#domain";
import { isUnsupported } from "../errno.ts";

/** The answer, or nothing where this inverter does not have what was asked for. */
export async function unlessUnsupported<T>(answer: Promise<T>): Promise<T | undefined> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof ProblemError && isUnsupported(error.problem)) return undefined;
    throw error;
  }
}
