import type { Instant, Problem } from "#domain";
import type { CommandQuery, DecisionQuery, EnergySum, ReasonQuery, SeriesQuery } from "./history.ts";
import type { Batch, HistoryCore, SeriesColumns, StoredDecision } from "./history-core.ts";

/** A call that is answered at once. */
type DirectCall =
  | { readonly kind: "append"; readonly batch: Batch }
  | { readonly kind: "seriesNames" }
  | { readonly kind: "series"; readonly name: string; readonly query: SeriesQuery }
  | { readonly kind: "energy"; readonly name: string; readonly from: Instant; readonly to: Instant }
  | { readonly kind: "reasons"; readonly query: ReasonQuery }
  | { readonly kind: "decisions"; readonly query: DecisionQuery }
  | { readonly kind: "commands"; readonly query: CommandQuery }
  | { readonly kind: "maintain" };

/** One call to the core as data, so that it can go to another thread. */
export type HistoryCall = DirectCall | { readonly kind: "backup"; readonly path: string };

export interface HistoryAnswers {
  readonly append: undefined;
  readonly seriesNames: string[];
  readonly series: SeriesColumns;
  readonly energy: EnergySum;
  readonly reasons: string[];
  readonly decisions: StoredDecision[];
  readonly commands: string[];
  readonly maintain: boolean;
  readonly backup: undefined;
}

export type HistoryCallKind = HistoryCall["kind"];

export type HistoryAnswer = HistoryAnswers[HistoryCallKind];

/** The way to the core, in this thread or another. A call fails with the problem that storage has. */
export interface HistoryPort {
  call(call: HistoryCall, now: Instant): Promise<HistoryAnswer>;
  close(): Promise<void>;
}

/** What the core's side tells without being asked. */
export type OnRepair = (problem: Problem) => void;

/** Answers everything but a backup, which takes its time. */
export function answerCall(core: HistoryCore, call: DirectCall, now: Instant): HistoryAnswer {
  switch (call.kind) {
    case "append":
      core.append(call.batch);
      return undefined;
    case "seriesNames":
      return core.seriesNames();
    case "series":
      return core.series(call.name, call.query);
    case "energy":
      return core.energy(call.name, call.from, call.to);
    case "reasons":
      return core.reasons(call.query);
    case "decisions":
      return core.decisions(call.query);
    case "commands":
      return core.commands(call.query);
    case "maintain":
      return core.maintain(now);
  }
}
