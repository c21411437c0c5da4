import type { BatteryView, DeviceView } from "#http/contract";
import { formatNumber, formatPower } from "../format.ts";
import { setBattery } from "../hub.ts";
import { language, say } from "../language.ts";
import { home, hubNow } from "../live.ts";
import { ageWords, CommandNote, Fact } from "./charger-card.tsx";
import { Choice } from "./choice.tsx";
import { Icon } from "./icon.tsx";
import { Why } from "./why.tsx";

export function BatteryCard({ battery }: { readonly battery: BatteryView }) {
  const { id, label, powerW, settings, reason, mode } = battery;
  const isStale = powerW !== undefined && powerW.goodUntil < hubNow.value;
  const power = powerW === undefined ? undefined : formatPower(powerW.value, language.value);
  return (
    <section class="card device-card battery" aria-label={label} data-battery={id}>
      <div class="card-head">
        <Icon name="battery" />
        <h2>{label}</h2>
        {powerW !== undefined && <span class="pill">{say(doingKey(powerW.value))}</span>}
      </div>
      <p class="power" data-stale={isStale}>
        <span class="number">{power?.value ?? "–"}</span> {power?.unit}
        <small>{powerW === undefined ? say("flow.missing") : ageWords(powerW.at, isStale)}</small>
      </p>
      <FillBar battery={battery} />
      <Intents battery={battery} />
      <dl class="facts">
        {settings.reservePercent !== undefined && <Fact name="battery.reserve">{settings.reservePercent} %</Fact>}
        <Fact name="battery.guard">{say(settings.isEvGuarded ? "yes" : "no")}</Fact>
        {mode !== undefined && <Fact name="battery.maker-mode">{mode}</Fact>}
      </dl>
      {reason !== undefined && <Why reason={reason} />}
      <CommandNote charger={battery} />
    </section>
  );
}

function FillBar({ battery: { socPercent, settings, label } }: { readonly battery: BatteryView }) {
  if (socPercent === undefined) return null;
  const text = `${formatNumber(socPercent.value, language.value)} %`;
  return (
    <div class="fill-row">
      <svg class="fill-bar" viewBox="0 0 100 8" preserveAspectRatio="none" role="img">
        <title>{`${say("battery.filled", { name: label })}: ${text}`}</title>
        <rect class="track" width="100" height="8" />
        <rect class="fill" width={socPercent.value} height="8" />
        {settings.reservePercent !== undefined && (
          <rect class="reserve" x={settings.reservePercent} width="0.6" height="8" />
        )}
      </svg>
      <span>{text}</span>
    </div>
  );
}

/** Only where the battery can be told at all. */
function Intents({ battery }: { readonly battery: BatteryView }) {
  const { id, label, actuator } = battery;
  if (!canHold(home.value?.devices ?? [], id)) return null;
  const isGivenUp = actuator?.isReleasing === true || actuator?.isOverruled === true;
  const command = isGivenUp ? undefined : actuator?.command;
  const current = command?.kind === "batteryIntent" && command.intent.kind === "hold" ? "hold" : "auto";
  return (
    <Choice
      label={say("battery.mode", { name: label })}
      options={[
        { value: "auto", label: say("battery.intent.auto") },
        { value: "hold", label: say("battery.intent.hold") },
      ]}
      current={current}
      choose={(intent) => setBattery(id, { intent: intent === "auto" ? null : { kind: intent } })}
    />
  );
}

function canHold(devices: readonly DeviceView[], batteryId: string): boolean {
  const [deviceId, part] = batteryId.split(".");
  const device = devices.find((one) => one.id === deviceId);
  return (device?.capabilities ?? []).some(
    (one) => one.kind === "batteryMode" && one.part === part && one.intents.includes("hold"),
  );
}

function doingKey(watts: number) {
  if (Math.abs(watts) < 15) return "flow.idle";
  return watts > 0 ? "flow.discharging" : "flow.charging";
}
