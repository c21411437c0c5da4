import type {
  BatteryState,
  ChargerState,
  DeviceOverview,
  HomeState,
  Instant,
  Language,
  ProblemKind,
  Reason,
} from "#domain";

/** A reason with its sentence in the reader's language. */
export interface ReasonView extends Reason {
  readonly sentence: string;
}

/** A problem in the reader's language: what happened and what to do. */
export interface ProblemView {
  readonly kind: ProblemKind;
  readonly code: string;
  readonly what: string;
  readonly remedy: string;
  readonly retryAt?: Instant;
}

/** The home's state as `GET /api/state` and `GET /api/events` send it: the domain's state with sentences added. */
export interface StateView extends Omit<HomeState, "chargers" | "batteries" | "devices" | "reasons" | "problems"> {
  readonly language: Language;
  readonly chargers: readonly (Omit<ChargerState, "reason"> & {
    readonly label: string;
    readonly reason?: ReasonView;
  })[];
  readonly batteries: readonly (Omit<BatteryState, "reason"> & {
    readonly label: string;
    readonly reason?: ReasonView;
  })[];
  readonly devices: readonly (Omit<DeviceOverview, "problem"> & { readonly problem?: ProblemView })[];
  readonly reasons: readonly ReasonView[];
  readonly problems: readonly ProblemView[];
}
