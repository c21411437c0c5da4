import { memoryUsage } from "node:process";
import { Counter, Gauge, Registry } from "prom-client";
import { type HomeState, type Reason, secondMs } from "#domain";
import type { Hub } from "#hub";
import type { LiveFeed } from "./live-feed.ts";

/** The hub's numbers for Prometheus and its kin. */
export interface Metrics {
  readonly contentType: string;
  render(): Promise<string>;
  close(): void;
}

const flows = [
  ["grid", "gridW"],
  ["solar", "solarW"],
  ["battery", "batteryW"],
  ["site_load", "siteLoadW"],
  ["house_load", "houseLoadW"],
] as const;

export function createMetrics(homes: readonly Hub[], feedOf: (hub: Hub) => LiveFeed): Metrics {
  const registry = new Registry();
  const gauges = createGauges(registry);
  const unsubscribes = homes.map((hub) => countReasons(hub, registry));
  return {
    contentType: registry.contentType,
    render: () => {
      registry.getMetricsAsArray().forEach((metric) => {
        if (metric instanceof Gauge) metric.reset();
      });
      for (const hub of homes) {
        showHome(hub.homeId, hub.state(), gauges);
        showHub(hub, feedOf(hub), gauges);
      }
      gauges.memory.set(memoryUsage.rss());
      return registry.metrics();
    },
    close: () => {
      for (const unsubscribe of unsubscribes) unsubscribe();
    },
  };
}

type Gauges = ReturnType<typeof createGauges>;

function createGauges(registry: Registry) {
  const gauge = <Label extends string>(name: string, help: string, labelNames: readonly Label[]) =>
    new Gauge({ name: `sunsteer_${name}`, help, labelNames: [...labelNames], registers: [registry] });
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
    reason: gauge("reason", "1 for the reason in force.", ["home", "subject", "rule", "effect"]),
    isReady: gauge("ready", "1 once every device was tried and the first decision made.", ["home"]),
    waitingPoints: gauge("history_waiting_points", "Points not yet stored.", ["home"]),
    droppedPoints: gauge("history_dropped_points", "Points lost because storing failed too long.", ["home"]),
    readers: gauge("live_readers", "Open live feeds.", ["home"]),
    memory: gauge("resident_memory_bytes", "Memory of the process.", []),
  };
}

function showHome(home: string, state: HomeState, gauges: Gauges): void {
  for (const [flow, key] of flows) {
    const sample = state.house[key];
    if (sample === undefined) continue;
    const labels = { home, flow, source: sample.source };
    gauges.power.set(labels, sample.value);
    gauges.age.set(labels, (state.at - sample.at) / secondMs);
    gauges.isFresh.set(labels, state.at <= sample.goodUntil ? 1 : 0);
  }
  for (const { id, socPercent } of state.batteries) {
    if (socPercent !== undefined) gauges.soc.set({ home, battery: id }, socPercent.value);
  }
  for (const { id, settings, reading } of state.chargers) {
    const labels = { home, charger: id };
    gauges.mode.set({ ...labels, mode: settings.mode }, 1);
    if (reading === undefined) continue;
    gauges.chargerPower.set(labels, reading.powerW);
    if (reading.offeredCurrentA !== undefined) gauges.chargerCurrent.set(labels, reading.offeredCurrentA);
    if (reading.sessionWh !== undefined) gauges.session.set(labels, reading.sessionWh);
  }
  for (const { subject, rule, effect } of state.reasons) gauges.reason.set({ home, subject, rule, effect }, 1);
  showDevices(home, state, gauges);
}

function showDevices(home: string, state: HomeState, gauges: Gauges): void {
  for (const { id, driver, state: condition, lastReadingAt, usage } of state.devices) {
    gauges.deviceState.set({ home, device: id, driver, state: condition }, 1);
    if (lastReadingAt !== undefined) gauges.deviceAge.set({ home, device: id }, (state.at - lastReadingAt) / secondMs);
    for (const { ruleId, used, max } of usage) {
      gauges.callsUsed.set({ home, device: id, rule: ruleId }, used);
      gauges.callsLimit.set({ home, device: id, rule: ruleId }, max);
    }
  }
}

function showHub(hub: Hub, feed: LiveFeed, gauges: Gauges): void {
  const labels = { home: hub.homeId };
  const { waitingPoints, droppedPoints } = hub.history.health();
  gauges.isReady.set(labels, hub.readiness().isReady ? 1 : 0);
  gauges.waitingPoints.set(labels, waitingPoints);
  gauges.droppedPoints.set(labels, droppedPoints);
  gauges.readers.set(labels, feed.readerCount());
}

/** Counts each time another reason comes into force for a charger, battery or device: the decisions that mattered. */
function countReasons(hub: Hub, registry: Registry): () => void {
  const counter = reasonCounter(registry);
  const inForce = new Map<string, string>();
  const look = (reasons: readonly Reason[]) => {
    for (const { subject, rule, effect } of reasons) {
      const key = `${rule}.${effect}`;
      if (inForce.get(subject) === key) continue;
      inForce.set(subject, key);
      counter.inc({ home: hub.homeId, subject, rule, effect });
    }
  };
  return hub.subscribe((state) => look(state.reasons));
}

function reasonCounter(registry: Registry) {
  const name = "sunsteer_reason_changes_total";
  const known = registry.getSingleMetric(name);
  if (known instanceof Counter) return known;
  return new Counter({
    name,
    help: "How often a reason came into force.",
    labelNames: ["home", "subject", "rule", "effect"],
    registers: [registry],
  });
}
