import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { createSimulatedHome } from "#simulator";
import { type TypeOptions, typeCommand } from "../../../test/support/type-command.ts";
import { type StartedCharger, startCharger } from "./testing/start-charger.ts";

/** Whatever a command wants of a charger that cannot or will not: one sentence, one remedy, and nothing changed. */

async function start(profile = "v4-22kw"): Promise<StartedCharger> {
  const car = { capacityWh: 60_000, startDelayS: [8, 8] as [number, number] };
  const charger = startCharger((clock) => createSimulatedHome({ name: "test", wallboxes: [{ car }] }, { clock }), {
    profile,
  });
  await charger.clock.runFor(2_000);
  return charger;
}

const inside = ({ emulator, home }: StartedCharger) => {
  home.advance();
  const { keys } = Object(emulator.describe());
  const { amp, frc, lmo, fup, c2n, pgrid, fna } = keys;
  return { amp, frc, lmo, fup, c2n, pgrid, fna };
};

const commands = [
  ...["get car", "set amp=10", "set lot.amp=20", "start", "stop", "stop --for 1m", "surplus --grid -900"],
  ...["surplus --check", "surplus --check --apply", "limit", "limit --apply", "refresh", "watch car", "wake"],
  ...["cards", "cards rename 3 Anna", "cards learn 3", "cards clear 3 --confirm-danger"],
];

interface Trouble {
  readonly name: string;
  readonly kind: string;
  readonly said: RegExp;
  readonly options?: (charger: StartedCharger) => TypeOptions;
  readonly profile?: string;
  prepare?(charger: StartedCharger): Promise<void> | void;
  /** An order whose answer is torn was carried out all the same. */
  readonly isAfterTheDeed?: boolean;
}

/** Sent without a look beforehand: the powers are forgotten within seconds anyway. */
const isSentBlindly = (words: string) => words.startsWith("surplus --grid");

const troubles: readonly Trouble[] = [
  {
    ...{ name: "that is not there", kind: "unreachable", said: /goe\.emulator|not reachable|no answer|answer/ },
    prepare: ({ emulator }) => void emulator.faults.set("dead"),
  },
  {
    ...{ name: "that does not answer", kind: "unreachable", said: /./ },
    prepare: ({ emulator }) => void emulator.faults.set("hang"),
  },
  {
    ...{ name: "whose API is switched off", kind: "refused", said: /API v2 is switched off[\s\S]*4\.x[\s\S]*3\.x/ },
    prepare: async ({ set, clock }) => {
      await set("hai=false");
      await clock.runFor(2_000);
    },
  },
  {
    ...{ name: "whose cloud does not take the token", kind: "auth", said: /token/i, profile: "cloud" },
    options: ({ url, emulator }) => ({
      environment: { GOE_URL: url, GOE_SERIAL: emulator.credentials["serial"] ?? "", GOE_TOKEN: "hunter2" },
    }),
  },
  {
    ...{ name: "that answers with half a sentence", kind: "unreachable", said: /./, isAfterTheDeed: true },
    prepare: ({ emulator }) => void emulator.faults.set("half-reply"),
  },
];

for (const { name, kind, said, profile, options, prepare, isAfterTheDeed = false } of troubles) {
  describe(`a charger ${name}`, () => {
    for (const words of commands) {
      it(`fails "${words}" with one sentence, one remedy and exit code 1, and stays as it is`, async () => {
        const charger = await start(profile);
        await prepare?.(charger);
        const before = inside(charger);
        const typed = options?.(charger) ?? {};
        const { code, out, err } = await typeCommand(charger, words, typed);
        assert.deepEqual([code, out], [1, ""], err);
        assert.match(err, said);
        assert.equal(err.split("\n").length, 2, err);
        assert.doesNotMatch(err, /hunter2|emulated-|at .*\.ts:/);
        const { error } = JSON.parse((await typeCommand(charger, `${words} --json`, typed)).err);
        assert.deepEqual([error.kind, typeof error.message, typeof error.hint], [kind, "string", "string"]);
        if (!isAfterTheDeed || !isSentBlindly(words)) assert.deepEqual(inside(charger), before);
      });
    }
  });
}

describe("powers for a charger without a car", () => {
  it("are not sent over the cloud, and the command says so", async () => {
    const charger = await start("cloud");
    charger.home.change({ carConnected: false });
    await charger.clock.runFor(5_000);
    const environment = {
      GOE_URL: charger.url,
      GOE_SERIAL: charger.emulator.credentials["serial"] ?? "",
      GOE_TOKEN: charger.emulator.credentials["token"] ?? "",
    };
    const { code, out, err } = await typeCommand(charger, "surplus --grid -900", { environment });
    assert.deepEqual([code, out], [1, ""]);
    assert.match(err, /No car is connected, so nothing was sent/);
    assert.ok(charger.requests.every(({ url }) => !url.includes("/api/set")));
  });
});
