import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import { WebSocketServer } from "ws";
import { followSocket } from "./open-websocket.ts";
import type { AcceptWebSocket, WebSocketEvents } from "./websocket-link.ts";

/** The part of a server that takes websockets; it stands on the same port as the server's HTTP. */
export interface WebSocketGate {
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  close(): void;
}

export function createWebSocketGate(accept: AcceptWebSocket): WebSocketGate {
  const server = new WebSocketServer({ noServer: true });
  return {
    upgrade: (request, socket, head) => {
      server.handleUpgrade(request, socket, head, (client) => {
        let own: WebSocketEvents | undefined;
        const link = followSocket(client, {
          onFrame: (frame) => own?.onFrame(frame),
          onClose: () => own?.onClose(),
        });
        own = accept(request.url ?? "/", link);
        if (own === undefined) link.close();
      });
    },
    close: () => {
      for (const client of server.clients) client.terminate();
      server.close();
    },
  };
}
