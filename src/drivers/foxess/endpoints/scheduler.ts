import { z } from "zod";
import { createProblem, ProblemError, toProblem } from "#domain";
import type { CallOptions } from "#platform/for-clients";
import type { Exchange } from "../exchange.ts";
import { flag } from "../reply-values.ts";
import { checkPeriods } from "../schedule/check-periods.ts";
import type { Schedule, SchedulePeriod, SchedulerVersion } from "../schedule/schedule.ts";
import { scheduleReply, toSchedule } from "../schedule/schedule-reply.ts";
import { createSchedulerVersions, type ProductHint, type SchedulerVersions } from "../schedule/scheduler-versions.ts";
import { toGroups } from "../schedule/to-groups.ts";

/** The flag arrives as number or as boolean; a device that never had a schedule may answer with nothing at all. */
export const schedulerFlag = z
  .object({ support: flag, enable: flag })
  .nullish()
  .transform((answer) => ({ isSupported: answer?.support ?? false, isEnabled: answer?.enable ?? false }));

export type SchedulerFlag = z.output<typeof schedulerFlag>;

/** The inverter's timetable. Which generation of the interface it answers is found out, and remembered. */
export interface SchedulerEndpoints {
  schedulerFlag(serial: string, call?: CallOptions): Promise<SchedulerFlag>;
  writeSchedulerFlag(serial: string, isEnabled: boolean, call?: CallOptions): Promise<void>;
  schedule(serial: string, call?: CallOptions): Promise<Schedule>;
  /**
   * Reads the timetable, hands over its periods, writes what comes back and switches the timetable on; without periods
   * it is switched off. So what others have put there stays unless it is taken out on purpose.
   */
  editSchedule(
    serial: string,
    edit: (periods: readonly SchedulePeriod[]) => readonly SchedulePeriod[],
    call?: CallOptions,
  ): Promise<void>;
  /** Replaces all periods, also those of others. */
  writeSchedule(
    serial: string,
    periods: readonly SchedulePeriod[],
    call?: CallOptions,
    /** The schedule as just read, which saves reading it once more. */
    known?: Schedule,
  ): Promise<void>;
}

export interface SchedulerOptions {
  readonly exchange: Exchange;
  /** What kind of inverter it is; asked once. */
  readonly hintFor: (serial: string, call?: CallOptions) => Promise<ProductHint>;
  /** Only this generation, whatever the inverter would answer. */
  readonly version?: SchedulerVersion;
}

export function createSchedulerEndpoints({ exchange, hintFor, version }: SchedulerOptions): SchedulerEndpoints {
  const known = new Map<string, SchedulerVersions>();
  const versionsFor = (serial: string) => {
    const versions = known.get(serial) ?? createSchedulerVersions();
    known.set(serial, versions);
    return versions;
  };
  const candidatesFor = async (serial: string, call?: CallOptions) =>
    version === undefined ? versionsFor(serial).candidates(await hintFor(serial, call)) : [version];

  const read = async (serial: string, asked: SchedulerVersion, call?: CallOptions) => {
    const path = `/op/v${asked}/device/scheduler/get`;
    return toSchedule(await exchange({ path, body: { deviceSN: serial } }, scheduleReply, call), asked);
  };

  const schedule = async (serial: string, call?: CallOptions) => {
    const candidates = await candidatesFor(serial, call);
    return firstThatAnswers(candidates, versionsFor(serial), (asked) => read(serial, asked, call));
  };

  const writeFlag = async (serial: string, isEnabled: boolean, call?: CallOptions) => {
    const body = { deviceSN: serial, enable: isEnabled ? 1 : 0 };
    await exchange({ path: "/op/v1/device/scheduler/set/flag", body }, z.unknown(), call);
  };

  const write = async (
    serial: string,
    before: Schedule,
    wished: readonly SchedulePeriod[],
    call: CallOptions | undefined,
  ) => {
    const periods = checkPeriods(wished, before.rules);
    if (periods.every(({ isEnabled }) => !isEnabled)) return writeFlag(serial, false, call);
    // The generation that could be read is tried first; where it reads but does not write, the others follow.
    const others = (await candidatesFor(serial, call)).filter((other) => other !== before.version);
    await firstThatWrites([before.version, ...others], async (asked) => {
      const body = { deviceSN: serial, ...toGroups(periods, { ...before, version: asked }) };
      await exchange({ path: `/op/v${asked}/device/scheduler/enable`, body }, z.unknown(), call);
    });
  };

  return {
    schedulerFlag: (serial, call) =>
      exchange({ path: "/op/v1/device/scheduler/get/flag", body: { deviceSN: serial } }, schedulerFlag, call),
    writeSchedulerFlag: writeFlag,
    schedule,
    editSchedule: async (serial, edit, call) => {
      const before = await schedule(serial, call);
      await write(serial, before, edit(before.periods), call);
    },
    writeSchedule: async (serial, periods, call, known) =>
      write(serial, known ?? (await schedule(serial, call)), periods, call),
  };
}

/** Asks one generation after another while the answers say that another may do better. */
async function firstThatAnswers<T>(
  candidates: readonly SchedulerVersion[],
  versions: SchedulerVersions,
  ask: (version: SchedulerVersion) => Promise<T>,
): Promise<T> {
  let worst: unknown;
  for (const version of candidates) {
    try {
      const answer = await ask(version);
      versions.succeeded(version);
      return answer;
    } catch (error) {
      const { isOther } = versions.failed(version, toProblem(error));
      if (!isOther) throw error;
      worst = worse(worst, error);
    }
  }
  throw worst ?? new ProblemError(createProblem("refused", "foxess.42015", { facts: { errno: 42015, detail: "" } }));
}

/** A cloud in trouble says more than a generation that is missing: it may come back. */
function worse(one: unknown, other: unknown): unknown {
  return one !== undefined && toProblem(one).isRetryable ? one : other;
}

/** Only what says nothing about the periods themselves is worth another generation. */
const otherMayWrite: ReadonlySet<string> = new Set(["foxess.41200", "foxess.42015"]);

async function firstThatWrites(
  versions: readonly SchedulerVersion[],
  write: (version: SchedulerVersion) => Promise<void>,
): Promise<void> {
  let worst: unknown;
  for (const version of versions) {
    try {
      return await write(version);
    } catch (error) {
      if (!otherMayWrite.has(toProblem(error).code)) throw error;
      worst = worse(worst, error);
    }
  }
  throw worst;
}
