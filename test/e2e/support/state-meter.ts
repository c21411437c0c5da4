import { z } from "zod";
import { secondMs } from "#domain";
import { type AnyDriver, defineDriver } from "#driver-kit";

const summary = { en: "A meter", de: "Ein Zähler", fr: "Un compteur" };

const house = z.object({
  home: z.object({
    grid: z.object({ powerW: z.number(), phaseCurrentA: z.tuple([z.number(), z.number(), z.number()]) }),
    inverters: z.array(z.object({ solarW: z.number() })),
  }),
});

/** A fast meter for hubs in a process of their own: what an emulator tells of the house that it stands in. */
export const stateMeterDriver: AnyDriver = defineDriver<{ readonly url: string }>({
  ...{ id: "state-meter", label: "Meter", summary, models: [], capabilities: ["meter", "solar"], reach: "local" },
  config: z.strictObject({ url: z.string() }),
  calls: {
    ...{ rules: [], maxAtOnce: 1, isLasting: false },
    classify: ({ url }) => ({ callClass: "any", endpoint: url }),
  },
  text: { problems: {}, labels: {} },
  identify: ({ url }) => ({ account: url }),
  connect: async ({ url }, { clock, http }) => ({
    capabilities: () => [{ kind: "meter", place: "grid", hasPhases: true }, { kind: "solar" }],
    polls: [
      {
        ...{ id: "powers", brings: ["meter", "solar"], everyMs: 5 * secondMs },
        read: async (call) => {
          const at = clock.now();
          const request = { method: "GET", url: `${url}/_emulator/state`, timeoutMs: 60 * secondMs } as const;
          const { body } = await http.request({ ...request, ...call });
          const { grid, inverters } = house.parse(JSON.parse(body)).home;
          const [l1, l2, l3] = grid.phaseCurrentA;
          const solarW = inverters.reduce((sum, inverter) => sum + inverter.solarW, 0);
          const stamp = { at, quality: "measured" } as const;
          return [
            { ...stamp, kind: "meter", place: "grid", powerW: grid.powerW, phases: { currentA: [l1, l2, l3] } },
            { ...stamp, kind: "solar", powerW: solarW },
          ];
        },
      },
    ],
    actuators: [],
    close: async () => {},
  }),
});
