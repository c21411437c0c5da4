import { type Instant, minuteMs, secondMs } from "#domain";
import type { Connection, DriverContext } from "#driver-kit";
import { createKioskClient } from "./client.ts";
import type { FusionsolarConfig } from "./config.ts";
import { kioskReadings } from "./mapping.ts";

export type KioskConfig = Extract<FusionsolarConfig, { kiosk: unknown }>;

/** The maker renews the page every half hour; a value is looked for a little oftener, and is old when it comes. */
const everyMs = 10 * minuteMs;
const freshForMs = 45 * minuteMs;

/** A plant's public page: what the roof yields, and nothing else. */
export function connectKiosk({ kiosk, url, timeoutS }: KioskConfig, { http, clock }: DriverContext): Connection {
  const page = new URL(kiosk.reveal());
  const address = url === undefined ? page.href : new URL(page.pathname + page.search + page.hash, url).href;
  const client = createKioskClient({ url: address, http, timeoutMs: timeoutS * secondMs });
  let shown: { readonly told: string; readonly at: Instant } | undefined;

  return {
    capabilities: () => [{ kind: "solar" }],
    polls: [
      {
        id: "live",
        brings: ["solar"],
        everyMs,
        freshForMs,
        read: async (call) => {
          const values = await client.values(call);
          const told = JSON.stringify(values);
          // The page tells no time: a value that stays the same in daylight is as old as its first sight.
          const isRepeated = shown?.told === told && (values.powerKw ?? 0) > 0;
          if (!isRepeated || shown === undefined) shown = { told, at: clock.now() };
          return kioskReadings(values, shown.at);
        },
      },
    ],
    actuators: [],
    close: async () => {},
  };
}
