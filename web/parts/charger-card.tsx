import type { ComponentChildren } from "preact";
import type { ChargerMode } from "#domain";
import type { ChargerView } from "#http/contract";
import { formatAge, formatEnergy, formatNumber, formatPower, formatTime, join } from "../format.ts";
import { setCharger } from "../hub.ts";
import { language, say } from "../language.ts";
import { home, hubNow } from "../live.ts";
import type { TextKey } from "../text.ts";
import { Choice } from "./choice.tsx";
import { Icon } from "./icon.tsx";
import { Resume } from "./resume.tsx";
import { Why } from "./why.tsx";

const modes: readonly ChargerMode[] = ["off", "solar", "solar+min", "fast"];

export function ChargerCard({ charger }: { readonly charger: ChargerView }) {
  const { id, label, settings, reading, goodUntil, reason } = charger;
  const isStale = goodUntil !== undefined && goodUntil < hubNow.value;
  const power = reading === undefined ? undefined : formatPower(reading.powerW, language.value);
  return (
    <section class="card device-card car" aria-label={label} data-charger={id}>
      <div class="card-head">
        <Icon name="car" />
        <h2>{label}</h2>
        <span class="pill" data-status={reading?.status ?? "unknown"}>
          {say(statusKey(charger))}
        </span>
      </div>
      <p class="power" data-stale={isStale}>
        <span class="number">{power?.value ?? "–"}</span> {power?.unit}
        <small>{reading === undefined ? say("flow.missing") : ageWords(reading.at, isStale)}</small>
      </p>
      <Choice
        label={say("charger.mode", { name: label })}
        options={modes.map((mode) => ({ value: mode, label: say(`charger.mode.${mode}`) }))}
        current={settings.mode}
        choose={(mode) => setCharger(id, { mode })}
      />
      <Facts charger={charger} />
      {reason !== undefined && <Why reason={reason} />}
      {isStopped(reason) && <Resume resume={() => setCharger(id, { resume: true })} />}
      <CommandNote charger={charger} />
    </section>
  );
}

function Facts({ charger: { settings, reading } }: { readonly charger: ChargerView }) {
  const amps = (value: number) => `${formatNumber(value, language.value, 1)}\u00a0A`;
  const measured = reading?.phases?.currentA;
  const current = measured === undefined ? reading?.offeredCurrentA : Math.max(...measured);
  return (
    <dl class="facts">
      {current !== undefined && <Fact name="charger.current">{amps(current)}</Fact>}
      {reading?.activePhases !== undefined && <Fact name="charger.phases">{reading.activePhases}</Fact>}
      {reading?.sessionWh !== undefined && (
        <Fact name="charger.session">{join(formatEnergy(reading.sessionWh, language.value))}</Fact>
      )}
      <Fact name="charger.limits">{`${settings.minCurrentA}–${amps(settings.maxCurrentA)}`}</Fact>
      <Goal settings={settings} />
    </dl>
  );
}

function Goal({ settings: { goal } }: Pick<ChargerView, "settings">) {
  if (goal === undefined) return null;
  const what =
    goal.energyWh === undefined
      ? `${goal.socPercent ?? "–"}\u00a0%`
      : join(formatEnergy(goal.energyWh, language.value));
  const time = formatTime(goal.by, hubNow.value, language.value, home.value?.home.timeZone ?? "UTC");
  return <Fact name="charger.goal">{say("charger.goal-by", { what, time })}</Fact>;
}

export function Fact({ name, children }: { readonly name: TextKey; readonly children: ComponentChildren }) {
  return (
    <div>
      <dt>{say(name)}</dt>
      <dd>{children}</dd>
    </div>
  );
}

/** Only what a reader should know: a command on its way or gone wrong. */
export function CommandNote({ charger: { actuator } }: { readonly charger: Pick<ChargerView, "actuator"> }) {
  if (actuator === undefined || actuator.state === "confirmed" || actuator.isOverruled === true) return null;
  return (
    <p class="command" data-state={actuator.state}>
      {say(`command.${actuator.state}`)} · {say("age.ago", { age: formatAge(hubNow.value - actuator.since) })}
    </p>
  );
}

export function ageWords(at: number, isStale: boolean): string {
  const age = formatAge(hubNow.value - at);
  return isStale ? say("age.stale", { age }) : say("age.ago", { age });
}

/** Somebody stopped it for a while. */
function isStopped(reason: ChargerView["reason"]): boolean {
  return reason?.rule === "mode" && reason.effect === "stopped";
}

function statusKey({ reading }: ChargerView): TextKey {
  if (reading === undefined) return "charger.status.unknown";
  return reading.isFull === true && reading.status === "B" ? "charger.status.full" : `charger.status.${reading.status}`;
}
