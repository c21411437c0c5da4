import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { fail, type HomeState, hourMs, type Instant, type Json } from "#domain";
import type { Clock } from "#platform";
import type { AnyDriver } from "../driver.ts";
import type { EmulatorDefinition } from "../emulator/emulator.ts";
import type { SimulatedHome } from "../simulated-home.ts";
import type { AnyTarget } from "../target.ts";
import { configLaw, readmeLaw, textLaw } from "./laws/declaration.ts";
import { faultLaws } from "./laws/faults.ts";
import { abortLaw, closeLaw, socketLaw } from "./laws/lifecycle.ts";
import { limitsLaw } from "./laws/limits.ts";
import { secretLaw } from "./laws/secrets.ts";
import { emptyHomeState, sampleHomeState } from "./sample-home-state.ts";
import { connectedStage, createStage } from "./stage.ts";
import type { DriverTrial } from "./trial.ts";

/** What the contract suite needs to know of a target. */
export interface TargetTrial {
  readonly target: AnyTarget;
  readonly emulator: EmulatorDefinition;
  makeHome(clock: Clock): SimulatedHome;
  /** The README.md in the target's folder. */
  readonly readme: URL;
  readonly profile?: string;
  readonly config?: Readonly<Record<string, Json>>;
  readonly startAt?: Instant;
  /** What is wrong with what the emulator shows in `describe()` after it was told of this home. */
  heard(shown: Json, told: HomeState): readonly string[];
}

export interface TargetLaw {
  readonly name: string;
  check(trial: TargetTrial): Promise<readonly string[]>;
}

const heardLaw: TargetLaw = {
  name: "tells what the home knows, and only that",
  check: async (trial) => {
    const findings: string[] = [];
    for (const [name, stateAt] of [
      ["a home", sampleHomeState],
      ["a home that knows nothing", emptyHomeState],
    ] as const) {
      const { stage, connection } = await connectedStage(asDriverTrial(trial, stateAt));
      const told = stateAt(stage.clock.now());
      const [publish] = connection.polls;
      const outcome = await stage.finish(publish?.read({ purpose: "poll" }) ?? Promise.resolve([]));
      if ("error" in outcome) findings.push(`${name}: ${String(outcome.error)}`);
      findings.push(...trial.heard(stage.emulator.describe(), told).map((one) => `${name}: ${one}`));
    }
    return findings;
  },
};

const honestLaw: TargetLaw = {
  name: "never takes a refusal for a success",
  check: async (trial) => {
    const { stage, connection } = await connectedStage(asDriverTrial(trial, sampleHomeState));
    const findings: string[] = [];
    for (const kind of ["unavailable", "rate-limited", "reset", "html"] as const) {
      stage.emulator.faults.set(kind);
      await stage.clock.runFor(hourMs);
      const outcome = await stage.finish(connection.polls[0]?.read({ purpose: "poll" }) ?? Promise.resolve([]));
      if ("value" in outcome) findings.push(`says that it was heard under ${kind}`);
      stage.emulator.faults.clear();
    }
    return findings;
  },
};

const paceLaw: TargetLaw = {
  name: "wants to hear no more often than its own limits allow",
  check: async (trial) => {
    const stage = createStage(asDriverTrial(trial, sampleHomeState));
    const { rules } = trial.target.calls;
    const connected = await stage.connect();
    if ("error" in connected) return [`does not connect: ${String(connected.error)}`];
    const everyMs = connected.value.polls[0]?.everyMs ?? 0;
    return rules
      .filter((rule) => everyMs < rule.perMs / rule.max)
      .map((rule) => `wants to publish every ${everyMs} ms, which ${rule.id} does not allow`);
  },
};

/** What every target keeps; most of it is what drivers keep too. */
export const targetLaws: readonly TargetLaw[] = [
  ...[textLaw, configLaw, readmeLaw, closeLaw, socketLaw, abortLaw, limitsLaw, secretLaw, ...faultLaws].map((law) => ({
    name: law.name,
    check: (trial: TargetTrial) => law.check(asDriverTrial(trial, sampleHomeState)),
  })),
  heardLaw,
  honestLaw,
  paceLaw,
];

/** Registers the contract suite for one target with the test runner. */
export function describeTarget(trial: TargetTrial): void {
  describe(`the ${trial.target.id} target under contract`, () => {
    for (const law of targetLaws) {
      it(law.name, async () => {
        assert.deepEqual(await law.check(trial), []);
      });
    }
  });
}

function asDriverTrial(trial: TargetTrial, stateAt: (at: Instant) => HomeState): DriverTrial {
  const { target, heard: _, ...rest } = trial;
  return { ...rest, driver: asDriver(target, stateAt), delayMs: 10_000 };
}

/** Telling somebody is, on the wire, like reading something that brings nothing. */
function asDriver(target: AnyTarget, stateAt: (at: Instant) => HomeState): AnyDriver {
  return {
    ...target,
    models: [],
    capabilities: [],
    reach: "cloud",
    bind: (rawConfig) => {
      const bound = target.bind(rawConfig);
      return {
        identity: bound.identity,
        connect: async ({ deviceId, ...context }) => {
          const request = () => Promise.reject(fail("refused", "refused.unsupported"));
          const connection = await bound.connect({ ...context, targetId: deviceId, request });
          return {
            capabilities: () => [],
            actuators: [],
            polls: [
              {
                id: "publish",
                brings: [],
                everyMs: Math.min(connection.pace.everyMs, connection.pace.onChangeAfterMs ?? Number.POSITIVE_INFINITY),
                read: async (call) => {
                  await connection.publish(stateAt(context.clock.now()), call);
                  return [];
                },
              },
            ],
            close: () => connection.close(),
          };
        },
      };
    },
  };
}
