import {
  type ChargerState,
  createProblem,
  createReason,
  type DeviceOverview,
  type HomeState,
  hourMs,
  type Instant,
  minuteMs,
  type Reason,
  type Sample,
  type SourceId,
  secondMs,
} from "#domain";

/** A sunny noon: 6.8 kW from the roof, a car at 16 A on one phase, the battery taking the rest. */
export function fakeHomeState(at: Instant): HomeState {
  const good = (value: number, source: SourceId, ageMs = 4 * secondMs): Sample => ({
    value,
    at: at - ageMs,
    source,
    quality: "measured",
    goodUntil: at - ageMs + minuteMs,
  });
  const reasons = fakeReasons(at);
  return {
    version: 1,
    at,
    home: { id: "home", name: "Home", timeZone: "Europe/Berlin" },
    house: {
      gridW: good(-140, "roof"),
      gridPhases: { at, source: "roof", quality: "measured", goodUntil: at + minuteMs, currentA: [1.2, -0.4, -1.1] },
      solarW: good(6_840, "roof"),
      batteryW: good(-2_310, "roof"),
      siteLoadW: good(4_390, "roof"),
      houseLoadW: { ...good(710, "roof"), quality: "derived" },
    },
    chargers: [fakeCharger(at, reasons)],
    batteries: [
      {
        id: "roof",
        settings: { reservePercent: 20, isEvGuarded: true, share: "car-first" },
        powerW: good(-2_310, "roof"),
        socPercent: good(64, "roof"),
        mode: "SelfUse",
      },
    ],
    devices: fakeDevices(at),
    reasons,
    problems: [],
  };
}

function fakeReasons(at: Instant): readonly Reason[] {
  return [
    createReason("wallbox", "solar", "charging", {
      at: at - 12 * secondMs,
      reviewAt: at + 18 * secondMs,
      because: { surplusW: 3_820, currentA: 16, phases: 1 },
    }),
  ];
}

function fakeCharger(at: Instant, reasons: readonly Reason[]): ChargerState {
  const [reason] = reasons;
  return {
    id: "wallbox",
    settings: {
      mode: "solar",
      priority: 1,
      minCurrentA: 6,
      maxCurrentA: 16,
      phases: "auto",
      rotation: [1, 2, 3],
      goal: { energyWh: 12_000, by: at + 7 * hourMs },
    },
    reading: {
      kind: "charger",
      source: "wallbox",
      at: at - 2 * secondMs,
      receivedAt: at - 2 * secondMs,
      quality: "measured",
      status: "C",
      powerW: 3_680,
      phases: { powerW: [3_680, 0, 0], currentA: [16, 0, 0], voltageV: [230, 231, 229] },
      isAllowed: true,
      offeredCurrentA: 16,
      activePhases: 1,
      sessionWh: 8_420,
      totalWh: 1_204_000,
    },
    goodUntil: at + minuteMs,
    actuator: {
      command: { kind: "charger", target: "wallbox", setting: { isAllowed: true, currentA: 16, phases: 1 } },
      state: "confirmed",
      since: at - 10 * secondMs,
    },
    ...(reason === undefined ? {} : { reason }),
  };
}

function fakeDevices(at: Instant): readonly DeviceOverview[] {
  return [
    {
      id: "roof",
      label: "FoxESS",
      driver: "foxess",
      state: "ok",
      since: at - hourMs,
      lastReadingAt: at - 4 * secondMs,
      capabilities: [
        { kind: "solar" },
        { kind: "meter", place: "grid", hasPhases: true },
        { kind: "battery", capacityWh: 10_000 },
      ],
      usage: [{ ruleId: "day", used: 412, max: 1_440, perMs: 24 * hourMs }],
    },
    {
      id: "wallbox",
      label: "go-e",
      driver: "goe",
      state: "ok",
      since: at - hourMs,
      lastReadingAt: at - 2 * secondMs,
      capabilities: [
        { kind: "charger", minCurrentA: 6, maxCurrentA: 16, stepA: 1, phases: 3, canSwitchPhases: true },
        {
          kind: "values",
          definitions: [
            {
              key: "amp",
              label: { en: "Requested current", de: "Gewünschter Strom", fr: "Courant demandé" },
              access: "read-write",
              type: "number",
              unit: "A",
              min: 6,
              max: 32,
            },
          ],
        },
      ],
      usage: [],
    },
  ];
}

/** The state with every member that a state can have, so that a description of it can be checked for gaps. */
export function withEverything(state: HomeState): HomeState {
  const problem = createProblem("refused", "foxess.41200", { facts: { detail: "busy" }, retryAt: state.at + minuteMs });
  return {
    ...state,
    problems: [problem],
    chargers: state.chargers.map((charger) => ({
      ...charger,
      settings: { ...charger.settings, goal: { energyWh: 1_000, socPercent: 80, by: state.at } },
      ...(charger.reading === undefined ? {} : { reading: { ...charger.reading, isFull: false } }),
    })),
    batteries: state.batteries.map((battery) => ({
      ...battery,
      settings: { ...battery.settings, shareW: 2_000 },
      sharing: {
        ...{
          share: "share",
          shareW: 2_000,
          setBy: "request",
          basis: "below-reserve",
          keepsW: 2_310,
          reservePercent: 20,
        },
        configured: { share: "share", shareW: 1_500 },
      },
      actuator: {
        command: { kind: "batteryIntent", target: battery.id, intent: { kind: "reserve", percent: 30 } },
        state: "failed",
        since: state.at,
        isReleasing: true,
        problem,
      },
    })),
    devices: state.devices.map((device) => ({
      ...device,
      capabilities: [
        ...device.capabilities,
        { kind: "batteryMode", part: "one", intents: ["auto", "hold"], modes: ["SelfUse"] },
        { kind: "battery", capacityWh: 10_000, maxChargeW: 5_000, maxDischargeW: 5_000 },
        { kind: "socLimits", lowestPercent: 10, highestPercent: 100 },
        { kind: "surplusFeed", everyMs: 5_000 },
      ],
    })),
  };
}

/** The roof's cloud has stopped answering: its values are old and its problem is told. */
export function withFailingRoof(state: HomeState): HomeState {
  const old = (sample: Sample | undefined) =>
    sample === undefined ? {} : { ...sample, at: state.at - 14 * minuteMs, goodUntil: state.at - 9 * minuteMs };
  const { gridW, solarW, batteryW, houseLoadW } = state.house;
  return {
    ...state,
    house: {
      ...(gridW === undefined ? {} : { gridW: { ...gridW, ...old(gridW) } }),
      ...(solarW === undefined ? {} : { solarW: { ...solarW, ...old(solarW) } }),
      ...(batteryW === undefined ? {} : { batteryW: { ...batteryW, ...old(batteryW) } }),
      ...(houseLoadW === undefined ? {} : { houseLoadW: { ...houseLoadW, ...old(houseLoadW) } }),
    },
    devices: state.devices.map((device) =>
      device.id === "roof"
        ? {
            ...device,
            state: "failing",
            since: state.at - 9 * minuteMs,
            lastReadingAt: state.at - 14 * minuteMs,
            problem: createProblem("unreachable", "unreachable.timeout", {
              facts: { host: "www.foxesscloud.com", afterS: 20 },
              retryAt: state.at + 40 * secondMs,
            }),
          }
        : device,
    ),
  };
}
