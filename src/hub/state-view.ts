import { type ControlMemory, sharingStates } from "#control";
import type {
  BatteryState,
  ChargerState,
  DeviceOverview,
  HomeState,
  HouseValues,
  Instant,
  Problem,
  Reason,
  Snapshot,
  SourceId,
} from "#domain";
import type { HomeConfig } from "./config/home-config.ts";
import { deviceOf, settingsInForce } from "./snapshot-builder.ts";

export interface StateSources {
  readonly config: HomeConfig;
  readonly snapshot: Snapshot;
  readonly memory: ControlMemory;
  readonly reasons: readonly Reason[];
  readonly devices: readonly DeviceOverview[];
  readonly problems: readonly Problem[];
}

/** The home as others see it, put together from what the last decision saw and said. */
export function viewState(sources: StateSources, now: Instant): HomeState {
  const { config, snapshot, devices, problems } = sources;
  const reasonOf = (id: SourceId) => sources.reasons.find((reason) => reason.subject === id);
  const sharings = sharingStates(snapshot, sources.memory, now);
  return {
    version: 1,
    at: now,
    home: { id: config.home.id, name: config.home.name, timeZone: config.home.timeZone },
    house: snapshot.house,
    chargers: snapshot.chargers.map((charger): ChargerState => {
      const { id, settings, reading, goodUntil, actuator } = charger;
      const reason = reasonOf(id);
      return {
        id,
        settings: settingsInForce(settings, sources.memory, id),
        ...(reading === undefined ? {} : { reading }),
        ...(goodUntil === undefined ? {} : { goodUntil }),
        ...(actuator === undefined ? {} : { actuator }),
        ...(reason === undefined ? {} : { reason }),
      };
    }),
    batteries: snapshot.batteries.map((battery): BatteryState => {
      const { id, settings, powerW, socPercent, mode, actuator } = battery;
      const reason = reasonOf(id);
      const sharing = sharings.get(id);
      return {
        id,
        settings: { ...settings, ...askedSharing(sources.memory, id) },
        ...(powerW === undefined ? {} : { powerW }),
        ...(socPercent === undefined ? {} : { socPercent }),
        ...(mode === undefined ? {} : { mode }),
        ...(sharing === undefined ? {} : { sharing }),
        ...(actuator === undefined ? {} : { actuator }),
        ...(reason === undefined ? {} : { reason }),
      };
    }),
    devices,
    ...(snapshot.signals === undefined ? {} : { signals: snapshot.signals }),
    reasons: sources.reasons,
    problems: [...config.notes, ...problems],
  };
}

/** What somebody asked for stands above the configuration. */
function askedSharing({ batteries }: StateSources["memory"], id: SourceId) {
  const { share, shareW } = batteries[id] ?? {};
  return { ...(share === undefined ? {} : { share }), ...(shareW === undefined ? {} : { shareW }) };
}

/** The home as one device tells it; `house` is what its readings alone come to. */
export function narrowTo(state: HomeState, device: string, house: HouseValues): HomeState {
  const isOfDevice = ({ id }: { readonly id: SourceId }) => deviceOf(id) === device;
  return {
    ...state,
    house,
    chargers: state.chargers.filter(isOfDevice),
    batteries: state.batteries.filter(isOfDevice),
    devices: state.devices.filter(isOfDevice),
  };
}
