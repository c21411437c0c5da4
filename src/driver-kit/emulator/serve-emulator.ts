import { type Clock, type RunningServer, serveHandler } from "#platform";
import type { Emulator } from "./create-emulator.ts";

export interface ServeEmulatorOptions {
  readonly clock: Clock;
  readonly host?: string;
  readonly port?: number;
}

/** Idle time is caught up with in pieces, or the first request after a quiet night would wait for all of it. */
const idleAdvanceMs = 60_000;

/** Serves the emulator on a real socket, on a real or scaled clock. */
export async function serveEmulator(emulator: Emulator, options: ServeEmulatorOptions): Promise<RunningServer> {
  const { clock } = options;
  const closing = new AbortController();
  const server = await serveHandler((request) => emulator.handler(request), {
    ...(options.host === undefined ? {} : { host: options.host }),
    ...(options.port === undefined ? {} : { port: options.port }),
    sleep: (delayMs) => clock.sleep(delayMs, closing.signal),
  });
  let cancelIdle = () => {};
  const armIdle = () => {
    cancelIdle = clock.schedule(idleAdvanceMs, () => {
      emulator.advance();
      armIdle();
    });
  };
  armIdle();
  return {
    ...server,
    close: async () => {
      cancelIdle();
      closing.abort();
      await server.close();
    },
  };
}
