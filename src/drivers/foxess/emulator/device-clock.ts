import type { Json } from "#domain";
import type { Clock } from "#platform";
import type { LocalTime } from "./local-time.ts";
import { badParameter, type Refusal } from "./refusals.ts";

interface Written {
  readonly year: string;
  readonly month: string;
  readonly day: string;
  readonly hour: string;
  readonly minute: string;
  readonly second: string;
}

/** The inverter's own clock: follows the cloud until somebody sets it, then goes its own way. */
export function createDeviceClock(
  localTime: LocalTime,
  clock: Pick<Clock, "now">,
): { read(): Json; write(asked: Written): Json | Refusal } {
  let aheadMs = 0;
  const wallMs = () => {
    const { year, month, day, hour, minute, second } = localTime.parts(clock.now());
    return Date.UTC(year, month - 1, day, hour, minute, second);
  };
  return {
    read: () => {
      const time = new Date(wallMs() + aheadMs);
      return {
        ...{ year: String(time.getUTCFullYear() - 2000), month: String(time.getUTCMonth() + 1) },
        ...{ day: String(time.getUTCDate()), hour: String(time.getUTCHours()) },
        ...{ minute: String(time.getUTCMinutes()), second: String(time.getUTCSeconds()) },
      };
    },
    write: ({ year, month, day, hour, minute, second }) => {
      const parts = [Number(month), Number(day), Number(hour), Number(minute), Number(second)] as const;
      const [monthNumber, dayNumber, hourNumber, minuteNumber, secondNumber] = parts;
      const wished = Date.UTC(2000 + Number(year), monthNumber - 1, dayNumber, hourNumber, minuteNumber, secondNumber);
      if (new Date(wished).getUTCDate() !== dayNumber || hourNumber > 23) return badParameter("day");
      aheadMs = wished - wallMs();
      return null;
    },
  };
}
