import type { Decision, Instant } from "#domain";
import type { CommandQuery, CommandRecord, DecisionQuery, EnergySum, ReasonQuery, SeriesQuery } from "./history.ts";

/** What is appended in one transaction; points as columns, `series` pointing into `names`. */
export interface Batch {
  readonly names: readonly string[];
  readonly series: Int32Array<ArrayBuffer>;
  readonly at: Float64Array<ArrayBuffer>;
  readonly value: Float64Array<ArrayBuffer>;
  readonly decisions: readonly Decision[];
  readonly commands: readonly CommandRecord[];
}

export interface SeriesColumns {
  readonly at: Float64Array;
  readonly value: Float64Array;
  readonly min: Float64Array;
  readonly max: Float64Array;
}

/** A decision as stored: JSON of its commands and of each of its reasons. */
export interface StoredDecision {
  readonly at: Instant;
  readonly commands: string;
  readonly reasons: readonly string[];
}

/** Synchronous storage of a history; texts are JSON that the caller checks. */
export interface HistoryCore {
  append(batch: Batch): void;
  seriesNames(): string[];
  series(name: string, query: SeriesQuery): SeriesColumns;
  energy(name: string, from: Instant, to: Instant): EnergySum;
  reasons(query: ReasonQuery): string[];
  decisions(query: DecisionQuery): StoredDecision[];
  commands(query: CommandQuery): string[];
  /** One small step of rolling up and letting go; true when nothing is left to do at this time. */
  maintain(now: Instant): boolean;
  backup(path: string): Promise<void>;
  close(): void;
}

/** How long what is kept. */
export interface Retention {
  readonly rawMs: number;
  /** Undefined: for ever. */
  readonly rollupMs?: number;
  readonly decisionMs: number;
  readonly commandMs: number;
}
