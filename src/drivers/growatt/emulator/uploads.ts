import { type Instant, minuteMs } from "#domain";
import type { EmulatorContext } from "#driver-kit";

/** What the data logger sent last: the house at that moment. */
export interface Upload {
  readonly at: Instant;
  /** Wall time at the plant, by the clock of the device. */
  readonly time: string;
  readonly solarW: number;
  readonly acW: number;
  readonly gridW: number;
  readonly loadW: number;
  readonly solarWh: number;
  readonly importWh: number;
  readonly exportWh: number;
  readonly battery?: {
    readonly powerW: number;
    readonly socPercent: number;
    readonly chargedWh: number;
    readonly dischargedWh: number;
  };
}

export interface Uploads {
  latest(): Upload;
}

const everyMs = 5 * minuteMs;
const jitterMs = 4_000;

/** The data logger sends every five minutes; in between the cloud knows nothing newer. */
export function createUploads(context: EmulatorContext): Uploads {
  const { home, random, faults } = context;
  let latest = take(context, home.at());
  let nextAt = latest.at + everyMs;
  home.onStep((at) => {
    if (at < nextAt) return;
    nextAt = at + everyMs + Math.round(random.between(-jitterMs, jitterMs));
    if (!faults.isActive("stale-values")) latest = take(context, at);
  });
  // The device's own clock may be off; the sun does not care. Who asks has brought the house up to date.
  const skewMs = () => (context.clock.now() - home.at() > minuteMs ? context.clock.now() - home.at() : 0);
  return { latest: () => ({ ...latest, time: writtenTime(latest.at + skewMs(), home.timeZone) }) };
}

function take({ home, unit }: EmulatorContext, at: Instant): Omit<Upload, "time"> {
  const { solarW, acW, solarWh, battery } = home.inverter(unit);
  const { powerW: gridW, importWh, exportWh } = home.meter;
  return {
    ...{ at, solarW, acW, gridW, loadW: acW + gridW, solarWh, importWh, exportWh },
    ...(battery === undefined ? {} : { battery: { ...pick(battery) } }),
  };
}

type Battery = NonNullable<Upload["battery"]>;

function pick({ powerW, socPercent, chargedWh, dischargedWh }: Battery): Battery {
  return { powerW, socPercent, chargedWh, dischargedWh };
}

export function writtenTime(at: Instant, timeZone: string): string {
  const parts = new Intl.DateTimeFormat("en-GB", {
    timeZone,
    hourCycle: "h23",
    ...{ year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit", second: "2-digit" },
  }).formatToParts(at);
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.find((each) => each.type === type)?.value ?? "";
  const date = `${part("year")}-${part("month")}-${part("day")}`;
  return `${date} ${part("hour")}:${part("minute")}:${part("second")}`;
}

/** Hours from UTC in winter: the plant's zone, as the cloud keeps it, knows no summer time. */
export function winterOffsetHours(timeZone: string, at: Instant): number {
  const winter = Date.UTC(new Date(at).getUTCFullYear(), 0, 15);
  const wall = Date.parse(`${writtenTime(winter, timeZone).replace(" ", "T")}Z`);
  return (wall - winter) / 3_600_000;
}
