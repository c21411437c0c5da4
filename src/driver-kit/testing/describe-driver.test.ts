import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { createTexts } from "#text";
import { describeDriver, driverLaws } from "./describe-driver.ts";
import { generalCodes } from "./general-codes.ts";
import { createToyDriver } from "./toy/toy-driver.ts";
import { toyEmulator } from "./toy/toy-emulator.ts";
import { type ToyFlaw, toyFlaws } from "./toy/toy-flaw.ts";
import { createToyHome } from "./toy/toy-home.ts";
import type { DriverTrial } from "./trial.ts";

function toyTrial(flaw?: ToyFlaw): DriverTrial {
  return {
    driver: createToyDriver(flaw),
    emulator: toyEmulator,
    makeHome: createToyHome,
    readme: new URL("toy/README.md", import.meta.url),
  };
}

describeDriver(toyTrial());

/** Which laws must notice which flaw; others may notice too. */
const noticedBy: Readonly<Record<ToyFlaw, RegExp>> = {
  "wrong-sign": /right signs/,
  "swaps-counters": /right signs/,
  "leaks-timer": /leaving no timer/,
  "leaks-call": /leaving no timer and no open call/,
  "ignores-abort": /gives up in the middle/,
  "logs-secret": /secret/,
  "throws-secret": /secret/,
  "trusts-json": /survives html/,
  "keeps-old-login": /survives expired-login/,
  "zero-for-missing": /survives nulls/,
  "invents-time": /survives clock-skew/,
  "undeclared-reading": /right signs/,
  "lies-about-effect": /notices when a device/,
  "commands-nothing": /does what it is commanded/,
  "restores-nothing": /puts back/,
  "unknown-code": /survives reset/,
  "without-french": /every language/,
  "takes-rubbish": /refuses rubbish/,
  undocumented: /README/,
};

describe("the contract suite", () => {
  for (const flaw of toyFlaws) {
    it(`notices a driver that ${flaw}`, async () => {
      const trial = toyTrial(flaw);
      const laws = driverLaws.filter((law) => noticedBy[flaw].test(law.name));
      assert.ok(laws.length > 0);
      for (const law of laws) assert.notDeepEqual(await law.check(trial), [], law.name);
    });
  }

  it("notices a driver whose calls get past its own rules", async () => {
    const trial = toyTrial();
    const { calls } = trial.driver;
    let isOpened = false;
    const driver = {
      ...trial.driver,
      // The account sees no rules, the vendor still has them.
      get calls() {
        const isFirst = !isOpened;
        isOpened = true;
        return isFirst ? { ...calls, rules: [], maxAtOnce: 99 } : calls;
      },
    };
    const [law] = driverLaws.filter(({ name }) => name.startsWith("never calls more often"));
    const findings = await law?.check({ ...trial, driver });
    assert.match(String(findings), /more than 3 calls within 2000 ms/);
    assert.match(String(findings), /calls at once where 2 are allowed/);
  });

  it("allows only general problem codes that have sentences", () => {
    const texts = createTexts("en");
    for (const code of generalCodes) {
      const kind = code.split(".", 1)[0];
      const problem = { kind: "unreachable", code, facts: {}, isRetryable: false } as const;
      const generic = texts.problem({ ...problem, code: `${kind}.surely-unknown` });
      assert.notDeepEqual(texts.problem(problem), generic, `${code} has no sentences of its own`);
    }
  });
});
