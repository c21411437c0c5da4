import assert from "node:assert/strict";
import { test } from "node:test";
import { createExposition } from "./exposition.ts";

test("each metric tells its help, its type and one line for each set of labels", () => {
  const exposition = createExposition();
  const power = exposition.gauge("power_watts", "Import positive.", ["home", "flow"]);
  const changes = exposition.counter("changes_total", "How often.", []);
  power.set({ home: "a", flow: "grid" }, -12.5);
  power.set({ home: "b", flow: "grid" }, 3);
  changes.set({}, 7);
  assert.equal(
    exposition.text(),
    [
      "# HELP power_watts Import positive.",
      "# TYPE power_watts gauge",
      'power_watts{home="a",flow="grid"} -12.5',
      'power_watts{home="b",flow="grid"} 3',
      "",
      "# HELP changes_total How often.",
      "# TYPE changes_total counter",
      "changes_total 7",
      "",
    ].join("\n"),
  );
});

test("a name with quotes, backslashes or line breaks cannot break the format", () => {
  const exposition = createExposition();
  exposition.gauge("age_seconds", "One\nline \\ only.", ["home"]).set({ home: 'the "old"\\\nhouse' }, 1);
  assert.equal(
    exposition.text(),
    '# HELP age_seconds One\\nline \\\\ only.\n# TYPE age_seconds gauge\nage_seconds{home="the \\"old\\"\\\\\\nhouse"} 1\n',
  );
});

test("numbers without an end are written as their readers expect", () => {
  const exposition = createExposition();
  const gauge = exposition.gauge("g", "G.", ["of"]);
  for (const value of [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]) gauge.set({ of: "x" }, value);
  assert.deepEqual(exposition.text().trimEnd().split("\n").slice(2), [
    'g{of="x"} NaN',
    'g{of="x"} +Inf',
    'g{of="x"} -Inf',
  ]);
});
