import { useSignal } from "@preact/signals";
import type { AdviceItemView, DeviceView } from "#http/contract";
import { formatAge } from "../format.ts";
import { refreshDevice } from "../hub.ts";
import { say } from "../language.ts";
import { home, hubNow } from "../live.ts";
import type { TextKey } from "../text.ts";
import { isWorthShowing, Usage } from "./call-usage.tsx";
import { DeviceAdvice } from "./device-advice.tsx";
import { DeviceValues } from "./device-values.tsx";
import { FailureNote } from "./failure-note.tsx";
import { useAdvice } from "./use-advice.ts";
import { useAsking } from "./use-asking.ts";

export function Device({ device }: { readonly device: DeviceView }) {
  const { id, label, state, usage } = device;
  return (
    <li data-device={id} data-state={state}>
      <p class="device-line">
        <span class="dot" aria-hidden="true" />
        <b>{label}</b> {label !== id && <span class="quiet">{id}</span>}
        <span class="device-state">{say(`device.${state}`)}</span>
      </p>
      <Health device={device} />
      {usage.filter(isWorthShowing).map((one) => (
        <Usage key={one.ruleId} usage={one} />
      ))}
      <More device={device} />
    </li>
  );
}

function Health({ device }: { readonly device: DeviceView }) {
  const { lastReadingAt, problem } = device;
  const what = sourcesOf(device).map((key) => say(key));
  const age =
    lastReadingAt === undefined
      ? say("device.never")
      : say("device.read", { age: formatAge(hubNow.value - lastReadingAt) });
  return (
    <>
      <p class="quiet">{[age, ...(what.length === 0 ? [] : [what.join(", ")])].join(" · ")}</p>
      {problem !== undefined && (
        <p class="note note-bad">
          <strong>{problem.what}</strong> {problem.remedy}
          {problem.retryAt !== undefined && problem.retryAt > hubNow.value && (
            <> ({say("device.retry", { age: formatAge(problem.retryAt - hubNow.value) })})</>
          )}
        </p>
      )}
    </>
  );
}

/** What few look for: a fresh look, the settings that could be better, and every value by its maker's key. */
function More({ device }: { readonly device: DeviceView }) {
  const { id, label, capabilities } = device;
  const open = useSignal<"values" | "advice" | undefined>(undefined);
  const refreshes = useSignal(0);
  const { pending, failure, ask } = useAsking<"refresh">();
  const advice = useAdvice(device, open.value === "advice", refreshes.value);
  const hasHints = advice.open.length + advice.notes.length > 0;
  const pressing = advice.open.filter((item) => isPressing(item, id)).length + advice.notes.length;
  const toggle = (panel: "values" | "advice") => {
    open.value = open.value === panel ? undefined : panel;
  };
  const refresh = async () => {
    await refreshDevice(id);
    refreshes.value += 1;
  };
  return (
    <>
      <p class="device-acts">
        <button
          type="button"
          class="small-button"
          aria-label={say("device.refresh-of", { name: label })}
          disabled={pending.value !== undefined}
          onClick={() => void ask("refresh", refresh)}
        >
          {say(pending.value === undefined ? "device.refresh" : "device.refreshing")}
        </button>
        {capabilities.some((one) => one.kind === "values") && (
          <button
            type="button"
            class="small-button"
            aria-label={say("device.values-of", { name: label })}
            aria-expanded={open.value === "values"}
            onClick={() => toggle("values")}
          >
            {say("device.values")}
          </button>
        )}
        {hasHints && (
          <button
            type="button"
            class="small-button"
            aria-label={`${hintWords(pressing)}: ${label}`}
            aria-expanded={open.value === "advice"}
            onClick={() => toggle("advice")}
          >
            {hintWords(pressing)}
          </button>
        )}
      </p>
      <FailureNote text={failure.value} />
      {open.value === "values" && <DeviceValues id={id} refreshes={refreshes.value} />}
      {open.value === "advice" && <DeviceAdvice id={id} advice={advice} />}
    </>
  );
}

function hintWords(count: number): string {
  if (count === 0) return say("advice.open-any");
  return say(count === 1 ? "advice.open-one" : "advice.open", { count });
}

/** How a charger should stand to follow the sun by itself is of interest, but presses only where it shall. */
function isPressing({ plan }: AdviceItemView, deviceId: string): boolean {
  if (plan !== "surplus") return true;
  const own = (home.value?.chargers ?? []).filter((charger) => charger.id.split(".")[0] === deviceId);
  return own.some((charger) => charger.settings.regulation === "charger");
}

/** What of the house the device tells of. */
function sourcesOf({ capabilities }: DeviceView): readonly TextKey[] {
  const keys = capabilities.flatMap((one): readonly TextKey[] => {
    if (one.kind === "solar") return ["flow.sun"];
    if (one.kind === "battery") return ["flow.battery"];
    if (one.kind === "charger") return ["device.car"];
    return one.kind === "meter" ? [one.place === "grid" ? "flow.grid" : "flow.house"] : [];
  });
  return [...new Set(keys)];
}
