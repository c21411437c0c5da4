import type { Sharing } from "#domain";
import type { BatteryView } from "#http/contract";
import { formatPower, join } from "../format.ts";
import { setBattery } from "../hub.ts";
import { language, say } from "../language.ts";
import { home } from "../live.ts";
import { FailureNote } from "./failure-note.tsx";
import { useAsking } from "./use-asking.ts";

interface Option {
  readonly share: Sharing;
  readonly shareW?: number;
}

const usualShares: readonly number[] = [1_000, 2_000, 3_000];

/** Who gets the sun left over first; only where there is a car to share with. */
export function Share({ battery: { id, settings } }: { readonly battery: BatteryView }) {
  const { pending, failure, ask } = useAsking<"share">();
  if (home.value?.chargers.length === 0) return null;
  const { share = "car-first", shareW } = settings;
  const options = optionsWith(shareW);
  const found = options.findIndex((one) => one.share === share && (share !== "share" || one.shareW === shareW));
  // A share of nothing is the car first.
  const current = Math.max(0, found);
  return (
    <>
      <label class="share">
        {say("battery.share")}
        <select
          value={String(current)}
          disabled={pending.value !== undefined}
          onChange={({ currentTarget }) => {
            const chosen = options[Number(currentTarget.value)];
            if (chosen !== undefined) void ask("share", () => setBattery(id, chosen));
          }}
        >
          {options.map((option, index) => (
            <option key={inWords(option)} value={String(index)}>
              {inWords(option)}
            </option>
          ))}
        </select>
      </label>
      <FailureNote text={failure.value} />
    </>
  );
}

/** The usual shares and the one in force, from all for the car to all for the battery. */
function optionsWith(shareW: number | undefined): readonly Option[] {
  const shares = [...new Set(shareW === undefined ? usualShares : [...usualShares, shareW])].sort((a, b) => a - b);
  return [
    { share: "car-first" },
    ...shares.map((watts) => ({ share: "share", shareW: watts }) as const),
    { share: "battery-first" },
  ];
}

function inWords({ share, shareW = 0 }: Option): string {
  return say(`battery.share.${share}`, { power: join(formatPower(shareW, language.value)) });
}
