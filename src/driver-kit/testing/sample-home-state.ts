import type { HomeState, Instant, Quality } from "#domain";

/** A home with a roof, a battery and a charging car, as a target would be told of it. */
export function sampleHomeState(at: Instant): HomeState {
  const sample = (source: string, value: number, quality: Quality = "measured") => ({
    ...{ source, value, at: at - 2_000, quality, goodUntil: at + 60_000 },
  });
  return {
    version: 1,
    at,
    home: { id: "home", name: "Home", timeZone: "Europe/Berlin" },
    house: {
      gridW: sample("roof", -1_250),
      solarW: sample("roof", 5_400),
      batteryW: sample("roof", -700),
      siteLoadW: sample("roof", 3_450),
      houseLoadW: sample("roof", 650, "derived"),
    },
    chargers: [
      {
        id: "wallbox",
        settings: {
          ...{ mode: "solar", priority: 1, minCurrentA: 6, maxCurrentA: 16, phases: "auto", rotation: [1, 2, 3] },
        },
        reading: {
          ...{ kind: "charger", source: "wallbox", at: at - 2_000, receivedAt: at - 1_900, quality: "measured" },
          ...{ status: "C", powerW: 2_800, isAllowed: true, offeredCurrentA: 12, activePhases: 1, sessionWh: 4_200 },
        },
        goodUntil: at + 30_000,
      },
    ],
    batteries: [
      {
        id: "roof",
        settings: { isEvGuarded: true },
        powerW: sample("roof", -700),
        socPercent: sample("roof", 62),
        mode: "SelfUse",
      },
    ],
    devices: [
      {
        ...{ id: "roof", driver: "toy", state: "ok", since: at - 3_600_000, lastReadingAt: at - 2_000 },
        ...{ label: "Roof", capabilities: [{ kind: "solar" }], usage: [] },
      },
    ],
    reasons: [],
    problems: [],
  };
}

/** The same home with nothing known yet: no target may turn this into zeros. */
export function emptyHomeState(at: Instant): HomeState {
  return { ...sampleHomeState(at), house: {}, chargers: [], batteries: [], devices: [] };
}
