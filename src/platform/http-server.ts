import type { IncomingMessage, ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { Duplex } from "node:stream";
import { fail } from "#domain";
import { createServer } from "./http-builtin.ts";

/** A request as a small server sees it: the path with its query, header names in lower case. */
export interface ServerRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: string;
}

/** An answer, including the ways in which real devices misbehave on the wire. */
export interface ServerReply {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string | readonly string[]>>;
  readonly body: string;
  /** Answer this much later. */
  readonly delayMs?: number;
  /**
   * `hang`: never answer. `reset`: cut the connection. `half`: promise the whole body and send half of it. `close`: answer
   * in full, then close the connection without having said so.
   */
  readonly misbehaviour?: "hang" | "reset" | "half" | "close";
}

export interface RunningServer {
  readonly url: string;
  readonly port: number;
  close(): Promise<void>;
}

export interface ServeOptions {
  readonly host?: string;
  readonly port?: number;
  /** How to wait for `delayMs`; emulators pass their (possibly scaled) clock. */
  sleep(delayMs: number): Promise<void>;
  /** Takes connections that want to become something else, such as websockets; refused when missing. */
  onUpgrade?(request: IncomingMessage, socket: Duplex, head: Buffer): void;
}

/** Serves a plain handler over real HTTP. For emulators and tests; the hub's own server is in `http/`. */
export function serveHandler(
  handler: (request: ServerRequest) => ServerReply | Promise<ServerReply>,
  options: ServeOptions,
): Promise<RunningServer> {
  const host = options.host ?? "127.0.0.1";
  const server = createServer((incoming, outgoing) => {
    answer(handler, incoming, outgoing, options).catch(() => outgoing.destroy());
  });
  const { onUpgrade } = options;
  if (onUpgrade !== undefined) server.on("upgrade", onUpgrade);
  return new Promise((resolve, reject) => {
    server.once("error", (error) => {
      const isInUse = "code" in error && error.code === "EADDRINUSE";
      reject(isInUse ? fail("unreachable", "http.port-in-use", { facts: { port: options.port, host } }) : error);
    });
    server.listen(options.port ?? 0, host, () => {
      const { port } = server.address() as AddressInfo;
      resolve({
        url: `http://${host}:${port}`,
        port,
        close: () =>
          new Promise((done) => {
            server.close(() => done());
            server.closeAllConnections();
          }),
      });
    });
  });
}

async function answer(
  handler: (request: ServerRequest) => ServerReply | Promise<ServerReply>,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  options: ServeOptions,
): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk);
  const headers: Record<string, string | undefined> = {};
  for (const [name, value] of Object.entries(incoming.headers))
    headers[name] = Array.isArray(value) ? value.join(", ") : value;
  const reply = await handler({
    method: incoming.method ?? "GET",
    path: incoming.url ?? "/",
    headers,
    body: Buffer.concat(chunks).toString("utf8"),
  });
  if (reply.delayMs !== undefined) await options.sleep(reply.delayMs);
  sendReply(reply, outgoing);
}

function sendReply(reply: ServerReply, outgoing: ServerResponse): void {
  const body = Buffer.from(reply.body, "utf8");
  for (const [name, value] of Object.entries(reply.headers ?? {})) {
    outgoing.setHeader(name, typeof value === "string" ? value : [...value]);
  }
  switch (reply.misbehaviour) {
    case "hang":
      return;
    case "reset":
      outgoing.destroy();
      return;
    case "half":
      outgoing.writeHead(reply.status, { "content-length": body.length });
      outgoing.write(body.subarray(0, Math.floor(body.length / 2)), () => outgoing.destroy());
      return;
    case "close": {
      const { socket } = outgoing;
      outgoing.writeHead(reply.status, { "content-length": body.length });
      outgoing.end(body, () => socket?.end());
      return;
    }
    case undefined:
      outgoing.writeHead(reply.status, { "content-length": body.length });
      outgoing.end(body);
  }
}
