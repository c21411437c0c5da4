import {
  type ChargerState,
  createReason,
  fail,
  type HomeState,
  type Reason,
  type RequestBody,
  secondMs,
  type ValuesReading,
} from "#domain";
import type { CommandRecord, History, SeriesQuery } from "#history";
import type { Hub } from "#hub";
import type { Clock } from "#platform";
import { fakeHomeState } from "./fake-home.ts";

/** A hub without a house behind it: it shows the state it is given, and its car follows the mode at once. */
export interface FakeHub extends Hub {
  /** Shows another state, as if something had been read. */
  show(change: (state: HomeState) => HomeState): void;
  readonly requests: readonly { readonly body: RequestBody; readonly by: string }[];
  readonly seriesQueries: readonly SeriesQuery[];
  /** Devices that were asked for everything again. */
  readonly refreshed: readonly string[];
  setReady(isReady: boolean): void;
  subscribers(): number;
}

const fakeAdvice = { en: "For the sun.", de: "Für die Sonne.", fr: "Pour le soleil." };

export function createFakeHub(clock: Clock, homeId = "home"): FakeHub {
  const requests: { body: RequestBody; by: string }[] = [];
  const listeners = new Set<(state: HomeState) => void>();
  const past: FakePast = { reasons: [], commands: [], queries: [] };
  let state = { ...fakeHomeState(clock.now()), home: { id: homeId, name: homeId, timeZone: "Europe/Berlin" } };
  const refreshed: string[] = [];
  let isReady = true;

  const now = (): HomeState => ({ ...state, at: clock.now() });
  const show = (change: (state: HomeState) => HomeState) => {
    state = { ...state, ...change(now()) };
    for (const listener of listeners) listener(now());
  };

  return {
    homeId,
    history: createFakeHistory(past),
    requests,
    seriesQueries: past.queries,
    state: now,
    show,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    subscribers: () => listeners.size,
    request: async (body, by) => {
      requests.push({ body, by });
      const reason = answerTo(body, clock.now());
      past.reasons.unshift(reason);
      show((before) => obey(before, body, reason));
      return { id: `request-${requests.length}`, reason };
    },
    signal: (id, signal) => {
      if (id !== "ohme") throw fail("invalid", "signal.unknown", { facts: { id, known: "ohme" } });
      const at = clock.now();
      const charging = "powerW" in signal ? { powerW: signal.powerW, isCharging: signal.powerW > 200 } : signal;
      return { id, source: id, at, goodUntil: at + 600 * secondMs, quality: "measured", ...charging };
    },
    values: (deviceId) => (deviceId === "wallbox" ? fakeValues(clock.now()) : undefined),
    refresh: async (deviceId) => {
      refreshed.push(deviceId);
      if (deviceId === "roof") throw fail("unreachable", "device.not-connected", { facts: { device: deviceId } });
    },
    refreshed,
    advice: (deviceId) =>
      deviceId === "wallbox"
        ? [
            { plan: "surplus", key: "lmo", found: 3, wanted: 4, isDone: false, reason: fakeAdvice },
            { plan: "surplus", key: "amp", found: 16, wanted: 16, isDone: true, reason: fakeAdvice },
          ]
        : [],
    notes: (deviceId) => (deviceId === "wallbox" ? [{ code: "ocpp-steers-too", text: fakeAdvice }] : []),
    readiness: () => ({ isReady, problems: [], ...(isReady ? { since: clock.now() } : {}) }),
    setReady: (value) => {
      isReady = value;
    },
    reload: async () => {},
    stop: async () => {},
  };
}

interface FakePast {
  readonly reasons: Reason[];
  readonly commands: CommandRecord[];
  readonly queries: SeriesQuery[];
}

function createFakeHistory(past: FakePast): History {
  return {
    appendPoints: () => {},
    appendDecision: () => {},
    recordCommand: (record) => past.commands.unshift(record),
    series: async (_name, query) => {
      past.queries.push(query);
      return [{ at: query.from, value: 100, min: 90, max: 110 }];
    },
    seriesNames: async () => ["roof/solar.powerW"],
    energyWh: async () => ({ energyWh: undefined, positiveWh: 0, negativeWh: 0, coveredMs: 0, missingMs: 0 }),
    reasons: async ({ limit }) => past.reasons.slice(0, limit),
    decisions: async () => [],
    commands: async ({ limit }) => past.commands.slice(0, limit),
    backup: async () => {},
    flush: async () => {},
    health: () => ({ droppedPoints: 0, waitingPoints: 3, damagedRows: 0 }),
    close: async () => {},
  };
}

function fakeValues(at: number): ValuesReading {
  return { kind: "values", source: "wallbox", at, receivedAt: at, quality: "measured", values: { amp: 16, zzz: 1 } };
}

/** Refuses currents no car takes, as the real rules do; says yes to everything else. */
function answerTo(body: RequestBody, at: number): Reason {
  const times = { at, reviewAt: at + 30 * secondMs };
  switch (body.kind) {
    case "chargerMode":
      return createReason(body.charger, "request", "mode-set", { ...times, because: { mode: body.mode } });
    case "chargerLimits": {
      const isPossible = body.minCurrentA === undefined || body.minCurrentA >= 6;
      return createReason(body.charger, "request", isPossible ? "limits-set" : "limits-refused", times);
    }
    case "chargerPhases":
      return createReason(body.charger, "request", "phases-set", times);
    case "chargerGoal":
      return createReason(body.charger, "request", body.goal === undefined ? "goal-cleared" : "goal-set", times);
    case "chargerStop":
      return createReason(body.charger, "request", "stop-set", { ...times, because: { forS: body.forS } });
    case "chargerRegulation":
      return createReason(body.charger, "request", `regulated-by-${body.regulation}`, times);
    case "surplus":
      return createReason(body.charger, "request", "surplus-sent", times);
    case "batteryIntent":
      return createReason(
        body.battery,
        "request",
        body.intent === undefined ? "battery-cleared" : "battery-set",
        times,
      );
    case "batterySharing":
      return createReason(body.battery, "request", `sharing-${body.share ?? "cleared"}`, times);
    case "resume":
      return createReason(body.device, "request", "resumed", times);
    case "value":
      return createReason(body.device, "request", "value-set", {
        ...times,
        because: { key: body.key, value: body.value ?? "null" },
      });
  }
}

function obey(state: HomeState, body: RequestBody, reason: Reason): HomeState {
  const others = state.reasons.filter((one) => one.subject !== reason.subject);
  const reasons = [reason, ...others];
  if (body.kind !== "chargerMode") return { ...state, reasons };
  const follow = (charger: ChargerState): ChargerState => {
    const { reading, settings } = charger;
    const currentA = body.mode === "off" ? 0 : 16;
    const changed = { ...charger, settings: { ...settings, mode: body.mode }, reason };
    if (reading === undefined) return changed;
    return {
      ...changed,
      reading: {
        ...reading,
        at: state.at,
        status: currentA === 0 ? "B" : "C",
        isAllowed: currentA > 0,
        powerW: currentA * 230 * (body.mode === "fast" ? 3 : 1),
        offeredCurrentA: currentA,
        activePhases: body.mode === "fast" ? 3 : 1,
      },
    };
  };
  return {
    ...state,
    reasons,
    chargers: state.chargers.map((charger) => (charger.id === body.charger ? follow(charger) : charger)),
  };
}
