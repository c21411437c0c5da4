import assert from "node:assert/strict";
import { test } from "node:test";
import { minuteMs } from "#domain";
import { signalView } from "./schemas/signal-schemas.ts";
import { createTestApp, noon } from "./testing/test-app.ts";

async function put(id: string, payload: unknown) {
  const { app } = createTestApp();
  return app.inject({
    method: "PUT",
    url: `/api/signals/${id}`,
    headers: { "content-type": "application/json" },
    payload: JSON.stringify(payload),
  });
}

test("a signal is taken, and its answer says until when it holds", async () => {
  const charging = await put("ohme", { charging: true });
  assert.equal(charging.statusCode, 200);
  const told = signalView.parse(charging.json());
  assert.deepEqual([told.isCharging, told.at, told.goodUntil], [true, noon, noon + 10 * minuteMs]);
  assert.equal(signalView.parse((await put("ohme", { powerW: 7_200 })).json()).powerW, 7_200);
});

test("a signal that the configuration does not know is not found, and the known ones are named", async () => {
  const answer = await put("tesla", { charging: true });
  assert.equal(answer.statusCode, 404);
  assert.equal(answer.json().code, "signal.unknown");
});

test("what is no signal is refused", async () => {
  for (const payload of [
    {},
    { charging: "on" },
    { powerW: -5 },
    { powerW: "much" },
    { charging: true, more: 1 },
    { charging: true, powerW: 5 },
    [],
    null,
  ])
    assert.equal((await put("ohme", payload)).statusCode, 400, JSON.stringify(payload));
});
