import { useSignal } from "@preact/signals";
import { HubRefusal } from "../hub.ts";
import { say } from "../language.ts";

interface ChoiceProps<Value extends string> {
  readonly label: string;
  readonly options: readonly { readonly value: Value; readonly label: string }[];
  readonly current: Value;
  choose(value: Value): Promise<unknown>;
}

/** A row of buttons of which one is pressed. What was chosen counts as chosen only once the hub says so. */
export function Choice<Value extends string>({ label, options, current, choose }: ChoiceProps<Value>) {
  const pending = useSignal<Value | undefined>(undefined);
  const failure = useSignal("");
  const onClick = async (value: Value) => {
    pending.value = value;
    failure.value = "";
    try {
      await choose(value);
    } catch (error) {
      failure.value = error instanceof HubRefusal ? error.message : say("failed.unreachable");
    }
    pending.value = undefined;
  };
  return (
    <>
      <fieldset class="choice" aria-label={label}>
        {options.map((option) => (
          <button
            key={option.value}
            type="button"
            aria-pressed={option.value === current}
            data-pending={option.value === pending.value}
            onClick={() => void onClick(option.value)}
          >
            {option.label}
          </button>
        ))}
      </fieldset>
      <p class="failure" role="alert">
        {failure.value}
      </p>
    </>
  );
}
