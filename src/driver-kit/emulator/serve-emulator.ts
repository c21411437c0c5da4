import { type Clock, type RunningServer, serveHandler } from "#platform";
import type { Emulator } from "./create-emulator.ts";

export interface ServeEmulatorOptions {
  readonly clock: Clock;
  readonly host?: string;
  readonly port?: number;
}

/** Idle time is caught up with in pieces, or the first request after a quiet night would wait for all of it. */
const idleAdvanceMs = 60_000;

/** A device that talks by itself lives second by second. */
const livelyAdvanceMs = 1_000;

/** Serves the emulator on a real socket, on a real or scaled clock. */
export async function serveEmulator(emulator: Emulator, options: ServeEmulatorOptions): Promise<RunningServer> {
  const { clock } = options;
  const closing = new AbortController();
  const gate = await websocketGate(emulator);
  const server = await serveHandler((request) => emulator.handler(request), {
    ...(options.host === undefined ? {} : { host: options.host }),
    ...(options.port === undefined ? {} : { port: options.port }),
    sleep: (delayMs) => clock.sleep(delayMs, closing.signal),
    ...(gate === undefined ? {} : { onUpgrade: gate.upgrade }),
  });
  let cancelIdle = () => {};
  const armIdle = () => {
    cancelIdle = clock.schedule(emulator.isLively ? livelyAdvanceMs : idleAdvanceMs, () => {
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
      gate?.close();
      await emulator.close();
      await server.close();
    },
  };
}

/** Loaded only for devices that speak websocket. */
async function websocketGate({ accept }: Emulator) {
  if (accept === undefined) return undefined;
  const { createWebSocketGate } = await import("#platform/websocket");
  return createWebSocketGate(accept);
}
