/** What may stand beside a log message. A `Secret` prints as `[secret]` wherever it turns up in here. */
export type LogFields = Readonly<Record<string, unknown>>;

/** Log lines for whoever runs the hub. */
export interface Log {
  debug(message: string, fields?: LogFields): void;
  info(message: string, fields?: LogFields): void;
  warn(message: string, fields?: LogFields): void;
  error(message: string, fields?: LogFields): void;
  /** The same log with these fields on every line. */
  child(fields: LogFields): Log;
}

export type LogLevel = "debug" | "info" | "warn" | "error";

const nothing = () => {};

export const silentLog: Log = { debug: nothing, info: nothing, warn: nothing, error: nothing, child: () => silentLog };

export interface LogLine {
  readonly level: LogLevel;
  readonly message: string;
  readonly fields: LogFields;
}

/** A log that remembers, for tests that check what was told (and what was not). */
export function createMemoryLog(
  lines: LogLine[] = [],
  base: LogFields = {},
): Log & { readonly lines: readonly LogLine[] } {
  const write =
    (level: LogLevel) =>
    (message: string, fields: LogFields = {}) => {
      lines.push({ level, message, fields: { ...base, ...fields } });
    };
  return {
    debug: write("debug"),
    info: write("info"),
    warn: write("warn"),
    error: write("error"),
    child: (fields) => createMemoryLog(lines, { ...base, ...fields }),
    lines,
  };
}
