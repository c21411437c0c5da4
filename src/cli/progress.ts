import { spinner } from "@clack/prompts";
import type { Output } from "./world.ts";

/** How far a piece of work has come, 0 to 1. */
export type Progress = (share: number) => void;

/** Shows a moving line while something takes longer, where somebody is watching. */
export async function withProgress<T>(
  output: Output,
  label: string,
  work: (progress: Progress) => Promise<T>,
): Promise<T> {
  if (output.terminal === undefined) return work(() => {});
  const shown = spinner({ output: output.terminal });
  shown.start(label);
  try {
    const result = await work((share) => shown.message(`${label} ${Math.round(share * 100)} %`));
    shown.stop(label);
    return result;
  } catch (error) {
    shown.error(label);
    throw error;
  }
}
