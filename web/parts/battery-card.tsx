import type { BatteryView } from "#http/contract";
import { formatNumber, formatPower } from "../format.ts";
import { setBattery } from "../hub.ts";
import { language, say } from "../language.ts";
import { home, hubNow } from "../live.ts";
import { ageWords, CommandNote, Fact } from "./charger-card.tsx";
import { Choice } from "./choice.tsx";
import { Icon } from "./icon.tsx";
import { Resume } from "./resume.tsx";
import { Share } from "./share.tsx";
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
        {powerW !== undefined && <span class="pill">{say(doingKey(battery))}</span>}
      </div>
      <p class="power" data-stale={isStale}>
        <span class="number">{power?.value ?? "–"}</span> {power?.unit}
        <small>{powerW === undefined ? say("flow.missing") : ageWords(powerW.at, isStale)}</small>
      </p>
      <FillBar battery={battery} />
      <Intents battery={battery} />
      <dl class="facts">
        {settings.reservePercent !== undefined && <Fact name="battery.reserve">{settings.reservePercent} %</Fact>}
        {canHold(id) && <Fact name="battery.guard">{say(settings.isEvGuarded ? "yes" : "no")}</Fact>}
        {mode !== undefined && <Fact name="battery.maker-mode">{mode}</Fact>}
      </dl>
      <Share battery={battery} />
      {reason !== undefined && <Why reason={reason} />}
      {reason?.rule === "user-wins" && <Resume resume={() => setBattery(id, { resume: true })} />}
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
  const { id, label } = battery;
  if (!canHold(id)) return null;
  return (
    <Choice
      label={say("battery.mode", { name: label })}
      options={[
        { value: "auto", label: say("battery.intent.auto") },
        { value: "hold", label: say("battery.intent.hold") },
      ]}
      current={isHoldWished(battery) ? "hold" : "auto"}
      choose={(intent) => setBattery(id, { intent: intent === "auto" ? null : { kind: intent } })}
    />
  );
}

function canHold(batteryId: string): boolean {
  const [deviceId, part] = batteryId.split(".");
  const device = home.value?.devices.find((one) => one.id === deviceId);
  return (device?.capabilities ?? []).some(
    (one) => one.kind === "batteryMode" && one.part === part && one.intents.includes("hold"),
  );
}

/** Rules that hold a battery without being asked: the guard, the owner's own rules. */
const holdingByThemselves: readonly string[] = ["ev-guard", "battery-rule", "restore"];

/** That it is held does not tell that somebody wanted it; what is pressed is what was wanted. */
function isHoldWished({ actuator, reason }: BatteryView): boolean {
  return isHeld(actuator) && !holdingByThemselves.includes(reason?.rule ?? "");
}

function isHeld(actuator: BatteryView["actuator"]): boolean {
  if (actuator === undefined || actuator.isReleasing === true || actuator.isOverruled === true) return false;
  return actuator.command.kind === "batteryIntent" && actuator.command.intent.kind === "hold";
}

function doingKey({ powerW, actuator }: BatteryView) {
  const watts = powerW?.value ?? 0;
  if (Math.abs(watts) >= 15) return watts > 0 ? "flow.discharging" : "flow.charging";
  return isHeld(actuator) && actuator?.state === "confirmed" ? "flow.held" : "flow.idle";
}
