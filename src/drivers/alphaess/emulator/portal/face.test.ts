import assert from "node:assert/strict";
import { createCipheriv, createHash } from "node:crypto";
import { describe, it } from "node:test";
import type { Json } from "#domain";
import { startCloud } from "../../testing/start-cloud.ts";

/** As the portal's page does it. */
function encrypted(username: string, password: string): string {
  const key = createHash("sha256").update(username).digest();
  const cipher = createCipheriv("aes-256-cbc", key, createHash("md5").update(username).digest());
  return Buffer.concat([cipher.update(password, "utf8"), cipher.final()]).toString("base64");
}

/** A program that knows nothing of ours. */
function startProgram() {
  const cloud = startCloud("portal");
  const call = async (method: "GET" | "POST", path: string, headers: Record<string, string> = {}, body?: Json) => {
    const reply = await cloud.http.request({
      ...{ method, url: cloud.url + path, timeoutMs: 5_000, headers },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return { status: reply.status, ...JSON.parse(reply.body) };
  };
  const logIn = async () => {
    const { username, password } = cloud.login;
    const body = { username, password: encrypted(username, password) };
    return (await call("POST", "/api/usercenter/cloud/user/login", {}, body)).data.token as string;
  };
  const pilePath = `/api/iterate/newEv/getNewEvBySn?sysSn=${cloud.serial}`;
  return { ...cloud, call, logIn, pilePath };
}

describe("the emulated portal", () => {
  it("takes the token with or without the word before it, in either header", async () => {
    const { call, logIn, pilePath } = startProgram();
    const token = await logIn();
    for (const headers of [{ authorization: `Bearer ${token}` }, { authorization: token }, { token }])
      assert.equal((await call("GET", pilePath, headers)).code, 200);
    const { status, code } = await call("GET", pilePath, { token: "another" });
    assert.deepEqual([status, code], [401, 401]);
  });

  it("lets in with a plain password at the other address, and with no wrong one", async () => {
    const { call, login } = startProgram();
    assert.equal((await call("POST", "/api/stable/user/login", {}, login)).code, 200);
    const wrong = { ...login, password: "not encrypted" };
    assert.notEqual((await call("POST", "/api/usercenter/cloud/user/login", {}, wrong)).code, 200);
  });

  it("ends a login after half an hour", async () => {
    const { call, logIn, pilePath, clock } = startProgram();
    const token = await logIn();
    await clock.runFor(29 * 60_000);
    assert.equal((await call("GET", pilePath, { token })).status, 200);
    await clock.runFor(2 * 60_000);
    assert.equal((await call("GET", pilePath, { token })).status, 401);
  });

  it("forgets what a write leaves out, and moves no contactor under load", async () => {
    const { call, logIn, pilePath, clock, serial } = startProgram();
    const token = await logIn();
    const read = async () => (await call("GET", pilePath, { token })).data.oldPileData;
    const write = (oldPileData: Json) =>
      call("POST", "/api/iterate/newEv/setNewEv", { token }, { sysSn: serial, oldPileData, currentsetting: 32 });
    const pile = await read();
    await write({ ...pile, chargingmode: 4 });
    await call("POST", "/api/iterate/ev/startCharging", { token }, { id: pile.chargingpileKey });
    await clock.runFor(6 * 60_000);
    await write({ ...(await read()), chargingpilePhase: 1 });
    assert.equal((await read()).chargingpilePhase, 3);
    const { chargingpileId, chargingmode } = pile;
    await write({ chargingpileId, chargingmode });
    assert.equal((await read()).timeChargeS1, undefined);
  });

  it("wants the right verb", async () => {
    const { call, logIn, pilePath } = startProgram();
    assert.equal((await call("POST", pilePath, { token: await logIn() })).status, 405);
  });
});
