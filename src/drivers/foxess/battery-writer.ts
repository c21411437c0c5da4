import { ProblemError } from "#domain";
import type { CallOptions } from "#platform";
import type { BatteryTarget } from "./battery-control.ts";
import type { FoxessClient, SchedulePeriod } from "./client.ts";
import { isBlockedBySchedule } from "./errno.ts";
import { type Inverter, onGridKey, workModeKey } from "./inverter.ts";

/** Writes a battery's single settings and its schedule's switch, past what stands in the way of each. */
export interface BatteryWriter {
  write(target: BatteryTarget, call: CallOptions): Promise<void>;
  /** The same where they shall rule alone: a schedule that is on is switched off first. */
  writeAlone(target: BatteryTarget, call: CallOptions): Promise<void>;
  /** Leaves these periods in the schedule and switches it off. */
  switchOff(periods: readonly SchedulePeriod[], call: CallOptions): Promise<void>;
  switchOn(periods: readonly SchedulePeriod[], call: CallOptions): Promise<void>;
}

export function createBatteryWriter(client: FoxessClient, inverter: Inverter): BatteryWriter {
  const { serial } = inverter;

  /** A device that follows its timetable refuses single settings: the timetable is switched off, and tried once more. */
  const writePastSchedule = async (write: () => Promise<void>, call: CallOptions) => {
    try {
      await write();
    } catch (error) {
      if (!(error instanceof ProblemError) || !isBlockedBySchedule(error.problem)) throw error;
      await client.writeSchedulerFlag(serial, false, call);
      await write().catch(withoutAnotherTry);
    }
  };

  const writeOnGrid = async (percent: number, call: CallOptions) => {
    if (inverter.settings().has(onGridKey)) return client.writeSetting(serial, onGridKey, String(percent), call);
    const { minSoc = percent } = await client.socLimits(serial, call);
    return client.writeSocLimits(serial, { minSoc, minSocOnGrid: percent }, call);
  };

  const write = async ({ workMode, minSocOnGrid }: BatteryTarget, call: CallOptions) => {
    if (workMode !== undefined)
      await writePastSchedule(() => client.writeSetting(serial, workModeKey, workMode, call), call);
    if (minSocOnGrid !== undefined) await writePastSchedule(() => writeOnGrid(minSocOnGrid, call), call);
  };

  return {
    write,
    writeAlone: async (target, call) => {
      if (inverter.isScheduled() === true) await client.writeSchedulerFlag(serial, false, call);
      await write(target, call);
    },
    switchOff: async (periods, call) => {
      await client.writeSchedule(serial, periods, call, inverter.recentSchedule());
      await client.writeSchedulerFlag(serial, false, call);
    },
    switchOn: (periods, call) => client.writeSchedule(serial, periods, call, inverter.recentSchedule()),
  };
}

/** What is blocked although no timetable is active any more stays so: trying again would only eat the day's calls. */
function withoutAnotherTry(error: unknown): never {
  if (!(error instanceof ProblemError) || !isBlockedBySchedule(error.problem)) throw error;
  throw new ProblemError({ ...error.problem, isRetryable: false }, error);
}
