import type {
  BatteryIntent,
  BatteryState,
  Capability,
  ChargerMode,
  ChargerRegulation,
  ChargerState,
  Command,
  DeviceOverview,
  HomeState,
  Instant,
  Language,
  ProblemKind,
  Purpose,
  Reason,
  SettingAdvice,
  Sharing,
  SharingState,
  SourceId,
  ValueDefinition,
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

/** An error answer after RFC 9457 (`application/problem+json`); `detail` is `what` and `remedy` in one text. */
export interface ProblemDocument extends ProblemView {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  /** Where a body or query was wrong, one entry per mistake. */
  readonly mistakes?: readonly { readonly path: string; readonly message: string }[];
  /** What became of the other wishes of a request that was refused in part. */
  readonly answers?: readonly ReasonView[];
}

export interface ChargerView extends Omit<ChargerState, "reason"> {
  readonly label: string;
  readonly reason?: ReasonView;
}

/** How the sun is shared with a battery, with the sentence that says so. */
export interface SharingView extends SharingState {
  readonly sentence: string;
}

export interface BatteryView extends Omit<BatteryState, "reason" | "sharing"> {
  readonly label: string;
  readonly sharing?: SharingView;
  readonly reason?: ReasonView;
}

/** A capability without the list of raw values, which `GET /api/devices/{id}/values` tells. */
export type CapabilityView =
  | Exclude<Capability, { kind: "values" }>
  | { readonly kind: "values"; readonly part?: string; readonly count: number };

export interface DeviceView extends Omit<DeviceOverview, "problem" | "capabilities"> {
  readonly capabilities: readonly CapabilityView[];
  readonly problem?: ProblemView;
}

/** The home's state as `GET /api/state` and `GET /api/events` send it: the domain's state with sentences added. */
export interface StateView extends Omit<HomeState, "chargers" | "batteries" | "devices" | "reasons" | "problems"> {
  readonly language: Language;
  readonly chargers: readonly ChargerView[];
  readonly batteries: readonly BatteryView[];
  readonly devices: readonly DeviceView[];
  readonly reasons: readonly ReasonView[];
  readonly problems: readonly ProblemView[];
}

/**
 * What `GET /api/events` sends, by event name. First the whole `state`; then `change`s with only those members of the
 * state that differ, each replacing the old one whole; `state` again after a slow reader missed some. A `heartbeat`
 * tells that the line stands when nothing changes.
 */
export interface LiveEvents {
  readonly state: StateView;
  readonly change: Partial<StateView>;
  readonly heartbeat: { readonly at: Instant };
}

/** A time in a wish: an ISO 8601 date and time with its zone, or `HH:MM` in the home's time zone (its next occurrence). */
export type WishedTime = string;

export interface ChargerPatch {
  readonly mode?: ChargerMode;
  readonly minCurrentA?: number;
  readonly maxCurrentA?: number;
  readonly priority?: number;
  readonly phases?: "auto" | 1 | 3;
  /** Who makes the charger follow the sun. */
  readonly regulation?: ChargerRegulation;
  /** `null` takes the goal away. */
  readonly goal?: { readonly energyKWh?: number; readonly socPercent?: number; readonly by: WishedTime } | null;
  /** Sunsteer steers again what was set otherwise at the device, or stopped. */
  readonly resume?: true;
}

export type BatteryWish =
  | Exclude<BatteryIntent, { kind: "charge" }>
  | { readonly kind: "charge"; readonly toPercent: number; readonly by: WishedTime };

export interface BatteryPatch {
  /** `null` gives the battery back to its own control. */
  readonly intent?: BatteryWish | null;
  /** Who gets the sun first; `null`: as the configuration says. */
  readonly share?: Sharing | null;
  /** What the battery gets with `share`; alone it means that. */
  readonly shareW?: number;
  /** Sunsteer steers again what was set otherwise at the device. */
  readonly resume?: true;
}

/** One round of values for a charger that regulates itself. Grid: import positive. Battery: discharging positive. */
export interface SurplusWish {
  readonly gridW: number;
  readonly pvW?: number;
  readonly batteryW?: number;
}

export interface ValueWish {
  /** Lists and objects as JSON text. */
  readonly value: string | number | boolean | null;
  /** Needed for values that can lock the owner out or lose data. */
  readonly isConfirmed?: boolean;
}

/** What the next decision said to each wish of a request. */
export interface RequestView {
  readonly answers: readonly ReasonView[];
}

export interface ValueOptionView {
  readonly value: string | number;
  readonly label: string;
}

export interface DeviceValueView extends Omit<ValueDefinition, "label" | "options"> {
  readonly label: string;
  readonly value?: string | number | boolean | null;
  /** When it was true, where that is longer ago than for the rest. */
  readonly at?: Instant;
  readonly options?: readonly ValueOptionView[];
}

export interface DeviceValuesView {
  readonly device: SourceId;
  /** When the values were true; missing before the first reading. */
  readonly at?: Instant;
  readonly values: readonly DeviceValueView[];
}

/** A setting that should stand otherwise for some plan of the owner's. */
export interface AdviceItemView extends Omit<SettingAdvice, "reason"> {
  readonly reason: string;
  readonly label: string;
  readonly unit?: string;
  readonly options?: readonly ValueOptionView[];
}

/** What else the owner should know about a device, and no single setting puts right. */
export interface AdviceNoteView {
  readonly code: string;
  readonly text: string;
}

export interface AdviceView {
  readonly device: SourceId;
  readonly items: readonly AdviceItemView[];
  readonly notes: readonly AdviceNoteView[];
}

/** Sets in one go all that is not done yet of a plan. */
export interface AdviceWish {
  readonly plan: string;
}

export interface CommandView {
  readonly id: string;
  readonly at: Instant;
  readonly target: SourceId;
  readonly command: Command;
  readonly purpose: Exclude<Purpose, "poll">;
  readonly state: "stored" | "sent" | "confirmed" | "failed" | "restored" | "superseded";
  readonly attempts: number;
  readonly finishedAt?: Instant;
  readonly reason: ReasonView;
  readonly problem?: ProblemView;
}

/** Reasons and commands of the past, newest first. */
export interface DecisionsView {
  readonly reasons: readonly ReasonView[];
  readonly commands: readonly CommandView[];
}

export interface HistoryView {
  readonly series: readonly {
    readonly name: string;
    readonly points: readonly {
      readonly at: Instant;
      readonly value: number;
      readonly min: number;
      readonly max: number;
    }[];
  }[];
}

export interface HomeSummary {
  readonly id: string;
  readonly name: string;
  readonly timeZone: string;
  readonly isReady: boolean;
  readonly problems: readonly ProblemView[];
}

export interface HomesView {
  readonly homes: readonly HomeSummary[];
}

export interface ReadinessView {
  readonly isReady: boolean;
  readonly homes: readonly { readonly id: string; readonly isReady: boolean; readonly since?: Instant }[];
}

export interface LoginView {
  /** For programs: `Authorization: Bearer <token>`. Browsers get it as a cookie as well. */
  readonly token: string;
  readonly expiresAt: Instant;
}
