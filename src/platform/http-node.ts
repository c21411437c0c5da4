import type { IncomingMessage } from "node:http";
import { Agent as HttpsAgent, request as httpsRequest } from "node:https";
import { fail, type ProblemError } from "#domain";
import type { Environment } from "./environment.ts";
import type { HttpClient, HttpRequest, HttpResponse } from "./http.ts";
import { Agent as HttpAgent, request as httpRequest } from "./http-builtin.ts";

/** An answer larger than this is not from any device we know; reading on would only fill the memory of a small machine. */
const largestBodyBytes = 16 * 1024 * 1024;

interface Agents {
  readonly http: InstanceType<typeof HttpAgent>;
  readonly https: HttpsAgent;
}

export interface NodeHttpOptions {
  /** Where `HTTPS_PROXY`, `HTTP_PROXY` and `NO_PROXY` may stand, in capitals or small letters. */
  readonly environment?: Environment;
}

/** The real HTTP client, with keep-alive unless a request asks for its own connection. */
export function createNodeHttp({ environment = {} }: NodeHttpOptions = {}): HttpClient & { close(): void } {
  const options = { keepAlive: true, ...proxyOf(environment) };
  const agents = { http: new HttpAgent(options), https: new HttpsAgent(options) };
  return {
    request: (request) => send(request, agents),
    close: () => {
      agents.http.destroy();
      agents.https.destroy();
    },
  };
}

/** Node (24.5 and later) knows the usual rules of these variables itself. */
function proxyOf(environment: Environment): { readonly proxyEnv?: Record<string, string | undefined> } {
  const isProxied = ["HTTPS_PROXY", "HTTP_PROXY", "https_proxy", "http_proxy"].some((name) => environment[name]);
  return isProxied ? { proxyEnv: { ...environment } } : {};
}

function send(request: HttpRequest, agents: Agents): Promise<HttpResponse> {
  const url = new URL(request.url);
  const isTls = url.protocol === "https:";
  const deadline = AbortSignal.timeout(request.timeoutMs);
  const signal = request.signal === undefined ? deadline : AbortSignal.any([request.signal, deadline]);
  return new Promise((resolve, reject) => {
    const onError = (error: unknown) => {
      if (request.signal?.aborted) reject(request.signal.reason);
      else reject(toUnreachable(error, url.host, request.timeoutMs, deadline.aborted));
    };
    const start = isTls ? httpsRequest : httpRequest;
    const agent = request.isFreshConnection ? false : isTls ? agents.https : agents.http;
    const bodyHeaders = request.body === undefined ? {} : { "content-length": String(Buffer.byteLength(request.body)) };
    const outgoing = start(url, {
      method: request.method,
      headers: { ...request.headers, ...bodyHeaders },
      agent,
      signal,
    });
    outgoing.on("error", onError);
    outgoing.on("response", (incoming) => {
      readBody(incoming).then(
        (body) => resolve({ status: incoming.statusCode ?? 0, headers: incoming.headers, body }),
        onError,
      );
    });
    outgoing.end(request.body);
  });
}

async function readBody(incoming: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of incoming) {
    bytes += chunk.length;
    if (bytes > largestBodyBytes) throw new Error("answer too large");
    chunks.push(chunk);
  }
  if (!incoming.complete) throw new Error("answer ended early");
  return Buffer.concat(chunks).toString("utf8");
}

function toUnreachable(error: unknown, host: string, timeoutMs: number, isTimeout: boolean): ProblemError {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  if (isTimeout)
    return fail("unreachable", "unreachable.timeout", { facts: { host, afterS: timeoutMs / 1000 }, cause: error });
  if (code === "ECONNREFUSED") return fail("unreachable", "unreachable.refused", { facts: { host }, cause: error });
  if (code === "ENOTFOUND" || code === "EAI_AGAIN")
    return fail("unreachable", "unreachable.dns", { facts: { host }, cause: error });
  return fail("unreachable", "unreachable.reset", { facts: { host }, cause: error });
}
