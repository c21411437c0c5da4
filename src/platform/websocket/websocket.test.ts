import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { serveHandler } from "../http-server.ts";
import { createMemoryWebSockets } from "./memory-websockets.ts";
import { openWebSocket } from "./open-websocket.ts";
import { createWebSocketGate } from "./websocket-gate.ts";
import type { AcceptWebSocket, OpenWebSocket } from "./websocket-link.ts";

/** Greets, echoes, and hangs up on "bye"; only at `/echo`. */
const echo: AcceptWebSocket = (path, link) => {
  if (path !== "/echo") return undefined;
  link.send("hello");
  return {
    onFrame: (frame) => (frame === "bye" ? link.close() : link.send(frame)),
    onClose: () => {},
  };
};

interface Place {
  readonly open: OpenWebSocket;
  readonly url: string;
  close(): Promise<void>;
}

async function overSocket(): Promise<Place> {
  const gate = createWebSocketGate(echo);
  const server = await serveHandler(() => ({ status: 200, body: "" }), {
    sleep: () => Promise.resolve(),
    onUpgrade: gate.upgrade,
  });
  const close = async () => {
    gate.close();
    await server.close();
  };
  return { open: openWebSocket, url: server.url.replace("http", "ws"), close };
}

async function inMemory(): Promise<Place> {
  const sockets = createMemoryWebSockets();
  sockets.attach("echo.home", echo);
  return { open: sockets.open, url: "ws://echo.home", close: async () => {} };
}

/** Both forms behave the same, or runs on virtual time would prove nothing about real ones. */
for (const [name, make] of [
  ["over a real socket", overSocket],
  ["inside the process", inMemory],
] as const) {
  describe(`a websocket ${name}`, () => {
    const talk = async (path: string) => {
      const place = await make();
      const heard: (string | readonly number[])[] = [];
      let wake = () => {};
      const events = {
        onFrame: (frame: string | Uint8Array) => {
          heard.push(typeof frame === "string" ? frame : [...frame]);
          wake();
        },
        onClose: () => {
          heard.push("closed");
          wake();
        },
      };
      const until = async (count: number) => {
        while (heard.length < count) {
          await new Promise<void>((resolve) => {
            wake = resolve;
          });
        }
        return heard;
      };
      return { ...place, until, opening: place.open({ url: `${place.url}${path}`, timeoutMs: 2_000 }, events) };
    };

    it("hears the greeting, texts and bytes in order, and the end", async () => {
      const { opening, until, close } = await talk("/echo");
      const link = await opening;
      await until(1);
      link.send("one");
      link.send(Uint8Array.from([0, 1, 255]));
      await until(3);
      link.send("bye");
      assert.deepEqual(await until(4), ["hello", "one", [0, 1, 255], "closed"]);
      await close();
    });

    it("is not told of its own closing", async () => {
      const { opening, until, close } = await talk("/echo");
      const link = await opening;
      await until(1);
      link.close();
      link.send("after the end");
      await new Promise((resolve) => setImmediate(resolve));
      assert.deepEqual(await until(1), ["hello"]);
      await close();
    });

    it("is turned away where nobody listens", async () => {
      const { opening, until, close } = await talk("/elsewhere");
      const isOver = await opening.then(
        () => until(1),
        (error: Error) => [error.message],
      );
      assert.match(String(isOver[0]), /closed|unreachable/);
      await close();
    });
  });
}

describe("a websocket to a port where nothing is", () => {
  it("is refused with the address", async () => {
    const events = { onFrame: () => {}, onClose: () => {} };
    await assert.rejects(openWebSocket({ url: "ws://127.0.0.1:1/ws", timeoutMs: 1_000 }, events), (error: Error) => {
      assert.match(error.message, /unreachable\.refused.*127\.0\.0\.1:1/);
      return true;
    });
  });
});
