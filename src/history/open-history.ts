import type { z } from "zod";
import { dayMs, type Problem, secondMs, toProblem } from "#domain";
import { type Clock, type Log, silentLog } from "#platform";
import { createAppendQueue } from "./append-queue.ts";
import { createFlusher } from "./flusher.ts";
import type { History, SeriesPoint } from "./history.ts";
import type { Retention, SeriesColumns } from "./history-core.ts";
import type { HistoryAnswers, HistoryCall, HistoryCallKind, HistoryPort } from "./history-port.ts";
import type { OpenDatabase } from "./sqlite/database-file.ts";
import { createInlinePort } from "./sqlite/inline-port.ts";
import { createWorkerPort } from "./sqlite/worker-port.ts";
import { commandRecordSchema, decidedCommandsSchema, parseStored, reasonSchema } from "./stored-schemas.ts";
import { startUpkeep } from "./upkeep.ts";

export interface HistoryOptions {
  readonly path: string;
  readonly clock: Clock;
  /** `worker`: storage never holds the house up. `inline`: in the caller's thread, for virtual time and short commands. */
  readonly mode: "worker" | "inline";
  readonly log?: Log;
  readonly retention?: Partial<Retention>;
  readonly flushEveryMs?: number;
  /** How many points memory holds while storage fails. */
  readonly mostWaitingPoints?: number;
  /** Only look: another process writes here. */
  readonly isReadOnly?: boolean;
  /** Stands in for the real files where a test wants a disk to be full; inline only. */
  readonly open?: OpenDatabase;
}

/** Commands tell what was done to devices, which a dispute may turn on a year later; reasons explain the last weeks. */
export const defaultRetention: Retention = { rawMs: 35 * dayMs, decisionMs: 35 * dayMs, commandMs: 400 * dayMs };

/** Some hours of a house with sixty series at five seconds, in four megabytes. */
const defaultMostWaitingPoints = 200_000;

const defaultFlushEveryMs = 5 * secondMs;

/** Opens (or begins) a history. Comes back at once; a file that cannot be used shows in `health`. */
export function openHistory(options: HistoryOptions): History {
  const { clock, log = silentLog, isReadOnly = false } = options;
  let notice: Problem | undefined;
  let damagedRows = 0;
  const port = createPort(options, (problem) => {
    notice = problem;
    log.error("a torn history file was set aside", { problem });
  });
  const queue = createAppendQueue(options.mostWaitingPoints ?? defaultMostWaitingPoints);
  const flushEveryMs = options.flushEveryMs ?? defaultFlushEveryMs;
  const flusher = createFlusher({ queue, port, clock, log, flushEveryMs });
  const stopUpkeep = isReadOnly ? () => {} : startUpkeep(port, clock, log);
  const asked = new Set<Promise<unknown>>();

  const ask = async <K extends HistoryCallKind>(
    call: Extract<HistoryCall, { kind: K }>,
  ): Promise<HistoryAnswers[K]> => {
    // With failing storage there is no use in trying again for each query; what is stored can still be read.
    if (flusher.problem() === undefined) await flusher.flush().catch(() => {});
    const answer = port.call(call, clock.now());
    asked.add(answer);
    try {
      return (await answer) as HistoryAnswers[K];
    } finally {
      asked.delete(answer);
    }
  };

  const readable = <T>(schema: z.ZodType<T>, texts: readonly string[]): T[] =>
    texts.flatMap((text) => {
      const parsed = parseStored(schema, text);
      if (parsed === undefined) damagedRows++;
      return parsed === undefined ? [] : [parsed];
    });

  port.call({ kind: "seriesNames" }, clock.now()).then(
    () => {},
    (error: unknown) => flusher.tried(toProblem(error)),
  );

  return {
    appendPoints: (points) => {
      queue.addPoints(points);
      flusher.added();
    },
    appendDecision: (decision) => {
      queue.addDecision(decision);
      flusher.added();
    },
    recordCommand: (record) => {
      queue.addCommand(record);
      flusher.added();
    },
    series: async (name, query) => toPoints(await ask<"series">({ kind: "series", name, query })),
    seriesNames: () => ask<"seriesNames">({ kind: "seriesNames" }),
    energyWh: (name, from, to) => ask<"energy">({ kind: "energy", name, from, to }),
    reasons: async (query) => readable(reasonSchema, await ask<"reasons">({ kind: "reasons", query })),
    decisions: async (query) => {
      const stored = await ask<"decisions">({ kind: "decisions", query });
      return stored.map(({ at, commands, reasons }) => ({
        at,
        commands: readable(decidedCommandsSchema, [commands]).flat(),
        reasons: readable(reasonSchema, reasons),
      }));
    },
    commands: async (query) => readable(commandRecordSchema, await ask<"commands">({ kind: "commands", query })),
    backup: (path) => ask<"backup">({ kind: "backup", path }),
    flush: () => flusher.flush(),
    health: () => {
      const problem = flusher.problem();
      return {
        ...(problem === undefined ? {} : { problem }),
        ...(notice === undefined ? {} : { notice }),
        droppedPoints: queue.droppedPoints(),
        waitingPoints: queue.waitingPoints(),
        damagedRows,
      };
    },
    close: async () => {
      stopUpkeep();
      await flusher.flush().catch((error: unknown) => {
        log.error("history ends with unstored rows", { points: queue.waitingPoints(), error });
      });
      flusher.stop();
      await Promise.allSettled(asked);
      await port.close();
    },
  };
}

function createPort(options: HistoryOptions, onRepair: (problem: Problem) => void): HistoryPort {
  const { path, clock, mode, open, isReadOnly = false } = options;
  const retention = { ...defaultRetention, ...options.retention };
  const file = { path, retention, isReadOnly };
  if (mode === "worker") return createWorkerPort({ ...file, clock, onRepair });
  return createInlinePort({ ...file, onRepair, ...(open === undefined ? {} : { open }) });
}

function toPoints({ at, value, min, max }: SeriesColumns): SeriesPoint[] {
  return Array.from(at, (start, index) => ({
    at: start,
    value: value[index] ?? 0,
    min: min[index] ?? 0,
    max: max[index] ?? 0,
  }));
}
