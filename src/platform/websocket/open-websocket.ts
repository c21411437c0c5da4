import { type RawData, WebSocket } from "ws";
import { fail } from "#domain";
import type { OpenWebSocket, WebSocketEvents, WebSocketLink } from "./websocket-link.ts";

/** What no device we know sends in one piece; reading on would only fill the memory of a small machine. */
const largestFrameBytes = 4 * 1024 * 1024;

/** The real way out. */
export const openWebSocket: OpenWebSocket = ({ url, timeoutMs, signal }, events) =>
  new Promise((resolve, reject) => {
    if (signal?.aborted) {
      reject(signal.reason);
      return;
    }
    const { host } = new URL(url);
    const socket = new WebSocket(url, { handshakeTimeout: timeoutMs, maxPayload: largestFrameBytes });
    const onAbort = () => {
      socket.terminate();
      reject(signal?.reason);
    };
    signal?.addEventListener("abort", onAbort, { once: true });
    socket.once("error", (error) => {
      signal?.removeEventListener("abort", onAbort);
      reject(toUnreachable(error, host, timeoutMs));
    });
    // Listening begins before the promise settles, or a greeting could slip through in between.
    const link = followSocket(socket, events);
    socket.once("open", () => {
      signal?.removeEventListener("abort", onAbort);
      resolve(link);
    });
  });

/** Joins a socket of either side with its events. */
export function followSocket(socket: WebSocket, events: WebSocketEvents): WebSocketLink {
  let isOver = false;
  socket.on("message", (data, isBinary) => {
    if (!isOver) events.onFrame(isBinary ? toBytes(data) : toBytes(data).toString("utf8"));
  });
  socket.on("close", () => {
    if (!isOver) events.onClose();
    isOver = true;
  });
  // A failing socket is told by "close", which follows; without a listener it would end the process.
  socket.on("error", () => {});
  return {
    send: (frame) => {
      if (socket.readyState === WebSocket.OPEN) socket.send(frame);
    },
    close: () => {
      isOver = true;
      socket.terminate();
    },
  };
}

function toBytes(data: RawData): Buffer {
  if (Array.isArray(data)) return Buffer.concat(data);
  return Buffer.isBuffer(data) ? data : Buffer.from(data);
}

function toUnreachable(error: Error, host: string, timeoutMs: number) {
  const code = "code" in error ? String(error.code) : "";
  if (error.message.includes("timed out"))
    return fail("unreachable", "unreachable.timeout", { facts: { host, afterS: timeoutMs / 1_000 } });
  if (code === "ECONNREFUSED") return fail("unreachable", "unreachable.refused", { facts: { host } });
  if (code === "ENOTFOUND" || code === "EAI_AGAIN") return fail("unreachable", "unreachable.dns", { facts: { host } });
  return fail("unreachable", "unreachable.reset", { facts: { host } });
}
