import assert from "node:assert/strict";
import { createServer } from "node:net";
import { describe, it } from "node:test";
import { Aedes } from "aedes";
import { ProblemError } from "#domain";
import { createEmulator, serveEmulator } from "#driver-kit";
import { createRandom, createScaledClock, createSystemClock } from "#platform";
import { createSimulatedHome } from "#simulator";
import { goeEmulator } from "./emulator.ts";
import { createGoeClient } from "./library.ts";

/** The emulator as `sunsteer emulate` serves it, a hundred times as fast, and the client as a program of its own uses it. */
async function serve(profile: string, credentials: Record<string, string> = {}) {
  const now = Date.now();
  const clock = createScaledClock(createSystemClock(), { realOrigin: now, virtualOrigin: now, speed: 20 });
  const home = createSimulatedHome({ name: "sockets", wallboxes: [{ car: { capacityWh: 60_000 } }] }, { clock });
  const emulator = createEmulator(goeEmulator, { home, clock, random: createRandom(1), profile, credentials });
  return { ...(await serveEmulator(emulator, { clock })), credentials: emulator.credentials, quirks: emulator.quirks };
}

/** A broker of its own on a free port. */
async function serveBroker(login: { readonly username: string; readonly password: string }) {
  const broker = await Aedes.createBroker();
  broker.authenticate = (_client, username, password, done) => {
    done(null, username === login.username && password?.toString() === login.password);
  };
  const server = createServer(broker.handle);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  assert.ok(typeof address === "object" && address !== null);
  return {
    host: `127.0.0.1:${address.port}`,
    close: async () => {
      await new Promise<void>((resolve) => broker.close(() => resolve()));
      server.close();
    },
  };
}

describe("over real sockets", () => {
  it("answers come one after the other from a charger that closes each connection without saying so", async () => {
    const { url, quirks, close } = await serve("v4-22kw");
    const client = createGoeClient({ url });
    try {
      quirks.set("silent-close", true);
      const { headers } = await fetch(`${url}/api/status?filter=amp`);
      assert.notEqual(headers.get("connection"), "close");
      for (let round = 0; round < 20; round += 1) assert.deepEqual(await client.status(["amp"]), { amp: 16 });
      await client.setAndConfirm({ amp: 11 });
      assert.deepEqual(await client.status(["amp"]), { amp: 11 });
    } finally {
      await client.close();
      await close();
    }
  });

  it("a refusal tells its own length, without which old clients lose its words", async () => {
    const { url, close } = await serve("v4-22kw");
    try {
      const refused = await fetch(`${url}/api/set?amp=99`);
      const body = await refused.text();
      assert.equal(refused.status, 500);
      assert.equal(refused.headers.get("content-length"), String(body.length));
      assert.equal(refused.headers.get("access-control-allow-origin"), "*");
      assert.equal(refused.headers.get("connection"), "close");
    } finally {
      await close();
    }
  });

  it("a password beside the address opens the websocket on the same port as the HTTP API", async () => {
    const { url, close, credentials } = await serve("v4-22kw");
    const client = createGoeClient({ url, password: credentials["password"] });
    try {
      assert.deepEqual(await client.status(["typ", "amp"]), { typ: "go-eCharger_V4", amp: 16 });
      await client.setAndConfirm({ amp: 12 });
      const plain = createGoeClient({ url });
      assert.deepEqual(await plain.status(["amp"]), { amp: 12 });
    } finally {
      await client.close();
      await close();
    }
  });

  it("a wrong password is refused in words", async () => {
    const { url, close } = await serve("core");
    const client = createGoeClient({ url, password: "not it" });
    try {
      await assert.rejects(
        client.status(["typ"]),
        (error) => error instanceof ProblemError && error.problem.code === "goe.password-refused",
      );
    } finally {
      await client.close();
      await close();
    }
  });

  it("charger and client meet at a broker that asks for a login", async () => {
    const login = { username: "garage", password: "p@ss_w0rd" };
    const broker = await serveBroker(login);
    const own = `mqtt://garage:${encodeURIComponent(login.password)}@${broker.host}`;
    const charger = await serve("v4-22kw", { mcu: own });
    const client = createGoeClient({ url: `mqtt://${broker.host}`, ...login });
    try {
      assert.deepEqual(await client.status(["typ", "amp"]), { typ: "go-eCharger_V4", amp: 16 });
      await client.setAndConfirm({ amp: 12 });
      assert.deepEqual(await client.status(["amp"]), { amp: 12 });
      const stranger = createGoeClient({ url: `mqtt://${broker.host}`, username: "garage", password: "wrong" });
      await assert.rejects(
        stranger.status(["typ"]),
        (error) => error instanceof ProblemError && error.problem.code === "auth.rejected",
      );
    } finally {
      await client.close();
      await charger.close();
      await broker.close();
    }
  });

  it("a broker that is not there is named", async () => {
    const client = createGoeClient({ url: "mqtt://127.0.0.1:1" });
    await assert.rejects(client.status(["typ"]), (error) => {
      assert.ok(error instanceof ProblemError);
      assert.deepEqual([error.problem.code, error.problem.facts["host"]], ["unreachable.refused", "127.0.0.1:1"]);
      return true;
    });
    await client.close();
  });
});
