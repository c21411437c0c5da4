import type {
  DeviceNote,
  HomeState,
  Instant,
  Problem,
  Reason,
  RequestBody,
  SettingAdvice,
  SignalSnapshot,
  ValuesReading,
} from "#domain";
import type { History } from "#history";
import type { HomeConfig } from "./config/home-config.ts";
import type { Signal } from "./signals.ts";

/** What became of a request: the reason the next decision gave for it. */
export interface RequestAnswer {
  readonly id: string;
  readonly reason: Reason;
}

/** One running home. A process may hold several; nothing here is global. */
export interface Hub {
  readonly homeId: string;
  readonly history: History;
  state(): HomeState;
  /** Tells of every change of state, at most once per turn of the clock; returns how to stop. */
  subscribe(listener: (state: HomeState) => void): () => void;
  /** Hands a wish to the next decision and waits for what it says; fails where a device has no such value. */
  request(body: RequestBody, by: string): Promise<RequestAnswer>;
  /** Takes in what somebody tells of a charger that no driver reads; fails where the configuration has no such signal. */
  signal(id: string, signal: Signal): SignalSnapshot;
  /** Raw values of a device by the maker's keys, as last read. */
  values(deviceId: string): ValuesReading | undefined;
  /** Reads everything of a device again now; fails with what it answers instead. */
  refresh(deviceId: string): Promise<void>;
  /** How a device's settings should stand, and why; nothing where the device gives no advice. */
  advice(deviceId: string): readonly SettingAdvice[];
  /** What else its owner should know about a device. */
  notes(deviceId: string): readonly DeviceNote[];
  /** Ready once every device has been tried and the first decision is made. */
  readiness(): { readonly isReady: boolean; readonly since?: Instant; readonly problems: readonly Problem[] };
  /** Takes over a changed configuration; devices that did not change keep their state. */
  reload(config: HomeConfig): Promise<void>;
  /** Ends polling, puts back what was changed, closes files. */
  stop(): Promise<void>;
}
