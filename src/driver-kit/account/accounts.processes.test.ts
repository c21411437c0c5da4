import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, it } from "node:test";
import { promisify } from "node:util";
import { serveHandler } from "#platform";

/** What each process runs: calls as fast as it is allowed to. */
const caller = `
  import { createAccounts } from "#driver-kit";
  import { createNodeHttp, createSystemClock, silentLog } from "#platform";
  const [directory, url, calls] = process.argv.slice(1);
  const rules = {
    rules: [{ id: "burst", scope: "account", max: 4, perMs: 200 }],
    isLasting: true,
    classify: () => ({ callClass: "any", endpoint: "any" }),
  };
  const http = createNodeHttp();
  const accounts = createAccounts({ directory, clock: createSystemClock(), http, log: silentLog });
  const account = accounts.open({ driver: "toy", identity: { account: "shared" }, rules });
  await account.session.renew(undefined, async () => {
    const { body } = await http.request({ method: "POST", url: url + "/login", timeoutMs: 5000 });
    return { token: body };
  });
  await Promise.all(Array.from({ length: Number(calls) }, () =>
    account.http.request({ method: "GET", url, timeoutMs: 5000 })));
  await account.close();
  http.close();
`;

describe("two processes on one account", () => {
  it("share one limit and one login", async () => {
    const directory = mkdtempSync(join(tmpdir(), "sunsteer-processes-"));
    const arrivals: number[] = [];
    let logins = 0;
    const server = await serveHandler(
      ({ path }) => {
        if (path === "/login") logins += 1;
        else arrivals.push(performance.now());
        return { status: 200, body: "token" };
      },
      { sleep: () => Promise.resolve() },
    );
    const project = join(import.meta.dirname, "../../..");
    const run = () =>
      promisify(execFile)(
        process.execPath,
        ["--conditions=sunsteer-source", "--input-type=module", "-e", caller, directory, server.url, "12"],
        { cwd: project },
      );
    try {
      await Promise.all([run(), run()]);
    } finally {
      await server.close();
      rmSync(directory, { recursive: true, force: true });
    }
    assert.equal(arrivals.length, 24);
    assert.equal(logins, 1);
    for (let first = 0; first + 4 < arrivals.length; first += 1) {
      const spanMs = (arrivals[first + 4] ?? 0) - (arrivals[first] ?? 0);
      assert.ok(spanMs >= 200, `5 calls within ${spanMs} ms`);
    }
  });
});
