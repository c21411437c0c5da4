import assert from "node:assert/strict";
import { after, describe, it } from "node:test";
import { ProblemError } from "#domain";
import type { HttpClient, HttpRequest } from "./http.ts";
import { createNodeHttp } from "./http-node.ts";
import { type ServerReply, type ServerRequest, serveHandler } from "./http-server.ts";
import { createLoopbackNetwork } from "./loopback-network.ts";
import { createSystemClock } from "./system-clock.ts";
import { createVirtualClock } from "./virtual-clock.ts";

type Handler = (request: ServerRequest) => ServerReply;

/** One way to bring a client and a handler together. */
interface Ways {
  readonly name: string;
  open(handler: Handler): Promise<{ http: HttpClient; url: string; close(): Promise<void> }>;
  /** Lets time pass until the answer must be there. */
  settle<T>(work: Promise<T>): Promise<T>;
}

const clock = createVirtualClock(0);
const loopback: Ways = {
  name: "inside the process",
  open: async (handler) => {
    const network = createLoopbackNetwork(clock);
    const detach = network.attach("http://toy", handler);
    const close = async () => {
      detach();
      assert.equal(network.openCalls(), 0);
    };
    return { http: network.http, url: "http://toy", close };
  },
  settle: async (work) => {
    work.catch(() => {});
    await clock.runFor(60_000);
    return work;
  },
};

const real = createSystemClock();
const socket: Ways = {
  name: "over a socket",
  open: async (handler) => {
    const server = await serveHandler(handler, { sleep: (delayMs) => real.sleep(delayMs) });
    const http = createNodeHttp();
    const close = async () => {
      http.close();
      await server.close();
    };
    return { http, url: server.url, close };
  },
  settle: (work) => work,
};

for (const ways of [loopback, socket]) {
  describe(`an HTTP call ${ways.name}`, () => {
    const closers: (() => Promise<void>)[] = [];
    after(() => Promise.all(closers.map((close) => close())));
    const setUp = async (handler: Handler) => {
      const { http, url, close } = await ways.open(handler);
      closers.push(close);
      return (request: Partial<HttpRequest> = {}) =>
        ways.settle(http.request({ method: "GET", url, timeoutMs: 2_000, ...request }));
    };
    const codeOf = (work: Promise<unknown>) =>
      work.then(
        () => "answered",
        (error: unknown) => (error instanceof ProblemError ? error.problem.code : String(error)),
      );

    it("carries method, path, headers and body there, status, headers and body back", async () => {
      const seen: ServerRequest[] = [];
      const ask = await setUp((request) => {
        seen.push(request);
        return { status: 418, headers: { "X-Answer": "yes", "Set-Cookie": ["a=1", "b=2"] }, body: "grüße" };
      });
      const { status, headers, body } = await ask({ method: "POST", headers: { "X-Ask": "1" }, body: "ping ü" });
      assert.deepEqual(
        [status, headers["x-answer"], headers["set-cookie"], body],
        [418, "yes", ["a=1", "b=2"], "grüße"],
      );
      assert.deepEqual(
        [seen[0]?.method, seen[0]?.path, seen[0]?.headers["x-ask"], seen[0]?.body],
        ["POST", "/", "1", "ping ü"],
      );
    });

    it("ends at its deadline", async () => {
      const ask = await setUp(() => ({ status: 200, body: "", misbehaviour: "hang" }));
      assert.equal(await codeOf(ask({ timeoutMs: 30 })), "unreachable.timeout");
    });

    it("ends when a slow answer comes after the deadline, and not when it comes before", async () => {
      const ask = await setUp(() => ({ status: 200, body: "late", delayMs: 40 }));
      assert.equal(await codeOf(ask({ timeoutMs: 10 })), "unreachable.timeout");
      assert.equal((await ask()).body, "late");
    });

    for (const misbehaviour of ["reset", "half"] as const) {
      it(`is no answer when the connection breaks (${misbehaviour})`, async () => {
        const ask = await setUp(() => ({ status: 200, body: "a whole body", misbehaviour }));
        assert.equal(await codeOf(ask()), "unreachable.reset");
      });
    }

    it("is whole from a device that closes the connection afterwards without having said so", async () => {
      const ask = await setUp(() => ({ status: 200, body: "a whole body", misbehaviour: "close" }));
      for (let round = 0; round < 5; round += 1)
        assert.equal((await ask({ isFreshConnection: true })).body, "a whole body");
    });

    it("ends with the caller's reason when it is aborted", async () => {
      const ask = await setUp(() => ({ status: 200, body: "", misbehaviour: "hang" }));
      const abort = new AbortController();
      const asked = codeOf(ask({ signal: abort.signal }));
      abort.abort("enough");
      assert.equal(await asked, "enough");
      assert.equal(await codeOf(ask({ signal: abort.signal })), "enough");
    });

    it("is refused where nobody listens", async () => {
      const ask = await setUp(() => ({ status: 200, body: "" }));
      assert.equal(await codeOf(ask({ url: "http://127.0.0.1:9" })), "unreachable.refused");
    });
  });
}

describe("a server for a plain handler", () => {
  it("says which port is taken", async () => {
    const options = { sleep: () => Promise.resolve() };
    const handler = () => ({ status: 200, body: "" });
    const first = await serveHandler(handler, options);
    await assert.rejects(serveHandler(handler, { ...options, port: first.port }), (error: unknown) => {
      assert.ok(error instanceof ProblemError);
      assert.equal(error.problem.code, "http.port-in-use");
      assert.equal(error.problem.facts["port"], first.port);
      return true;
    });
    await first.close();
  });

  it("closes although a call hangs", async () => {
    const server = await serveHandler(() => ({ status: 200, body: "", misbehaviour: "hang" }), {
      sleep: () => Promise.resolve(),
    });
    const http = createNodeHttp();
    const pending = assert.rejects(http.request({ method: "GET", url: server.url, timeoutMs: 5_000 }));
    await real.sleep(20);
    await server.close();
    await pending;
    http.close();
  });
});

describe("a proxy that the environment names", () => {
  it("is asked for what lies outside, and not for what it is not meant for", async () => {
    const asked: string[] = [];
    const options = { sleep: () => Promise.resolve() };
    const proxy = await serveHandler(({ path }) => {
      asked.push(path);
      return { status: 200, body: "by proxy" };
    }, options);
    const device = await serveHandler(() => ({ status: 200, body: "direct" }), options);
    const http = createNodeHttp({ environment: { HTTP_PROXY: proxy.url, NO_PROXY: "127.0.0.1" } });
    const get = async (url: string) => (await http.request({ method: "GET", url, timeoutMs: 5_000 })).body;
    assert.equal(await get("http://vendor.example/values"), "by proxy");
    assert.equal(await get(device.url), "direct");
    assert.deepEqual(asked, ["http://vendor.example/values"]);
    http.close();
    await Promise.all([proxy.close(), device.close()]);
  });
});
