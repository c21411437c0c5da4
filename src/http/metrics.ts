import { memoryUsage } from "node:process";
import { type HomeState, type Reason, secondMs } from "#domain";
import type { Hub } from "#hub";
import { createExposition, type Exposition, expositionType } from "./exposition.ts";
import type { LiveFeed } from "./live-feed.ts";

/** The hub's numbers for Prometheus and its kin. */
export interface Metrics {
  readonly contentType: string;
  render(): string;
  close(): void;
}

const flows = [
  ["grid", "gridW"],
  ["solar", "solarW"],
  ["battery", "batteryW"],
  ["site_load", "siteLoadW"],
  ["house_load", "houseLoadW"],
] as const;

const reasonLabels = ["home", "subject", "rule", "effect"] as const;

export function createMetrics(homes: readonly Hub[], feedOf: (hub: Hub) => LiveFeed): Metrics {
  const counts = homes.map((hub) => countReasons(hub));
  return {
    contentType: expositionType,
    render: () => {
      const exposition = createExposition();
      const metrics = declareMetrics(exposition);
      for (const hub of homes) {
        showHome(hub.homeId, hub.state(), metrics);
        showHub(hub, feedOf(hub), metrics);
      }
      for (const { changes } of counts) {
        for (const { labels, count } of changes()) metrics.reasonChanges.set(labels, count);
      }
      metrics.memory.set({}, memoryUsage.rss());
      return exposition.text();
    },
    close: () => {
      for (const { close } of counts) close();
    },
  };
}

type HomeMetrics = ReturnType<typeof declareMetrics>;

function declareMetrics({ gauge: bareGauge, counter }: Exposition) {
  const gauge = <Label extends string>(name: string, help: string, labelNames: readonly Label[]) =>
    bareGauge(`sunsteer_${name}`, help, labelNames);
  return {
    power: gauge("power_watts", "Grid: import positive. Battery: discharging positive.", ["home", "flow", "source"]),
    age: gauge("value_age_seconds", "Age of the house's values.", ["home", "flow", "source"]),
    isFresh: gauge("value_fresh", "1 while a value may be relied on.", ["home", "flow", "source"]),
    soc: gauge("battery_soc_percent", "Fill of a house battery.", ["home", "battery"]),
    chargerPower: gauge("charger_power_watts", "Power of a charger.", ["home", "charger"]),
    chargerCurrent: gauge("charger_offered_amperes", "Current the car may draw.", ["home", "charger"]),
    session: gauge("charger_session_watt_hours", "Energy since the car was connected.", ["home", "charger"]),
    mode: gauge("charger_mode", "1 for the mode in force.", ["home", "charger", "mode"]),
    deviceState: gauge("device_state", "1 for the state in force.", ["home", "device", "driver", "state"]),
    deviceAge: gauge("device_reading_age_seconds", "Time since a device last told something.", ["home", "device"]),
    callsUsed: gauge("calls_used", "Calls that count against a vendor's limit.", ["home", "device", "rule"]),
    callsLimit: gauge("calls_limit", "A vendor's limit.", ["home", "device", "rule"]),
    reason: gauge("reason", "1 for the reason in force.", reasonLabels),
    isReady: gauge("ready", "1 once every device was tried and the first decision made.", ["home"]),
    waitingPoints: gauge("history_waiting_points", "Points not yet stored.", ["home"]),
    droppedPoints: gauge("history_dropped_points", "Points lost because storing failed too long.", ["home"]),
    readers: gauge("live_readers", "Open live feeds.", ["home"]),
    memory: gauge("resident_memory_bytes", "Memory of the process.", []),
    reasonChanges: counter("sunsteer_reason_changes_total", "How often a reason came into force.", reasonLabels),
  };
}

function showHome(home: string, state: HomeState, metrics: HomeMetrics): void {
  for (const [flow, key] of flows) {
    const sample = state.house[key];
    if (sample === undefined) continue;
    const labels = { home, flow, source: sample.source };
    metrics.power.set(labels, sample.value);
    metrics.age.set(labels, (state.at - sample.at) / secondMs);
    metrics.isFresh.set(labels, state.at <= sample.goodUntil ? 1 : 0);
  }
  for (const { id, socPercent } of state.batteries) {
    if (socPercent !== undefined) metrics.soc.set({ home, battery: id }, socPercent.value);
  }
  for (const { id, settings, reading } of state.chargers) {
    const labels = { home, charger: id };
    metrics.mode.set({ ...labels, mode: settings.mode }, 1);
    if (reading === undefined) continue;
    metrics.chargerPower.set(labels, reading.powerW);
    if (reading.offeredCurrentA !== undefined) metrics.chargerCurrent.set(labels, reading.offeredCurrentA);
    if (reading.sessionWh !== undefined) metrics.session.set(labels, reading.sessionWh);
  }
  for (const { subject, rule, effect } of state.reasons) metrics.reason.set({ home, subject, rule, effect }, 1);
  showDevices(home, state, metrics);
}

function showDevices(home: string, state: HomeState, metrics: HomeMetrics): void {
  for (const { id, driver, state: condition, lastReadingAt, usage } of state.devices) {
    metrics.deviceState.set({ home, device: id, driver, state: condition }, 1);
    if (lastReadingAt !== undefined) metrics.deviceAge.set({ home, device: id }, (state.at - lastReadingAt) / secondMs);
    for (const { ruleId, used, max } of usage) {
      metrics.callsUsed.set({ home, device: id, rule: ruleId }, used);
      metrics.callsLimit.set({ home, device: id, rule: ruleId }, max);
    }
  }
}

function showHub(hub: Hub, feed: LiveFeed, metrics: HomeMetrics): void {
  const labels = { home: hub.homeId };
  const { waitingPoints, droppedPoints } = hub.history.health();
  metrics.isReady.set(labels, hub.readiness().isReady ? 1 : 0);
  metrics.waitingPoints.set(labels, waitingPoints);
  metrics.droppedPoints.set(labels, droppedPoints);
  metrics.readers.set(labels, feed.readerCount());
}

interface ReasonCount {
  readonly labels: Readonly<Record<(typeof reasonLabels)[number], string>>;
  count: number;
}

/** Counts each time another reason comes into force for a charger, battery or device: the decisions that mattered. */
function countReasons(hub: Hub) {
  const counts = new Map<string, ReasonCount>();
  const inForce = new Map<string, string>();
  const look = (reasons: readonly Reason[]) => {
    for (const { subject, rule, effect } of reasons) {
      const key = `${rule}.${effect}`;
      if (inForce.get(subject) === key) continue;
      inForce.set(subject, key);
      const known = counts.get(`${subject} ${key}`);
      if (known !== undefined) known.count += 1;
      else counts.set(`${subject} ${key}`, { labels: { home: hub.homeId, subject, rule, effect }, count: 1 });
    }
  };
  return { changes: () => counts.values(), close: hub.subscribe((state) => look(state.reasons)) };
}
