import { z } from "zod";
import { fail, type HomeState, type Json, Secret } from "#domain";
import type { EmulatorDefinition } from "../../emulator/emulator.ts";
import { type AnyTarget, defineTarget } from "../../target.ts";

/** The ways in which the toy target can be broken on purpose. */
export const toyTargetFlaws = [
  "says-nothing",
  "zero-for-unknown",
  "hides-failures",
  "too-eager",
  "ignores-abort",
] as const;

export type ToyTargetFlaw = (typeof toyTargetFlaws)[number];

/** A made-up listener that takes one number. */
export const toyListener: EmulatorDefinition = {
  id: "toy-listener",
  profiles: ["plain"],
  unit: "house",
  create: ({ credentials }) => {
    const key = credentials["key"] ?? "listener-key-0815";
    let heard: Json = null;
    return {
      credentials: { key },
      deviceEntry: { target: "toy-listener", key },
      handle: ({ headers, body }) => {
        if (headers["authorization"] !== key) return { status: 401, body: "no" };
        heard = z.object({ gridW: z.number().exactOptional() }).parse(JSON.parse(body));
        return { status: 200, body: "ok" };
      },
      describe: () => heard,
    };
  },
};

export function createToyTarget(flaw?: ToyTargetFlaw): AnyTarget {
  return defineTarget({
    id: "toy-listener",
    label: "Toy listener",
    summary: { en: "A toy", de: "Ein Spielzeug", fr: "Un jouet" },
    config: z.strictObject({ url: z.url(), key: z.string().transform((text) => new Secret(text)) }),
    calls: {
      rules: [{ id: "pace", scope: "account", max: 1, perMs: 30_000 }],
      isLasting: true,
      classify: () => ({ callClass: "any", endpoint: "push" }),
    },
    text: { problems: {}, labels: {} },
    identify: ({ key }) => ({ account: key.reveal() }),
    connect: async ({ url, key }, { http }) => ({
      pace: { everyMs: flaw === "too-eager" ? 5_000 : 60_000 },
      publish: async (state, { signal, ...call }) => {
        if (flaw === "says-nothing") return;
        const { status, body } = await http.request({
          ...{ method: "POST", url, timeoutMs: 10_000, ...call },
          ...(signal === undefined || flaw === "ignores-abort" ? {} : { signal }),
          headers: { authorization: key.reveal() },
          body: JSON.stringify(toBody(state, flaw)),
        });
        if (flaw === "hides-failures") return;
        if (status !== 200) throw fail("unreachable", "unreachable.http", { facts: { status } });
        if (body !== "ok") throw fail("invalid", "invalid.reply");
      },
      close: async () => {},
    }),
  });
}

function toBody({ house }: HomeState, flaw: ToyTargetFlaw | undefined) {
  const gridW = house.gridW?.value ?? (flaw === "zero-for-unknown" ? 0 : undefined);
  return gridW === undefined ? {} : { gridW };
}
