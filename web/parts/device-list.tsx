import { say } from "../language.ts";
import { home } from "../live.ts";
import { Device } from "./device.tsx";

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
