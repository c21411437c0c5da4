import { FailureNote } from "./failure-note.tsx";
import { useAsking } from "./use-asking.ts";

interface ChoiceProps<Value extends string> {
  readonly label: string;
  readonly options: readonly { readonly value: Value; readonly label: string }[];
  readonly current: Value;
  choose(value: Value): Promise<unknown>;
}

/** A row of buttons of which one is pressed. What was chosen counts as chosen only once the hub says so. */
export function Choice<Value extends string>({ label, options, current, choose }: ChoiceProps<Value>) {
  const { pending, failure, ask } = useAsking<Value>();
  return (
    <>
      <fieldset class="choice" aria-label={label}>
        {options.map(({ value, label: name }) => (
          <button
            key={value}
            type="button"
            aria-pressed={value === current}
            data-pending={value === pending.value}
            onClick={() => void ask(value, () => choose(value))}
          >
            {name}
          </button>
        ))}
      </fieldset>
      <FailureNote text={failure.value} />
    </>
  );
}
