import type { HttpClient, HttpRequest, HttpResponse } from "#platform";

export interface Traffic {
  readonly calls: number;
  /** Both directions, as HTTP/1.1 puts it on a connection of its own; what TCP adds is left out. */
  readonly bytes: number;
}

export interface CountedHttp extends HttpClient {
  traffic(): Traffic;
}

/** Counts every exchange, failed ones with what was sent. */
export function countTraffic(http: HttpClient): CountedHttp {
  let calls = 0;
  let bytes = 0;
  return {
    request: async (request) => {
      calls += 1;
      bytes += bytesOfRequest(request);
      const response = await http.request(request);
      bytes += bytesOfResponse(response);
      return response;
    },
    traffic: () => ({ calls, bytes }),
  };
}

/** The line, the headers that Node.js adds and ours, and the body. */
function bytesOfRequest({ method, url, headers = {}, body = "" }: HttpRequest): number {
  const { host, pathname, search } = new URL(url);
  const lines = [`${method} ${pathname}${search} HTTP/1.1`, `Host: ${host}`, "Connection: close"];
  for (const [name, value] of Object.entries(headers)) lines.push(`${name}: ${value}`);
  return Buffer.byteLength(`${lines.join("\r\n")}\r\n\r\n${body}`);
}

/** The charger answers in one chunk: its length in hexadecimal before it, an empty one after it. */
function bytesOfResponse({ status, headers, body }: HttpResponse): number {
  const lines = [`HTTP/1.1 ${status} OK`, "Transfer-Encoding: chunked"];
  for (const [name, value] of Object.entries(headers)) lines.push(`${name}: ${String(value)}`);
  const length = Buffer.byteLength(body);
  return Buffer.byteLength(`${lines.join("\r\n")}\r\n\r\n${length.toString(16)}\r\n\r\n0\r\n\r\n`) + length;
}
