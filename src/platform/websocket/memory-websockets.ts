import { fail } from "#domain";
import type { AcceptWebSocket, OpenWebSocket, WebSocketEvents, WebSocketLink } from "./websocket-link.ts";

/** Websockets inside the process, for runs on virtual time. */
export interface MemoryWebSockets {
  readonly open: OpenWebSocket;
  /** Puts a server at a host such as `goe.emulator`; a second one there takes the place of the first. */
  attach(host: string, accept: AcceptWebSocket): void;
  openLinks(): number;
}

export function createMemoryWebSockets(): MemoryWebSockets {
  const servers = new Map<string, AcceptWebSocket>();
  let openLinks = 0;

  const open: OpenWebSocket = async ({ url, signal }, events) => {
    signal?.throwIfAborted();
    const { host, pathname } = new URL(url);
    const accept = servers.get(host);
    if (accept === undefined) throw fail("unreachable", "unreachable.refused", { facts: { host } });
    let isOpen = true;
    let served: WebSocketEvents | undefined;
    const deliver = (to: () => WebSocketEvents | undefined) => (frame: string | Uint8Array) =>
      queueMicrotask(() => {
        if (isOpen) to()?.onFrame(frame);
      });
    const end = (tell: () => WebSocketEvents | undefined) => () => {
      if (!isOpen) return;
      isOpen = false;
      openLinks -= 1;
      queueMicrotask(() => tell()?.onClose());
    };
    const near: WebSocketLink = { send: deliver(() => served), close: end(() => served) };
    openLinks += 1;
    served = accept(pathname, { send: deliver(() => events), close: end(() => events) });
    if (served === undefined) {
      near.close();
      throw fail("unreachable", "unreachable.reset", { facts: { host } });
    }
    return near;
  };

  return { open, attach: (host, accept) => servers.set(host, accept), openLinks: () => openLinks };
}
