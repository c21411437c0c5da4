import { fail, ProblemError } from "#domain";
import { createApp } from "./app.ts";
import { bindingProblem } from "./guard/bind-rule.ts";
import type { HttpConfig, HttpOptions } from "./services.ts";

/** The hub's face to browsers and programs. */
export interface HttpServer {
  /** Fails with a problem when the port is taken or must not be opened without a password. */
  listen(): Promise<{ readonly url: string; readonly port: number }>;
  /** Ends live feeds and open connections. */
  close(): Promise<void>;
}

export function createHttpServer(options: HttpOptions): HttpServer {
  const app = createApp(options);
  const { config } = options;
  return {
    listen: async () => {
      const problem = bindingProblem(config.host, config.password !== undefined);
      if (problem !== undefined) throw new ProblemError(problem);
      try {
        await app.listen({ host: bareHost(config.host), port: config.port });
      } catch (error) {
        throw toListenProblem(error, config);
      }
      const address = app.server.address();
      const port = typeof address === "object" && address !== null ? address.port : config.port;
      return { url: `http://${reachableHost(config.host)}:${port}`, port };
    },
    close: () => app.close(),
  };
}

function bareHost(host: string): string {
  return host.replace(/^\[|\]$/g, "");
}

/** "Every address" is none that a browser could open. */
function reachableHost(host: string): string {
  const bare = bareHost(host);
  if (bare === "0.0.0.0" || bare === "::") return "localhost";
  return bare.includes(":") ? `[${bare}]` : bare;
}

function toListenProblem(error: unknown, { host, port }: HttpConfig): unknown {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  const facts = { host, port };
  switch (code) {
    case "EADDRINUSE":
      return fail("unreachable", "http.port-in-use", { facts, cause: error });
    case "EACCES":
      return fail("refused", "http.port-forbidden", { facts, cause: error });
    case "EADDRNOTAVAIL":
    case "ENOTFOUND":
    case "EAI_AGAIN":
      return fail("invalid", "http.unknown-address", { facts, cause: error });
    default:
      return error;
  }
}
