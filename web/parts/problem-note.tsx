import type { ProblemView } from "#http/contract";

/** What is wrong and what to do. */
export function ProblemNote({ problem }: { readonly problem: ProblemView }) {
  return (
    <p class="note note-bad" role="alert">
      <strong>{problem.what}</strong> {problem.remedy}
    </p>
  );
}
