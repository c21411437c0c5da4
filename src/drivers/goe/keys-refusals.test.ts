import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { type Json, type Language, ProblemError } from "#domain";
import { createGoeClientOn } from "./client.ts";
import { isWhole, limitsOf } from "./key-limits.ts";
import { type GoeKey, type GoeType, goeKeys } from "./keys.ts";
import { goeText } from "./text.ts";
import type { GoeTransport } from "./transport.ts";

/** What the client itself says to each wrong value of each key, before anything leaves. */

const clock = {
  now: () => 0,
  steadyMs: () => 0,
  sleep: async () => {},
  schedule: () => () => {},
  hold: () => () => {},
};

async function refusal(key: string, value: Json) {
  let sent = 0;
  const transport: GoeTransport = {
    confirms: { afterMs: 0, withinMs: 0 },
    read: async () => ({ values: {}, isPartial: false }),
    write: async () => {
      sent += 1;
      return { [key]: true };
    },
  };
  try {
    await createGoeClientOn(transport, clock).set({ [key]: value }, { isConfirmed: true });
  } catch (error) {
    assert.ok(error instanceof ProblemError);
    assert.equal(sent, 0, "it left all the same");
    return error.problem;
  }
  return undefined;
}

const languages: readonly Language[] = ["en", "de", "fr"];

/** The sentence as an owner reads it; each of its blanks is filled. */
function sentences(problem: NonNullable<Awaited<ReturnType<typeof refusal>>>) {
  const text = goeText.problems[problem.code];
  assert.ok(text, `${problem.code} has no sentences`);
  return languages.map((language) =>
    text.what[language].replaceAll(/\{(\w+)\}/g, (_, fact: string) => {
      const value = problem.facts[fact];
      assert.notEqual(value, undefined, `${problem.code} does not say ${fact}`);
      return String(value);
    }),
  );
}

async function assertRefused(key: GoeKey, value: Json, code: string) {
  const problem = await refusal(key.key, value);
  assert.ok(problem, `${key.key} takes ${JSON.stringify(value)}`);
  assert.deepEqual([problem.kind, problem.code], ["invalid", code]);
  assert.equal(problem.facts["key"], key.key);
  const told = sentences(problem);
  assert.equal(new Set(told).size, 3, "a language is missing");
  for (const sentence of told) assert.ok(sentence.includes(key.key), sentence);
  return told;
}

/** Of no type, a value that looks most like it. */
const misfits: Readonly<Record<GoeType, readonly Json[]>> = {
  ...{ bool: ["true", 1], trigger: [false, 1], virtual: [false, 1] },
  ...{ text: [5, true, []], url: [5], card: [true, 5], colour: ["00FF00", "#00FF0", "#00FF0G", 255] },
  ...{ object: [5, "{}", []], list: [5, "[]", {}] },
  ...{ uint8: ["6", 6.5, true], int8: ["1", 1.5], uint16: ["1", 1.5], uint32: ["1", 1.5], uint64: ["1", 1.5] },
  ...{ int: ["1", 1.5], float: ["1", true, []], "boot-time": ["1", 1.5], "boot-end": ["1", 1.5] },
};

/** Whoever errs about the type is told what is possible, as far as it is known. */
function misfitCode(key: GoeKey): string {
  if (key.choices !== undefined) return "goe.not-a-choice";
  const limits = limitsOf(key);
  if (limits === undefined || limits.isByType) return "goe.wrong-type";
  return isWhole(key.type) ? "goe.not-whole" : "goe.not-a-number";
}

for (const key of goeKeys) {
  describe(`wrong values of ${key.key}`, () => {
    if (key.access === "read") {
      it("are all values: it can only be read", async () => {
        await assertRefused(key, 1, "goe.read-only-key");
      });
      return;
    }

    it(`are those of another type than ${key.type}`, async () => {
      for (const value of misfits[key.type]) {
        await assertRefused(key, value, misfitCode(key));
      }
    });

    if (key.isNullable) it("do not include none", async () => assert.equal(await refusal(key.key, null), undefined));
    else
      it("include none", async () => {
        await assertRefused(key, null, misfitCode(key));
      });

    const limits = limitsOf(key);
    if (limits === undefined) return;
    it(limits.isByType ? "are those beyond its type, and the sentence says so" : "are those out of range", async () => {
      for (const value of [limits.lowest - 1, limits.highest + 1].map(Math.round)) {
        if (value > Number.MAX_SAFE_INTEGER || !Number.isFinite(value)) continue;
        if (value >= limits.lowest && value <= limits.highest) continue;
        const code = key.choices ? "goe.not-a-choice" : limits.isByType ? "goe.out-of-type" : "goe.out-of-range";
        const [english = ""] = await assertRefused(key, value, code);
        assert.equal(/narrower range is not known/.test(english), limits.isByType, english);
      }
    });
  });
}
