import pino, { type Logger } from "pino";
import pretty from "pino-pretty";
import type { Log, LogFields, LogLevel } from "./log.ts";

export interface PinoLogOptions {
  readonly level: LogLevel;
  readonly format: "json" | "pretty";
}

/** The real log, on standard error: standard output belongs to a command's answer. */
export function createPinoLog(options: PinoLogOptions): Log {
  const settings = { level: options.level, base: null, timestamp: pino.stdTimeFunctions.isoTime };
  const stream =
    options.format === "pretty"
      ? pretty({ destination: 2, sync: true, colorize: process.stderr.isTTY === true, translateTime: "SYS:HH:MM:ss" })
      : pino.destination({ dest: 2, sync: true });
  return wrap(pino(settings, stream));
}

function wrap(logger: Logger): Log {
  const write = (level: LogLevel) => (message: string, fields?: LogFields) => logger[level](fields ?? {}, message);
  return {
    debug: write("debug"),
    info: write("info"),
    warn: write("warn"),
    error: write("error"),
    child: (fields) => wrap(logger.child(fields)),
  };
}
