import type { Instant } from "#domain";

/** Wall time at the house, in numbers and as the vendor writes it. */
export interface LocalTime {
  /** `2025-09-14 18:43:09 BST+0100`: wall time, the zone's short name, its offset. */
  written(at: Instant): string;
  parts(at: Instant): LocalParts;
}

export interface LocalParts {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
}

export function createLocalTime(timeZone: string): LocalTime {
  const format = new Intl.DateTimeFormat("en-GB", {
    timeZone,
    hourCycle: "h23",
    ...{ year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit", second: "2-digit" },
    timeZoneName: "longOffset",
  });
  const zoneName = new Intl.DateTimeFormat("en-GB", { timeZone, timeZoneName: "short" });
  return {
    written: (at) => {
      const part = partsBy(format, at);
      const offset = part("timeZoneName").replace("GMT", "").replace(":", "") || "+0000";
      const name = partsBy(zoneName, at)("timeZoneName").replace(/[^A-Z].*$/, "");
      const date = `${part("year")}-${part("month")}-${part("day")}`;
      return `${date} ${part("hour")}:${part("minute")}:${part("second")} ${name}${offset}`;
    },
    parts: (at) => {
      const part = partsBy(format, at);
      const number = (type: Intl.DateTimeFormatPartTypes) => Number(part(type));
      return {
        ...{ year: number("year"), month: number("month"), day: number("day") },
        ...{ hour: number("hour"), minute: number("minute"), second: number("second") },
      };
    },
  };
}

function partsBy(format: Intl.DateTimeFormat, at: Instant): (type: Intl.DateTimeFormatPartTypes) => string {
  const found = format.formatToParts(at);
  return (type) => found.find((part) => part.type === type)?.value ?? "";
}
