import pino, { type Logger } from "pino";
import type { Log, LogFields, LogLevel } from "./log.ts";

export interface PinoLogOptions {
  readonly level: LogLevel;
  readonly format: "json" | "pretty";
}

/** The real log, on standard error: standard output belongs to a command's answer. */
export async function createPinoLog(options: PinoLogOptions): Promise<Log> {
  const settings = { level: options.level, base: null, timestamp: pino.stdTimeFunctions.isoTime };
  const stream = options.format === "pretty" ? await prettyStream() : pino.destination({ dest: 2, sync: true });
  return wrap(pino(settings, stream));
}

/** Loaded only where somebody reads along: a hub that logs JSON on a small machine does without its ten megabytes. */
async function prettyStream() {
  const { default: pretty } = await import("pino-pretty");
  return pretty({ destination: 2, sync: true, colorize: process.stderr.isTTY === true, translateTime: "SYS:HH:MM:ss" });
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
