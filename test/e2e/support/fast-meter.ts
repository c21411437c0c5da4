import { z } from "zod";
import { createProblem, ProblemError, secondMs } from "#domain";
import { type AnyDriver, type DriverReading, defineDriver, type SimulatedHome } from "#driver-kit";

export interface FastMeter {
  readonly driver: AnyDriver;
  /** While it is silent, every question fails. */
  isSilent: boolean;
}

const summary = { en: "A meter", de: "Ein Zähler", fr: "Un compteur" };

/** A local meter at the house's own connection, roof and battery: exact, and as fast as it is asked. */
export function createFastMeter(home: SimulatedHome, everyMs = 5 * secondMs): FastMeter {
  const meter = { isSilent: false };
  const read = async (at: number): Promise<readonly DriverReading[]> => {
    if (meter.isSilent) throw new ProblemError(createProblem("unreachable", "unreachable.timeout", {}));
    home.advance();
    const stamp = { at, quality: "measured" } as const;
    const { powerW, phaseCurrentA, phasePowerW } = home.meter;
    const inverters = home.inverterIds().map((id) => home.inverter(id));
    const batteryW = inverters.reduce((sum, { battery }) => sum + (battery?.powerW ?? 0), 0);
    const signedA = [0, 1, 2].map((phase) => Math.sign(phasePowerW[phase] ?? 0) * Math.abs(phaseCurrentA[phase] ?? 0));
    const [l1 = 0, l2 = 0, l3 = 0] = signedA;
    return [
      { ...stamp, kind: "meter", place: "grid", powerW, phases: { currentA: [l1, l2, l3] } },
      { ...stamp, kind: "solar", powerW: inverters.reduce((sum, { solarW }) => sum + solarW, 0) },
      ...(inverters.some(({ battery }) => battery !== undefined)
        ? [{ ...stamp, kind: "battery" as const, powerW: batteryW }]
        : []),
    ];
  };
  const driver = defineDriver({
    ...{ id: "fast-meter", label: "Meter", summary, models: [], capabilities: ["meter", "solar"], reach: "local" },
    config: z.strictObject({}),
    calls: {
      ...{ rules: [], maxAtOnce: 1, isLasting: false },
      classify: ({ url }) => ({ callClass: "any", endpoint: url }),
    },
    text: { problems: {}, labels: {} },
    identify: () => ({ account: "fast-meter" }),
    connect: async (_config, { clock }) => ({
      capabilities: () => [{ kind: "meter", place: "grid", hasPhases: true }, { kind: "solar" }],
      polls: [{ id: "powers", brings: ["meter", "solar", "battery"], everyMs, read: () => read(clock.now()) }],
      actuators: [],
      close: async () => {},
    }),
  });
  return Object.assign(meter, { driver });
}
