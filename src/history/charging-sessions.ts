import { dayMs, hourMs, type Instant, minuteMs, type SourceId } from "#domain";
import type { History, SeriesPoint } from "./history.ts";

/** One stay of a car at a charger, from plugging in to unplugging. */
export interface ChargingSession {
  readonly charger: SourceId;
  readonly from: Instant;
  /** Undefined while the car is still there. */
  readonly to?: Instant;
  /** Undefined when no reading tells. */
  readonly energyWh?: number;
  /** The part that did not come from the grid at that time; undefined where no grid series was named. */
  readonly ownWh?: number;
  /** Time of the stay without readings; what was charged then is not counted. */
  readonly missingMs: number;
}

export interface SessionQuery {
  readonly charger: SourceId;
  readonly from: Instant;
  readonly to: Instant;
  /** Power at the grid connection, e.g. `meter/meter.grid.powerW`. */
  readonly gridSeries?: string;
}

const stepMs = 5 * minuteMs;

/** A car may have been plugged in long before the asked time. */
const lookBackMs = 14 * dayMs;

/** The stays that touch the asked time, oldest first. */
export async function chargingSessions(history: History, query: SessionQuery): Promise<ChargingSession[]> {
  const stays = (await findStays(history, query)).filter(({ to }) => to === undefined || to > query.from);
  const sessions: ChargingSession[] = [];
  for (const stay of stays) sessions.push(await describeStay(history, query, stay));
  return sessions;
}

interface Stay {
  readonly from: Instant;
  to?: Instant;
}

async function findStays(history: History, { charger, from, to }: SessionQuery): Promise<Stay[]> {
  const series = `${charger}/charger.isPlugged`;
  const stays: Stay[] = [];
  let current: Stay | undefined;
  const see = (at: Instant, isPlugged: boolean) => {
    if (isPlugged && current === undefined) {
      current = { from: at };
      stays.push(current);
    } else if (!isPlugged && current !== undefined) {
      current.to = at;
      current = undefined;
    }
  };
  for (const step of await history.series(series, { from: from - lookBackMs, to, resolutionMs: stepMs })) {
    if (step.min === step.max) see(step.at, step.value >= 0.5);
    else for (const { at, value } of await pointsOf(history, series, step)) see(at, value >= 0.5);
  }
  return stays;
}

/** The points within a step during which something changed; where they are gone, the step itself. */
function pointsOf(history: History, series: string, { at }: SeriesPoint): Promise<SeriesPoint[]> {
  return history.series(series, { from: at, to: at + stepMs });
}

async function describeStay(history: History, query: SessionQuery, stay: Stay): Promise<ChargingSession> {
  const { charger, gridSeries } = query;
  const power = `${charger}/charger.powerW`;
  const end = stay.to ?? query.to;
  const { energyWh, missingMs } = await history.energyWh(power, stay.from, end);
  const ownWh =
    gridSeries === undefined || energyWh === undefined
      ? undefined
      : Math.min(energyWh, await ownEnergyWh(history, power, gridSeries, stay.from, end));
  return {
    charger,
    from: stay.from,
    ...(stay.to === undefined ? {} : { to: stay.to }),
    ...(energyWh === undefined ? {} : { energyWh }),
    ...(ownWh === undefined ? {} : { ownWh }),
    missingMs,
  };
}

/** Whatever the house imports while a car charges is put down to the car: the share may be too low, never flattering. */
async function ownEnergyWh(history: History, power: string, grid: string, from: Instant, to: Instant): Promise<number> {
  const query = { from, to, resolutionMs: stepMs };
  const importW = new Map((await history.series(grid, query)).map(({ at, value }) => [at, Math.max(0, value)]));
  let ownWh = 0;
  for (const { at, value } of await history.series(power, query)) {
    const heldMs = Math.max(0, Math.min(to, at + stepMs) - Math.max(from, at));
    const imported = importW.get(at);
    if (imported !== undefined) ownWh += (Math.max(0, value - imported) * heldMs) / hourMs;
  }
  return ownWh;
}
