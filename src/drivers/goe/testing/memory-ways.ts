import type { EmulatorContext, EmulatorDefinition } from "#driver-kit";
import { createMemoryBroker, type MemoryBroker, type OpenMqtt } from "#platform/mqtt";
import { createMemoryWebSockets, type OpenWebSocket, openWebSocket } from "#platform/websocket";
import { createGoeEmulator, type GoeEmulatorOptions } from "../emulator.ts";

export const brokerUrl = "mqtt://broker.emulator";

/** An emulated charger and its client at one broker inside the process. */
export interface MqttWays {
  readonly emulator: EmulatorDefinition;
  readonly openMqtt: OpenMqtt;
  /** The broker of the charger made last. */
  broker(): MemoryBroker;
}

/** A charger that talks by itself needs somebody to move its house on while a client listens. */
function keepMoving({ home, clock }: EmulatorContext): () => void {
  let cancel = () => {};
  const arm = () => {
    cancel = clock.schedule(1_000, () => {
      home.advance();
      arm();
    });
  };
  arm();
  return () => cancel();
}

export function createMqttWays(options: GoeEmulatorOptions = {}): MqttWays {
  let latest: { readonly broker: MemoryBroker; readonly context: EmulatorContext } | undefined;
  const known = () => {
    if (latest === undefined) throw new Error("no charger has been made yet");
    return latest;
  };
  const profiles = createGoeEmulator();
  return {
    emulator: {
      ...profiles,
      create: (context) => {
        const broker = createMemoryBroker();
        latest = { broker, context };
        const credentials = { ...context.credentials, mcu: brokerUrl };
        return createGoeEmulator({ ...options, openMqtt: broker.open }).create({ ...context, credentials });
      },
    },
    openMqtt: async (linkOptions, events) => {
      const { broker, context } = known();
      const link = await broker.open(linkOptions, events);
      const stop = keepMoving(context);
      return {
        ...link,
        close: async () => {
          stop();
          await link.close();
        },
      };
    },
    broker: () => known().broker,
  };
}

/** An emulated charger and its client on websockets inside the process; real hosts are reached for real. */
export function createWebSocketWays(host: string): {
  readonly emulator: EmulatorDefinition;
  readonly openWebSocket: OpenWebSocket;
  openLinks(): number;
} {
  const sockets = createMemoryWebSockets();
  const definition = createGoeEmulator();
  let latest: EmulatorContext | undefined;
  return {
    emulator: {
      ...definition,
      create: (context) => {
        const device = definition.create(context);
        if (device.accept !== undefined) sockets.attach(host, device.accept);
        latest = context;
        return device;
      },
    },
    openWebSocket: async (options, events) => {
      if (new URL(options.url).host !== host || latest === undefined) return openWebSocket(options, events);
      latest.home.advance();
      const stop = keepMoving(latest);
      try {
        const link = await sockets.open(options, {
          onFrame: events.onFrame,
          onClose: () => {
            stop();
            events.onClose();
          },
        });
        return {
          send: link.send,
          close: () => {
            stop();
            link.close();
          },
        };
      } catch (error) {
        stop();
        throw error;
      }
    },
    openLinks: sockets.openLinks,
  };
}
