import type { BatteryView, StateView } from "#http/contract";
import { formatAge, formatPower, formatTime, join } from "../format.ts";
import { language, say } from "../language.ts";
import { home, hubNow } from "../live.ts";
import type { TextKey } from "../text.ts";
import { Icon } from "./icon.tsx";

type SignalView = NonNullable<StateView["signals"]>[number];

/** Chargers that no driver reads, as somebody else tells of them. */
export function SignalList() {
  const signals = home.value?.signals ?? [];
  if (signals.length === 0) return null;
  return (
    <section class="card device-card car signals" aria-labelledby="signals-title">
      <div class="card-head">
        <Icon name="car" />
        <h2 id="signals-title">{say("signals.title")}</h2>
      </div>
      <ul>
        {signals.map((signal) => (
          <Signal key={signal.id} signal={signal} />
        ))}
      </ul>
    </section>
  );
}

function Signal({ signal }: { readonly signal: SignalView }) {
  const { id, isCharging, powerW, at, goodUntil } = signal;
  const isSilent = goodUntil < hubNow.value;
  const time = formatTime(goodUntil, hubNow.value, language.value, home.value?.home.timeZone ?? "UTC");
  const held = (home.value?.batteries ?? []).filter((battery) => isHeldFor(battery, signal, isSilent));
  return (
    <li data-signal={id}>
      <p class="signal-line">
        <b>{id}</b>
        {powerW !== undefined && !isSilent && <span>{join(formatPower(powerW, language.value))}</span>}
        <span class="pill" data-silent={isSilent}>
          {say(stateKey(isSilent, isCharging))}
        </span>
      </p>
      <p class="quiet">
        {say("signal.told", { age: formatAge(hubNow.value - at) })}
        {!isSilent && isCharging && ` · ${say("signal.holds-until", { time })}`}
      </p>
      {held.map(({ id: batteryId, label }) => (
        <p key={batteryId}>{say("signal.holds", { name: label })}</p>
      ))}
    </li>
  );
}

function stateKey(isSilent: boolean, isCharging: boolean): TextKey {
  if (isSilent) return "signal.silent";
  return isCharging ? "signal.charging" : "signal.idle";
}

const holding: readonly string[] = ["holding", "holding-signal", "holding-unsure"];

/** A guard holds for every car that charges, and for a while after a signal fell silent. */
function isHeldFor({ reason }: BatteryView, { id, isCharging }: SignalView, isSilent: boolean): boolean {
  if (reason?.rule !== "ev-guard") return false;
  if (reason.effect === "signal-lost") return reason.because["signal"] === id;
  return holding.includes(reason.effect) && isCharging && !isSilent;
}
