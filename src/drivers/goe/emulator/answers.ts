import type { Json } from "#domain";
import type { EmulatorContext } from "#driver-kit";
import type { Random, ServerReply } from "#platform";
import type { EmulatedCharger } from "./charger.ts";
import type { RawWrite } from "./writes.ts";

const headers = { "access-control-allow-origin": "*", connection: "close" };

export function json(status: number, body: Readonly<Record<string, Json>>): ServerReply {
  return { status, headers: { ...headers, "content-type": "application/json" }, body: JSON.stringify(body) };
}

export function plain(status: number, body: string): ServerReply {
  return { status, headers: { ...headers, "content-type": "text/plain" }, body };
}

/** The keys asked for, in the charger's own order, and whether it lacks some of them. */
export function filtered(charger: EmulatedCharger, filter: string) {
  const values = charger.shown();
  const asked = filter.split(",").filter((key) => key !== "");
  const added = charger.addedKeys();
  const found = Object.keys(values).filter((key) => asked.includes(key) || added.includes(key));
  return {
    body: Object.fromEntries(found.map((key) => [key, values[key] ?? null])),
    isPartial: asked.some((key) => !(key in values)),
  };
}

/** Splits by hand: the firmware looks at each value's length as it came over the wire. A `+` is a blank to it. */
export function rawWrites(rawQuery: string): RawWrite[] {
  return rawQuery
    .split("&")
    .filter((pair) => pair !== "")
    .map((pair) => {
      const at = pair.indexOf("=");
      const encoded = at < 0 ? "" : pair.slice(at + 1);
      return { key: decode(at < 0 ? pair : pair.slice(0, at)), text: decode(encoded), encodedLength: encoded.length };
    });
}

function decode(encoded: string): string {
  try {
    return decodeURIComponent(encoded.replaceAll("+", " "));
  } catch {
    return encoded;
  }
}

/** What is new since it was told last. Most values are the very same ones as a second ago. */
export function changesSince(
  told: Readonly<Record<string, Json>>,
  present: Readonly<Record<string, Json>>,
): readonly (readonly [string, Json])[] {
  return Object.entries(present).filter(([key, value]) => {
    const before = told[key];
    if (value === before) return false;
    return typeof value !== "object" || value === null || JSON.stringify(value) !== JSON.stringify(before);
  });
}

/** Reported of busy chargers: 2 to 30 s. */
export function slowAnswerMs(random: Random): number {
  return Math.round(random.between(2_000, 30_000));
}

const slowMessageMs = 3_000;

/** Lets messages wait while the charger is slow, and keeps them in their order, as a connection does. */
export function createOutbox({ clock, faults, quirks, random }: EmulatorContext) {
  let lastAtMs = Number.NEGATIVE_INFINITY;
  return (send: () => void): void => {
    const slowMs = quirks.isOn("slow-answers") ? slowAnswerMs(random) : faults.isActive("slow") ? slowMessageMs : 0;
    const now = clock.steadyMs();
    if (slowMs === 0 && lastAtMs <= now) {
      send();
      return;
    }
    lastAtMs = Math.max(lastAtMs, now + slowMs);
    clock.schedule(lastAtMs - now, send);
  };
}
