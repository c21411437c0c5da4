import assert from "node:assert/strict";
import { before, describe, it } from "node:test";
import { minuteMs, secondMs } from "#domain";
import type { AnyDriver } from "#driver-kit";
import { battery, charger, openCrashHome, ownersSettings } from "./support/crash-home.ts";
import { type Outage, type Outcome, playScenario, type Scenario } from "./support/crash-scenario.ts";

/** The steps at which something about the battery changes, on the device or in the files. */
const isChange = (step: string) => /storing roof|striking off roof|setting\/set|scheduler\/(?:enable|set)/.test(step);

async function complaintsAt(steps: readonly string[], numbers: readonly number[], scenario: Scenario) {
  const complaints: string[] = [];
  for (const number of numbers) {
    const outcome = await playScenario({ ...scenario, dieAtStep: number });
    complaints.push(...outcome.complaints.map((one) => `${number} ${steps[number - 1]}: ${one}`));
  }
  return complaints;
}

/**
 * From the end of one step to the beginning of the next nothing changes that outlives the hub: one death in between is as
 * good as two.
 */
const momentsOf = (steps: readonly string[]) =>
  numbersWhere(steps, (step) => step.startsWith("before") || step === steps.at(-1));

const numbersWhere = (steps: readonly string[], isWanted: (step: string, index: number) => boolean) =>
  steps.flatMap((step, index) => (isWanted(step, index) ? [index + 1] : []));

describe("a hub that is killed", () => {
  let whole: Outcome;

  before(async () => {
    whole = await playScenario({});
  });

  it("when it is not, holds the battery, gives it back and tells the end of every command", () => {
    assert.deepEqual(whole.complaints, []);
    const ofBattery = whole.commands.filter(({ target }) => target === "roof").map(({ state }) => state);
    // The newest first; the hold before that may have followed the sun.
    assert.equal(ofBattery[0], "restored");
    assert.ok(ofBattery.length > 1 && ofBattery.slice(1).every((state) => state === "confirmed"), ofBattery.join());
    const steps = whole.steps.join("\n");
    assert.match(steps, /storing roof\/batteryIntent stored\n(.*\n)*before guard .*scheduler\/enable/);
    assert.match(steps, /storing roof\/batteryIntent releasing\n(.*\n)*before restore .*scheduler\/set\/flag/);
    assert.match(steps, /after striking off roof\/batteryIntent/);
  });

  for (const half of ["first", "second"] as const) {
    it(`at any step of any command, the ${half} half, and started again, leaves no battery changed without a reason`, async () => {
      const { steps } = whole;
      const moments = momentsOf(steps);
      assert.ok(moments.length > 40);
      const isOfHalf = (step: number) => step <= steps.length / 2 === (half === "first");
      assert.deepEqual(await complaintsAt(steps, moments.filter(isOfHalf), {}), []);
    });
  }

  const outages: readonly Outage[] = ["car leaves", "memory lost", "charger gone", "crashes again"];
  for (const outage of outages) {
    it(`at any change of the battery, and then: ${outage}`, async () => {
      const changes = numbersWhere(whole.steps, (step, index) => isChange(step) && whole.steps.indexOf(step) === index);
      assert.ok(changes.length >= 16);
      assert.deepEqual(await complaintsAt(whole.steps, changes, { outage }), []);
    });
  }

  it("at any step of stopping in good order gives the battery back with the next start", async () => {
    const stopped = await playScenario({ isStoppedBetween: true });
    assert.deepEqual(stopped.complaints, []);
    const numbers = momentsOf(stopped.steps).filter((step) => step > stopped.stepsBeforeStop);
    assert.ok(numbers.length > 8);
    assert.deepEqual(await complaintsAt(stopped.steps, numbers, { isStoppedBetween: true }), []);
  });
});

describe("a battery that is gone from the configuration after the crash", () => {
  it("is told of, and gets its settings back when it is there again", async () => {
    const { steps } = await playScenario({});
    const home = await openCrashHome();
    await home.clock.runFor(6 * minuteMs);
    const first = home.start({ dieAtStep: 1 + steps.indexOf("after storing roof/batteryIntent confirmed") });
    await home.clock.runFor(45 * secondMs);
    first.hub.request({ kind: "chargerMode", charger, mode: "fast" }, "owner").catch(() => {});
    await home.clock.runFor(minuteMs);
    assert.ok(first.isDead());
    assert.notDeepEqual(home.batterySettings(), ownersSettings);

    const second = home.start({ without: [battery] });
    await home.clock.runFor(2 * minuteMs);
    const orphan = second.hub.state().problems.find(({ code }) => code === "command.orphan");
    assert.equal(orphan?.facts["device"], battery);
    second.die();

    const third = home.start();
    await home.clock.runFor(minuteMs);
    third.hub.request({ kind: "chargerMode", charger, mode: "off" }, "owner").catch(() => {});
    await home.clock.runFor(6 * minuteMs);
    assert.deepEqual(home.batterySettings(), ownersSettings);
    assert.deepEqual(third.hub.state().problems, []);
    await home.close();
  });
});

describe("a hub that forgets to restore is caught by these checks", () => {
  const restoresNothing = (driver: AnyDriver): AnyDriver => ({
    ...driver,
    bind: (config) => {
      const bound = driver.bind(config);
      return {
        ...bound,
        connect: async (context) => {
          const connection = await bound.connect(context);
          const actuators = connection.actuators.map((actuator) => ({
            ...actuator,
            restore: async () => {},
            isRestored: () => true,
          }));
          return { ...connection, actuators };
        },
      };
    },
  });

  const defects: readonly { readonly name: string; readonly defect: NonNullable<Scenario["defect"]> }[] = [
    {
      name: "it does not look for what the last run left",
      defect: { spoilStore: (store) => ({ ...store, intents: () => [] }) },
    },
    { name: "its driver only says that it restored", defect: { spoilDriver: restoresNothing } },
  ];

  for (const { name, defect } of defects) {
    it(name, async () => {
      const { steps } = await playScenario({});
      const held = 1 + steps.indexOf("after storing roof/batteryIntent confirmed");
      assert.ok(held > 0);
      const { complaints } = await playScenario({ dieAtStep: held, defect });
      assert.ok(
        complaints.some((complaint) => complaint.startsWith("left at ") && complaint.includes('"isScheduled":true')),
        complaints.join("; "),
      );
    });
  }
});
