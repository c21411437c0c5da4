import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { DeviceValuesView, DeviceValueView } from "#http/contract";
import { formatAge } from "../format.ts";
import { HubRefusal, valuesOf } from "../hub.ts";
import { language, say } from "../language.ts";
import { hubNow } from "../live.ts";
import { valueWords } from "../value-words.ts";
import { FailureNote } from "./failure-note.tsx";

/** More than these are worth a search. */
const manyValues = 12;
/** Some devices tell hundreds. */
const shownAtMost = 30;

interface DeviceValuesProps {
  readonly id: string;
  /** Changes when the device was read on demand. */
  readonly refreshes: number;
}

/** Everything a device tells, by its maker's keys, each with the age of what is older than the rest. */
export function DeviceValues({ id, refreshes }: DeviceValuesProps) {
  const view = useSignal<DeviceValuesView | undefined>(undefined);
  const sought = useSignal("");
  const failure = useSignal("");
  const spoken = language.value;
  useEffect(() => {
    valuesOf(id).then(
      (values) => {
        view.value = values;
      },
      (error: unknown) => {
        failure.value = error instanceof HubRefusal ? error.message : say("failed.unreachable");
      },
    );
  }, [id, spoken, refreshes]);
  const values = view.value?.values ?? [];
  const found = values.filter((value) => isSought(value, sought.value));
  return (
    <div class="panel">
      <FailureNote text={failure.value} />
      {view.value?.at !== undefined && <ReadAge at={view.value.at} />}
      {values.length > manyValues && (
        <input
          type="search"
          placeholder={say("values.find")}
          aria-label={say("values.find")}
          value={sought.value}
          onInput={({ currentTarget }) => {
            sought.value = currentTarget.value;
          }}
        />
      )}
      {view.value !== undefined && found.length === 0 && <p class="quiet">{say("values.none")}</p>}
      <dl class="values">
        {found.slice(0, shownAtMost).map((value) => (
          <Value key={value.key} value={value} />
        ))}
      </dl>
      {found.length > shownAtMost && <p class="quiet">{say("values.more", { count: found.length - shownAtMost })}</p>}
    </div>
  );
}

function Value({ value }: { readonly value: DeviceValueView }) {
  return (
    <div>
      <dt>
        {value.label}
        {value.label !== value.key && <small>{value.key}</small>}
      </dt>
      <dd>
        {valueWords(value, value.value)}
        {value.at !== undefined && <Age at={value.at} />}
      </dd>
    </div>
  );
}

function ReadAge({ at }: { readonly at: number }) {
  return <p class="quiet">{say("device.read", { age: formatAge(hubNow.value - at) })}</p>;
}

function Age({ at }: { readonly at: number }) {
  return <small>{say("age.ago", { age: formatAge(hubNow.value - at) })}</small>;
}

function isSought({ key, label }: DeviceValueView, sought: string): boolean {
  return `${label} ${key}`.toLowerCase().includes(sought.trim().toLowerCase());
}
