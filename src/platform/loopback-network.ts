import { fail } from "#domain";
import type { Clock } from "./clock.ts";
import type { HttpClient, HttpRequest, HttpResponse } from "./http.ts";
import type { ServerReply, ServerRequest } from "./http-server.ts";

/** A network inside the process: same handlers as real servers, no socket, so that virtual runs repeat exactly. */
export interface LoopbackNetwork {
  readonly http: HttpClient;
  /** Puts a handler at an origin such as `http://goe.emulator`; returns how to take it away again. */
  attach(origin: string, handler: (request: ServerRequest) => ServerReply | Promise<ServerReply>): () => void;
  /** Calls that have not been answered yet; after everything is closed there must be none. */
  openCalls(): number;
}

export function createLoopbackNetwork(clock: Clock): LoopbackNetwork {
  const handlers = new Map<string, (request: ServerRequest) => ServerReply | Promise<ServerReply>>();
  let openCalls = 0;

  const request = async (outgoing: HttpRequest): Promise<HttpResponse> => {
    const url = new URL(outgoing.url);
    const deadline = new AbortController();
    const cancelDeadline = clock.schedule(outgoing.timeoutMs, () =>
      deadline.abort(timeoutProblem(url.host, outgoing.timeoutMs)),
    );
    const signal =
      outgoing.signal === undefined ? deadline.signal : AbortSignal.any([outgoing.signal, deadline.signal]);
    openCalls += 1;
    try {
      signal.throwIfAborted();
      return await exchange(outgoing, url, signal);
    } finally {
      openCalls -= 1;
      cancelDeadline();
    }
  };

  const exchange = async (outgoing: HttpRequest, url: URL, signal: AbortSignal): Promise<HttpResponse> => {
    const handler = handlers.get(url.origin);
    if (handler === undefined) throw fail("unreachable", "unreachable.refused", { facts: { host: url.host } });
    const headers: Record<string, string> = { host: url.host };
    for (const [name, value] of Object.entries(outgoing.headers ?? {})) headers[name.toLowerCase()] = value;
    const reply = await handler({
      method: outgoing.method,
      path: url.pathname + url.search,
      headers,
      body: outgoing.body ?? "",
    });
    if (reply.misbehaviour === "hang") await untilAborted(signal);
    if (reply.delayMs !== undefined) await clock.sleep(reply.delayMs, signal);
    const isCut = reply.misbehaviour === "reset" || reply.misbehaviour === "half";
    if (isCut) throw fail("unreachable", "unreachable.reset", { facts: { host: url.host } });
    const replyHeaders: Record<string, string | readonly string[]> = {};
    for (const [name, value] of Object.entries(reply.headers ?? {})) replyHeaders[name.toLowerCase()] = value;
    return { status: reply.status, headers: replyHeaders, body: reply.body };
  };

  return {
    http: { request },
    attach: (origin, handler) => {
      handlers.set(new URL(origin).origin, handler);
      return () => handlers.delete(new URL(origin).origin);
    },
    openCalls: () => openCalls,
  };
}

function timeoutProblem(host: string, timeoutMs: number) {
  return fail("unreachable", "unreachable.timeout", { facts: { host, afterS: timeoutMs / 1000 } });
}

function untilAborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    if (signal.aborted) reject(signal.reason);
    else signal.addEventListener("abort", () => reject(signal.reason), { once: true });
  });
}
