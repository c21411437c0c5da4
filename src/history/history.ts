import type { Command, Decision, Instant, Point, Problem, Purpose, Reason, SourceId } from "#domain";

/** How far a command has come. */
export type CommandState = "stored" | "sent" | "confirmed" | "failed" | "restored" | "superseded";

export const commandStates: readonly CommandState[] = [
  "stored",
  "sent",
  "confirmed",
  "failed",
  "restored",
  "superseded",
];

/** One command with its fate; recording the same id again replaces what was known of it. */
export interface CommandRecord {
  readonly id: string;
  readonly at: Instant;
  readonly target: SourceId;
  readonly command: Command;
  readonly purpose: Exclude<Purpose, "poll">;
  readonly reason: Reason;
  readonly state: CommandState;
  readonly attempts: number;
  readonly finishedAt?: Instant;
  readonly problem?: Problem;
}

export interface SeriesQuery {
  readonly from: Instant;
  /** Exclusive. */
  readonly to: Instant;
  /** Width of one answer in time; without it every stored point comes back. */
  readonly resolutionMs?: number;
}

/** One value of a series, or the summary of a stretch that starts at `at`. */
export interface SeriesPoint {
  readonly at: Instant;
  /** Mean over time of the stretch; of a counter (series ending in `Wh`) its last state. */
  readonly value: number;
  readonly min: number;
  readonly max: number;
}

export interface ReasonQuery {
  readonly subject?: SourceId;
  readonly since?: Instant;
  readonly limit: number;
}

export interface DecisionQuery {
  readonly since?: Instant;
  readonly until?: Instant;
  readonly limit: number;
}

export interface CommandQuery {
  readonly target?: SourceId;
  readonly state?: CommandState;
  readonly since?: Instant;
  readonly until?: Instant;
  readonly limit: number;
}

/** The integral of a power series, with how much of the asked time it really knows. */
export interface EnergySum {
  /** Balance; undefined when nothing at all is known. */
  readonly energyWh: number | undefined;
  /** The part of it while power was positive (import, discharging) and, as a positive number, while it was negative. */
  readonly positiveWh: number;
  readonly negativeWh: number;
  readonly coveredMs: number;
  /** Time for which there were no readings; its energy is in none of the sums. */
  readonly missingMs: number;
}

export interface HistoryHealth {
  /** Why nothing can be stored at present; gone as soon as storing works again. */
  readonly problem?: Problem;
  /** What was repaired since the start (a torn file set aside). */
  readonly notice?: Problem;
  /** Points lost because storage failed for longer than memory lasts. */
  readonly droppedPoints: number;
  /** Points waiting in memory. */
  readonly waitingPoints: number;
  /** Stored rows that could not be understood when read. */
  readonly damagedRows: number;
}

/**
 * What happened in the house. Appending never waits and never fails: it goes through memory, and `health` tells when
 * storage does not follow. Queries see everything appended before, as long as storage works.
 */
export interface History {
  appendPoints(points: readonly Point[]): void;
  appendDecision(decision: Decision): void;
  recordCommand(record: CommandRecord): void;
  series(name: string, query: SeriesQuery): Promise<SeriesPoint[]>;
  seriesNames(): Promise<string[]>;
  energyWh(series: string, from: Instant, to: Instant): Promise<EnergySum>;
  /** Newest first. */
  reasons(query: ReasonQuery): Promise<Reason[]>;
  /** Newest first. */
  decisions(query: DecisionQuery): Promise<Decision[]>;
  /** Newest first. */
  commands(query: CommandQuery): Promise<CommandRecord[]>;
  /** Copies everything stored so far to another file while the house goes on. */
  backup(path: string): Promise<void>;
  /** Resolves when all that was appended is stored; rejects with the problem when it cannot be. */
  flush(): Promise<void>;
  health(): HistoryHealth;
  close(): Promise<void>;
}
