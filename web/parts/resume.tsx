import { say } from "../language.ts";
import { FailureNote } from "./failure-note.tsx";
import { useAsking } from "./use-asking.ts";

/** Where somebody has taken the device out of our hands: the way back. */
export function Resume({ resume }: { resume(): Promise<unknown> }) {
  const { pending, failure, ask } = useAsking<"resume">();
  return (
    <>
      <button
        type="button"
        class="small-button"
        disabled={pending.value !== undefined}
        onClick={() => void ask("resume", resume)}
      >
        {say("resume")}
      </button>
      <FailureNote text={failure.value} />
    </>
  );
}
