import type { CallUsage } from "#domain";
import type { DeviceView } from "#http/contract";
import { formatAge, formatNumber } from "../format.ts";
import { language, say } from "../language.ts";
import { home, hubNow } from "../live.ts";
import type { TextKey } from "../text.ts";

export function DeviceList() {
  const devices = home.value?.devices ?? [];
  return (
    <section class="card devices" aria-labelledby="devices-title">
      <h2 id="devices-title">{say("devices.title")}</h2>
      {devices.length === 0 && <p class="quiet">{say("devices.none")}</p>}
      <ul>
        {devices.map((device) => (
          <Device key={device.id} device={device} />
        ))}
      </ul>
    </section>
  );
}

function Device({ device }: { readonly device: DeviceView }) {
  const { id, label, state, lastReadingAt, problem, usage } = device;
  return (
    <li data-device={id} data-state={state}>
      <p class="device-line">
        <span class="dot" aria-hidden="true" />
        <b>{label}</b> <span class="quiet">{id}</span>
        <span class="device-state">{say(`device.${state}`)}</span>
      </p>
      <p class="quiet">
        {lastReadingAt === undefined
          ? say("device.never")
          : say("device.read", { age: formatAge(hubNow.value - lastReadingAt) })}
      </p>
      {problem !== undefined && (
        <p class="note note-bad">
          <strong>{problem.what}</strong> {problem.remedy}
          {problem.retryAt !== undefined && problem.retryAt > hubNow.value && (
            <> ({say("device.retry", { age: formatAge(problem.retryAt - hubNow.value) })})</>
          )}
        </p>
      )}
      {usage.filter(isWorthShowing).map((one) => (
        <Usage key={one.ruleId} usage={one} />
      ))}
    </li>
  );
}

function Usage({ usage: { used, max, perMs } }: { readonly usage: CallUsage }) {
  const number = (value: number) => formatNumber(value, language.value);
  return (
    <p class="usage">
      <svg viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true" data-full={used / max > 0.9}>
        <rect class="track" width="100" height="4" />
        <rect class="fill" width={Math.min(100, (100 * used) / max)} height="4" />
      </svg>
      <small>{say("device.calls", { used: number(used), max: number(max), per: say(perKey(perMs)) })}</small>
    </p>
  );
}

/** A limit per second is full and empty again before anybody has read it. */
function isWorthShowing(usage: CallUsage): boolean {
  return usage.perMs >= 60_000;
}

function perKey(perMs: number): TextKey {
  if (perMs >= 86_400_000) return "per.day";
  if (perMs >= 3_600_000) return "per.hour";
  return perMs >= 60_000 ? "per.minute" : "per.second";
}
