import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, describe, it } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import { minuteMs } from "#domain";
import type { Emulator } from "#driver-kit";
import type { HttpClient } from "#platform";
import { type TypeOptions, typeIn } from "../../../test/support/type-command.ts";
import { origin, startAccount } from "./testing/start-account.ts";

const folder = mkdtempSync(join(tmpdir(), "sunsteer-two-homes-"));
after(() => rmSync(folder, { recursive: true, force: true }));

const devices = z.object({ devices: z.array(z.object({ id: z.string(), state: z.string() })) });
const minutesRun = 40;

/** `sunsteer run` with two homes whose plants are of one account, as its owner would type it. */
async function runTwo(eachSecond: (second: number, emulator: Emulator) => void = () => {}) {
  const account = startAccount();
  const { username, password } = account.emulator.credentials;
  for (const [id, plant] of [
    ["south", "Sunny Lane 4"],
    ["north", "Sunny Lane 40"],
  ])
    writeFileSync(
      join(folder, `${id}.yaml`),
      `version: 1
home: { id: ${id} }
history: { path: ":memory:" }
http: { port: 0 }
devices:
  - { id: roof, driver: fusionsolar, url: "${origin}", username: ${username}, password: ${password}, plant: ${plant} }
`,
    );
  const { network, clock, emulator } = account;
  let [loginsNow, mostLogins] = [0, 0];
  const http: HttpClient = {
    request: async (request) => {
      const isLogin = request.url.endsWith("/login");
      if (isLogin) loginsNow += 1;
      mostLogins = Math.max(mostLogins, loginsNow);
      try {
        return await network.http.request(request);
      } finally {
        if (isLogin) loginsNow -= 1;
      }
    },
  };
  const views: unknown[] = [];
  let startedAt: number | undefined;
  const meanwhile: TypeOptions["meanwhile"] = async (world, passed) => {
    // Files and sockets take real time, in which no virtual one shall pass.
    for (let wait = 0; world.printed.length === 0 && wait < 2_000; wait += 1) await sleep(5);
    startedAt ??= passed;
    const second = passed - startedAt;
    eachSecond(second, emulator);
    if (second !== minutesRun * 60) return;
    const url = /http:\/\/[^/]+/.exec(world.printed.join(""))?.[0] ?? "";
    for (const id of ["south", "north"]) views.push(await (await fetch(`${url}/api/homes/${id}/devices`)).json());
    world.stop();
  };
  const words = `run --config ${join(folder, "south.yaml")} --config ${join(folder, "north.yaml")}`;
  const place = { clock, http, environment: { SUNSTEER_LOG: "error" } };
  const { code, err } = await typeIn(place, words, { meanwhile });
  assert.equal(code, 0, err);
  return { ...account, views, mostLogins };
}

describe("two homes of one account in one process", () => {
  it("log in once, share lists and calls, and log out together", async () => {
    const { countOf, emulator, views } = await runTwo();
    const made = ["stations", "getDevList"].map((method) => countOf(method));
    assert.deepEqual(made, [1, 1]);
    assert.ok(emulator.calls().every(({ result }) => result === "ok" || result === "failCode-305"));
    const kinds = 3;
    const rounds = Math.floor((minutesRun * minuteMs) / (5 * minuteMs));
    assert.ok(countOf("getDevRealKpi") <= kinds * (rounds + 1), `${countOf("getDevRealKpi")} calls for live values`);
    assert.ok(countOf("login") <= 2, "one login, and one more when its half hour is over");
    assert.equal(countOf("logout", "ok"), 1);
    for (const view of views)
      assert.deepEqual(
        devices.parse(view).devices.map(({ state }) => state),
        ["ok"],
      );
  });

  it("never log in at the same time, not even when the login of both ends", async () => {
    const { mostLogins, countOf } = await runTwo((second, { faults }) => {
      if (second === 5) faults.set("slow", { path: "/thirdData/login", delayMs: 8_000 });
      // As another program on the account would do it, again and again.
      if (second % 400 === 0) faults.set("expired-login", { forMs: 390_000 });
    });
    assert.equal(mostLogins, 1);
    assert.ok(countOf("login") > 3, "logins did end");
  });
});
