import { type Capability, fail, secondMs } from "#domain";
import type { Connection, DriverContext, Poll } from "#driver-kit";
import type { CallOptions } from "#platform";
import type { ListedPlant } from "./account-lists.ts";
import { liveWindowMs } from "./calls.ts";
import type { Device } from "./client.ts";
import { type Collector, createCollector, loneWay } from "./collector.ts";
import type { AccountConfig } from "./config.ts";
import { meterKindOf, type PlantDevice, type PlantFlows } from "./derivation/derive-plant.ts";
import { kindOf } from "./derivation/device-sample.ts";
import { deviceTypeName } from "./device-types.ts";
import { toReadings } from "./mapping.ts";
import { createPlantState, type PlantState, type ReceivedRow } from "./plant-state.ts";
import { beatMs, createSampleTimes } from "./sample-times.ts";

/** Two rounds and a half: one that fails is normal life. */
export const freshForMs = 2.5 * liveWindowMs;

/** Who asks before its turn gets what is there; oftener than this is never of use. */
const soonestMs = 10 * secondMs;

/** A round takes a second longer than the window; who came at the window's end would come twice. */
const longestWaitMs = liveWindowMs + 2 * secondMs;

/** A reply now and then lacks a value; only when nothing comes so often in a row is something wrong. */
const emptyRounds = 3;

/** One plant of an account. */
export async function connectPlant(config: AccountConfig, context: DriverContext): Promise<Connection> {
  const { clock, log, signal } = context;
  const collector = openCollector(config, context);
  const call: CallOptions = { purpose: "poll", ...(signal === undefined ? {} : { signal }) };
  const judge = (found: ListedPlant) => void countedDevices(found, config);
  let listed = await collector.find(config.plant, call, judge);
  let devices = countedDevices(listed, config);
  const times = createSampleTimes(() => clock.now());
  // Counted from the measurement a row may be five minutes older than from its receipt.
  const goodForMs = () => freshForMs + (times.isKnown() ? beatMs : 0);
  let state = stateOf(listed, devices, config, goodForMs);
  let empty = 0;
  const told = new Set<string>();

  const tellOfPlant = () => {
    const { name, code } = listed.plant;
    log.info("plant found", { plant: name, code });
    const named = devices.map(({ devName, id, devTypeId }) => `${devName ?? id} (${deviceTypeName(devTypeId)})`);
    log.info("devices that count", { devices: named.join(", "), everyS: liveWindowMs / secondMs });
  };

  /** Lists are renewed daily; a plant may have new devices then, or come back under a new code. */
  const follow = async (pollCall: CallOptions) => {
    const current = await collector.find(config.plant, pollCall, judge);
    if (current === listed || sameDevices(current, listed)) return;
    listed = current;
    devices = countedDevices(listed, config);
    state = stateOf(listed, devices, config, goodForMs);
    tellOfPlant();
  };

  const tellOfSilent = ({ silent }: PlantFlows) => {
    for (const id of silent) {
      if (told.has(id)) continue;
      const device = devices.find((one) => one.id === id);
      if (device === undefined) continue;
      told.add(id);
      const kind = deviceTypeName(device.devTypeId);
      log.warn("the cloud tells nothing of a device: it is offline, or the account lacks its data points", {
        ...{ device: device.devName ?? id, kind, plant: listed.plant.name },
      });
    }
  };

  tellOfPlant();
  /** The rows with the times of their measurement, as far as these are known. */
  const timedRows = async (pollCall: CallOptions): Promise<ReadonlyMap<string, ReceivedRow>> => {
    const rows = await collector.rows(devices, pollCall);
    const telling = tellingDevice(devices);
    const row = telling === undefined ? undefined : rows.get(telling.id);
    if (telling !== undefined && row !== undefined)
      await times.take(row, (span) => collector.history(telling, span, pollCall));
    return new Map([...rows].map(([id, { values, at }]) => [id, { values, at: times.measuredAt(at) }]));
  };

  const live: Poll = {
    id: "live",
    brings: ["meter", "solar", "battery"],
    everyMs: liveWindowMs,
    get freshForMs() {
      return goodForMs();
    },
    // A little after the account's own turn, whoever of its plants that was fetched for.
    paceMs: () => Math.min(longestWaitMs, Math.max(soonestMs, collector.nextAt(devices) - clock.now() + 1)),
    read: async (pollCall) => {
      await follow(pollCall);
      const flows = state.flows(await timedRows(pollCall), clock.now());
      const readings = toReadings(flows);
      empty = readings.length === 0 ? empty + 1 : 0;
      if (empty >= emptyRounds)
        throw fail("unreachable", "fusionsolar.no-values", { facts: { plant: listed.plant.name } });
      if (readings.length > 0) tellOfSilent(flows);
      return readings;
    },
  };

  return {
    capabilities: () => capabilitiesOf(state.devices, config),
    polls: [live],
    actuators: [],
    close: async () => {
      if (context.shared === undefined) await collector.close();
    },
  };
}

/** All plants of one account with the same login share what fetches for them. */
function openCollector(config: AccountConfig, { shared, http, session, clock, log }: DriverContext): Collector {
  const create = (way: Parameters<typeof createCollector>[0]["way"]) =>
    createCollector({ account: config, way, clock, log });
  const { url, username, password, timeoutS } = config;
  const key = [url, username, password.reveal(), timeoutS].join("\n");
  return shared === undefined ? create(loneWay({ http, session })) : shared(key, create);
}

function stateOf(
  { plant }: ListedPlant,
  devices: readonly Device[],
  config: AccountConfig,
  goodForMs: () => number,
): PlantState {
  return createPlantState({
    ...{ ...config, devices, capacityKw: plant.capacityKw },
    get maxAgeMs() {
      return goodForMs();
    },
  });
}

/** A meter's numbers change at night too. */
function tellingDevice(devices: readonly Device[]): Device | undefined {
  const of = (...kinds: readonly PlantDevice["kind"][]) =>
    devices.find(({ devTypeId }) => kinds.some((kind) => kind === kindOf(devTypeId)));
  return of("powerSensor", "gridMeter") ?? of("inverter");
}

function sameDevices(one: ListedPlant, other: ListedPlant): boolean {
  return one.plant.code === other.plant.code && idsOf(one) === idsOf(other);
}

function idsOf({ devices }: ListedPlant): string {
  return devices.map(({ id }) => id).join();
}

/** The devices that count: of several meters the one that is named. */
export function countedDevices({ plant, devices }: ListedPlant, { use, meter }: AccountConfig): readonly Device[] {
  const known = devices.flatMap((device) => {
    const kind = kindOf(device.devTypeId);
    return kind === undefined ? [] : [{ device, id: device.id, kind }];
  });
  if (!known.some(({ kind }) => kind === "inverter"))
    throw fail("refused", "fusionsolar.no-inverter", { facts: { plant: plant.name } });
  const isMeter = ({ kind }: { kind: PlantDevice["kind"] }) => kind === "powerSensor" || kind === "gridMeter";
  const others = known.filter((one) => !isMeter(one));
  const meterKind = meterKindOf(known, use);
  const candidates = known.filter((one) => isMeter(one) && (meter !== undefined || one.kind === meterKind));
  const wanted = meter?.toLowerCase();
  const meters =
    wanted === undefined
      ? candidates
      : candidates.filter(({ device: { id, devName, esnCode } }) =>
          [id, devName, esnCode].some((name) => name?.toLowerCase() === wanted),
        );
  const names = candidates.map(({ device: { devName, id } }) => `${devName ?? "?"} (${id})`).join(", ") || "–";
  if (wanted !== undefined && meters.length === 0)
    throw fail("invalid", "fusionsolar.unknown-meter", { facts: { found: meter, known: names } });
  if (meters.length > 1)
    throw fail("invalid", "fusionsolar.which-meter", { facts: { plant: plant.name, known: names } });
  return [...others, ...meters].map(({ device }) => device);
}

function capabilitiesOf(devices: readonly PlantDevice[], { use }: AccountConfig): readonly Capability[] {
  const capabilities: Capability[] = [{ kind: "solar" }];
  if (meterKindOf(devices, use) !== undefined) capabilities.push({ kind: "meter", place: "grid", hasPhases: false });
  if (use.battery && devices.some(({ kind }) => kind === "battery")) capabilities.push({ kind: "battery" });
  return capabilities;
}
