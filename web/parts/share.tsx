import { useSignal } from "@preact/signals";
import type { Sharing } from "#domain";
import type { BatteryView, SharingView } from "#http/contract";
import { formatPower, join, keepUnits } from "../format.ts";
import { setBattery } from "../hub.ts";
import { language, say } from "../language.ts";
import { FailureNote } from "./failure-note.tsx";
import { useAsking } from "./use-asking.ts";

const sharings: readonly Sharing[] = ["car-first", "share", "battery-first"];

/** What the battery gets of a share until somebody says how much. */
const usualShareW = 2_000;
const asConfigured = "configured";

/** Who gets the sun left over first; only where there is a car to share with. */
export function Share({ battery }: { readonly battery: BatteryView }) {
  return battery.sharing === undefined ? null : <SharingChoice battery={battery} sharing={battery.sharing} />;
}

interface SharingChoiceProps {
  readonly battery: BatteryView;
  readonly sharing: SharingView;
}

function SharingChoice({ battery: { id, settings }, sharing }: SharingChoiceProps) {
  const { pending, failure, ask } = useAsking<"share">();
  const typed = useSignal<string | undefined>(undefined);
  const { share, shareW, setBy, configured, sentence } = sharing;
  const isPending = pending.value !== undefined;
  const choose = (chosen: string) => {
    typed.value = undefined;
    void ask("share", () => setBattery(id, patchFor(chosen, settings.shareW ?? usualShareW)));
  };
  const setWatts = async (text: string) => {
    // An empty field is no wish; what makes no sense otherwise the hub says in a sentence.
    if (text.trim() !== "") await ask("share", () => setBattery(id, { share: "share", shareW: Number(text) }));
    if (failure.value === "") typed.value = undefined;
  };
  return (
    <div class="share">
      <label>
        {say("battery.share")}
        <select value={share} disabled={isPending} onChange={({ currentTarget }) => choose(currentTarget.value)}>
          {sharings.map((one) => (
            <option key={one} value={one}>
              {say(`battery.share.${one}`)}
            </option>
          ))}
          {setBy === "request" && (
            <option value={asConfigured}>{say("battery.share.configured", { sharing: inWords(configured) })}</option>
          )}
        </select>
      </label>
      {share === "share" && (
        <label>
          {say("battery.share.watts")}
          <span class="with-unit">
            <input
              type="number"
              inputMode="numeric"
              min="100"
              step="100"
              value={typed.value ?? String(shareW ?? usualShareW)}
              disabled={isPending}
              onInput={({ currentTarget }) => {
                typed.value = currentTarget.value;
              }}
              onChange={({ currentTarget }) => void setWatts(currentTarget.value)}
            />
            W
          </span>
        </label>
      )}
      <FailureNote text={keepUnits(failure.value)} />
      <p class="share-now">{keepUnits(sentence)}</p>
    </div>
  );
}

function patchFor(chosen: string, shareW: number) {
  if (chosen === asConfigured) return { share: null };
  const share = sharings.find((one) => one === chosen) ?? "car-first";
  return share === "share" ? { share, shareW } : { share };
}

function inWords({ share, shareW = 0 }: SharingView["configured"]): string {
  const power = join(formatPower(shareW, language.value));
  return share === "share" ? say("battery.share.fixed", { power }) : say(`battery.share.${share}`);
}
