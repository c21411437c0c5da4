import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, it } from "node:test";
import { promisify } from "node:util";
import { createEmulator } from "#driver-kit";
import { createRandom, createSystemClock, serveHandler } from "#platform";
import { createSimulatedHome } from "#simulator";
import { foxessEmulator } from "./emulator.ts";

const project = join(import.meta.dirname, "../../..");
const run = promisify(execFile);

/** What a hub does on the same account: it polls one setting, again and again. */
const hubLike = `
  import { createAccounts } from "#driver-kit";
  import { createNodeHttp, createSystemClock, silentLog } from "#platform";
  import { createFoxessClient } from "./src/drivers/foxess/client.ts";
  import { foxessCalls } from "./src/drivers/foxess/calls.ts";
  const [directory, url, apiKey, serial] = process.argv.slice(1);
  const [clock, http] = [createSystemClock(), createNodeHttp()];
  const accounts = createAccounts({ directory, clock, http, log: silentLog });
  const identity = { account: apiKey, device: serial };
  const account = accounts.open({ driver: "foxess", identity, rules: foxessCalls });
  const client = createFoxessClient({ apiKey, url, http: account.http, clock });
  for (let call = 0; call < 3; call += 1) await client.setting(serial, "WorkMode", { purpose: "poll" });
  await account.close();
  http.close();
`;

describe("the command beside a hub on the same account", () => {
  it("shares its limits, and prints the served reply to the byte", async () => {
    const directory = mkdtempSync(join(tmpdir(), "sunsteer-foxess-"));
    const clock = createSystemClock();
    const battery = { capacityWh: 10_000, maxChargeW: 5_000, maxDischargeW: 5_000 };
    const home = createSimulatedHome({ name: "test", inverters: [{ ratedW: 5_000, battery }] }, { clock });
    const emulator = createEmulator(foxessEmulator, { home, clock, random: createRandom(1), profile: "H1" });
    const arrivals: number[] = [];
    const bodies: string[] = [];
    const server = await serveHandler(
      async (request) => {
        arrivals.push(performance.now());
        const reply = emulator.handler(request);
        bodies.push(reply === undefined || !("body" in reply) ? "" : String(reply.body));
        return reply;
      },
      { sleep: (delayMs) => clock.sleep(delayMs) },
    );
    const { apiKey = "", serial = "" } = emulator.credentials;
    const env = {
      ...{ HOME: directory, SUNSTEER_STATE: directory, FOXESS_API_KEY: apiKey, FOXESS_SERIAL: serial },
      ...{ FOXESS_URL: server.url, PATH: process.env["PATH"] ?? "" },
    };
    try {
      const accounts = join(directory, "accounts");
      const node = ["--conditions=sunsteer-source"];
      const asHub = [...node, "--input-type=module", "-e", hubLike, accounts, server.url, apiKey, serial];
      const [, typed] = await Promise.all([
        run(process.execPath, asHub, { cwd: project }),
        run(process.execPath, [...node, "src/main.ts", "foxess", "get", "--raw"], { cwd: project, env }),
      ]);
      assert.ok(bodies.some((body) => typed.stdout === `${JSON.stringify(JSON.parse(body), null, 2)}\n`));
    } finally {
      await server.close();
      rmSync(directory, { recursive: true, force: true });
    }
    assert.equal(arrivals.length, 4);
    assert.ok(
      bodies.every((body) => JSON.parse(body).errno === 0),
      bodies.join("\n"),
    );
    for (const [index, at] of arrivals.entries()) {
      const gapMs = at - (arrivals[index - 1] ?? Number.NEGATIVE_INFINITY);
      assert.ok(gapMs >= 1_000, `two calls within ${gapMs} ms`);
    }
  });
});
