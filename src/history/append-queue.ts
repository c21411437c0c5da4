import type { Decision, Point } from "#domain";
import type { CommandRecord } from "./history.ts";
import type { Batch } from "./history-core.ts";

/** A batch with how far it takes the queue; hand `through` back once it is stored. */
export interface QueuedBatch {
  readonly batch: Batch;
  readonly from: Position;
  readonly through: Position;
}

/** Running numbers of the last point, decision and command. */
interface Position {
  readonly points: number;
  readonly decisions: number;
  readonly commands: number;
}

/**
 * What waits to be stored. Points live in a ring of fixed size whose oldest give way when storage does not follow;
 * decisions and commands are few and never given up. Nothing leaves before it is known to be stored.
 */
export interface AppendQueue {
  addPoints(points: readonly Point[]): void;
  addDecision(decision: Decision): void;
  addCommand(record: CommandRecord): void;
  /** The oldest that waits, without taking it out; undefined when nothing waits. */
  peek(mostPoints: number): QueuedBatch | undefined;
  /** Forgets what has been stored. */
  stored(batch: QueuedBatch): void;
  /** Where the end of the queue is now. */
  end(): Position;
  /** Whether everything up to there has been stored or dropped. */
  isPast(position: Position): boolean;
  waitingPoints(): number;
  droppedPoints(): number;
}

export function createAppendQueue(capacity: number): AppendQueue {
  const ring = createPointRing(capacity);
  const decisions = createRunningList<Decision>();
  const commands = createRunningList<CommandRecord>();
  const start = (): Position => ({
    points: ring.start(),
    decisions: decisions.start(),
    commands: commands.start(),
  });
  return {
    addPoints: (points) => {
      for (const point of points) ring.push(point);
    },
    addDecision: (decision) => decisions.push(decision),
    addCommand: (record) => commands.push(record),
    peek: (mostPoints) => {
      const from = start();
      const batch = {
        ...ring.columns(mostPoints),
        decisions: decisions.all(),
        commands: commands.all(),
      };
      const through = {
        points: from.points + batch.at.length,
        decisions: from.decisions + batch.decisions.length,
        commands: from.commands + batch.commands.length,
      };
      const isEmpty = batch.at.length + batch.decisions.length + batch.commands.length === 0;
      return isEmpty ? undefined : { batch, from, through };
    },
    stored: ({ from, through }) => {
      ring.stored(from.points, through.points);
      decisions.dropUntil(through.decisions);
      commands.dropUntil(through.commands);
    },
    end: () => ({ points: ring.end(), decisions: decisions.end(), commands: commands.end() }),
    isPast: (position) =>
      ring.start() >= position.points &&
      decisions.start() >= position.decisions &&
      commands.start() >= position.commands,
    waitingPoints: () => ring.end() - ring.start(),
    droppedPoints: () => ring.dropped(),
  };
}

/** Points as columns in a ring; positions count up for ever. Names are few and kept once. */
function createPointRing(capacity: number) {
  const series = new Int32Array(capacity);
  const at = new Float64Array(capacity);
  const value = new Float64Array(capacity);
  const names: string[] = [];
  const indexes = new Map<string, number>();
  let start = 0;
  let end = 0;
  let dropped = 0;
  // The number of the point in the first place. Begun anew whenever nothing waits: a ring that always goes on would
  // slowly draw all of its memory from the machine, and mostly a few places will do.
  let first = 0;

  const placeOf = (position: number) => (position - first) % capacity;

  const indexOf = (name: string): number => {
    const known = indexes.get(name);
    if (known !== undefined) return known;
    indexes.set(name, names.length);
    return names.push(name) - 1;
  };

  return {
    start: () => start,
    end: () => end,
    dropped: () => dropped,
    push: (point: Point) => {
      // A number that is none says "missing", and missing values are not stored.
      if (!Number.isFinite(point.value) || !Number.isFinite(point.at)) return;
      if (end - start === capacity) {
        start++;
        dropped++;
      }
      if (start === end) first = end;
      const place = placeOf(end++);
      series[place] = indexOf(point.series);
      at[place] = Math.round(point.at);
      value[place] = point.value;
    },
    columns: (most: number) => {
      const length = Math.min(most, end - start);
      const columns = {
        names: length === 0 ? [] : [...names],
        series: new Int32Array(length),
        at: new Float64Array(length),
        value: new Float64Array(length),
      };
      for (let index = 0; index < length; index++) {
        const place = placeOf(start + index);
        columns.series[index] = series[place] ?? 0;
        columns.at[index] = at[place] ?? 0;
        columns.value[index] = value[place] ?? 0;
      }
      return columns;
    },
    stored: (from: number, through: number) => {
      // What gave way while it was being stored is not lost after all.
      dropped -= Math.max(0, Math.min(start, through) - from);
      start = Math.max(start, through);
    },
  };
}

function createRunningList<T>() {
  let items: T[] = [];
  let start = 0;
  return {
    start: () => start,
    end: () => start + items.length,
    push: (item: T) => {
      items.push(item);
    },
    all: (): readonly T[] => [...items],
    dropUntil: (position: number) => {
      items = items.slice(position - start);
      start = position;
    },
  };
}
