import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { z } from "zod";
import { runCli } from "#cli";
import { createEmulator, type Emulator, serveEmulator } from "#driver-kit";
import { createRandom, createSystemClock } from "#platform";
import { createSimulatedHome } from "#simulator";
import { createTestWorld } from "../../../test/support/world.ts";
import { chargehqEmulator } from "./emulator.ts";

const pushesOf = z.object({ pushes: z.array(z.looseObject({ siteMeters: z.record(z.string(), z.number()) })) });

describe("sunsteer chargehq push", () => {
  let emulator: Emulator;
  let environment: Record<string, string>;
  let close: () => Promise<void>;

  before(async () => {
    const clock = createSystemClock();
    const home = createSimulatedHome({ name: "any", inverters: [], wallboxes: [] }, { clock });
    emulator = createEmulator(chargehqEmulator, { home, clock, random: createRandom(1), isLenient: true });
    const server = await serveEmulator(emulator, { clock });
    close = server.close;
    environment = { CHARGEHQ_URL: server.url, CHARGEHQ_API_KEY: emulator.credentials["apiKey"] ?? "" };
  });
  after(() => close());

  const sunsteer = async (args: readonly string[], variables: Record<string, string> = environment) => {
    const world = createTestWorld(variables);
    try {
      const code = await runCli(["chargehq", "push", ...args], world);
      return { code, printed: world.printed.join("\n"), told: world.told.join("\n") };
    } finally {
      world.dispose();
    }
  };

  it("pushes the powers that are given, balanced, and says what was taken", async () => {
    const { code, printed } = await sunsteer(["--grid", "-1000", "--pv", "5020", "--battery", "-850", "--soc", "64"]);
    assert.equal(code, 0);
    assert.equal(printed, "ChargeHQ has taken: sun 5.02 kW, grid -1 kW, battery -0.85 kW, consumption 3.17 kW, 64 %.");
    assert.deepEqual(pushesOf.parse(emulator.describe()).pushes.at(-1)?.siteMeters, {
      ...{ production_kw: 5.02, net_import_kw: -1, battery_discharge_kw: -0.85, consumption_kw: 3.17 },
      battery_soc: 0.64,
    });
  });

  it("prints JSON for programs", async () => {
    const { code, printed } = await sunsteer(["--pv", "4812", "--json"]);
    assert.equal(code, 0);
    assert.deepEqual(JSON.parse(printed), { siteMeters: { production_kw: 4.812 } });
  });

  const mistakes: readonly (readonly [
    string,
    readonly string[],
    Record<string, string> | undefined,
    number,
    RegExp,
  ])[] = [
    ["a wrong key", ["--pv", "1"], { CHARGEHQ_API_KEY: "wrong" }, 1, /does not accept the API key/],
    ["no key at all", ["--pv", "1"], { CHARGEHQ_API_KEY: "" }, 2, /no ChargeHQ key/],
    ["a power in words", ["--pv", "much"], undefined, 2, /--pv is “much”/],
    ["no powers and no hub", [], undefined, 1, /No hub runs/],
    ["neither grid nor sun", ["--battery", "100"], undefined, 1, /neither grid nor sun/],
    ["a target that is not configured", ["--pv", "1", "--target", "x"], undefined, 2, /no ChargeHQ target “x”/],
  ];
  for (const [name, args, variables, code, sentence] of mistakes) {
    it(`says what is wrong with ${name}, and pushes nothing`, async () => {
      const before = pushesOf.parse(emulator.describe()).pushes.length;
      const seen = await sunsteer(args, { ...environment, ...variables });
      assert.deepEqual([seen.code, seen.printed], [code, ""], seen.told);
      assert.match(seen.told, sentence);
      assert.ok(!seen.told.includes(environment["CHARGEHQ_API_KEY"] ?? "-"));
      assert.equal(pushesOf.parse(emulator.describe()).pushes.length, before);
    });
  }
});
