import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { commandLaw, ignoredWritesLaw } from "./laws/actuators.ts";
import { configLaw, readmeLaw, textLaw } from "./laws/declaration.ts";
import { faultLaws } from "./laws/faults.ts";
import { abortLaw, closeLaw, socketLaw } from "./laws/lifecycle.ts";
import { limitsLaw } from "./laws/limits.ts";
import { readingsLaw } from "./laws/readings.ts";
import { secretLaw } from "./laws/secrets.ts";
import type { DriverLaw, DriverTrial } from "./trial.ts";

/** What every driver keeps. */
export const driverLaws: readonly DriverLaw[] = [
  textLaw,
  configLaw,
  readmeLaw,
  closeLaw,
  socketLaw,
  abortLaw,
  readingsLaw,
  limitsLaw,
  commandLaw,
  ignoredWritesLaw,
  secretLaw,
  ...faultLaws,
];

/** Registers the contract suite for one driver with the test runner. */
export function describeDriver(trial: DriverTrial): void {
  const profile = trial.profile === undefined ? "" : ` (${trial.profile})`;
  describe(`the ${trial.driver.id} driver${profile} under contract`, () => {
    for (const law of driverLaws) {
      it(law.name, async () => {
        assert.deepEqual(await law.check(trial), []);
      });
    }
  });
}
