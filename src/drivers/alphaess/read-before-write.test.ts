import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { type Command, minuteMs } from "#domain";
import { startOpenCloud } from "./testing/open-cloud.ts";

/** What one exchange takes here: the way there and back. */
const roundTripMs = 400;

const level = (key: string, value: number): Command => ({ kind: "value", target: "alpha", key, value });
const current: Command = { kind: "charger", target: "alpha.EV1", setting: { isAllowed: true, currentA: 9 } };

describe("between the reading of what is written back as a whole and its writing", () => {
  for (const [profile, actuatorId, command, read, write] of [
    ["SMILE-T10", "values", level("batUseCap", 30), "getDisChargeConfigInfo", "updateDisChargeConfigInfo"],
    ["legacy", "values", level("bat_use_cap", 30), "GetCustomUseESSSetting", "CustomUseESSSetting"],
    ["both", "charger.EV1", current, "getNewEvBySn", "setNewEv"],
  ] as const)
    it(`lies one exchange, also while others ask and another write was just made (${write})`, async () => {
      const { connect, during, requests, clock } = startOpenCloud({ profile });
      const { connection, actuator } = await connect();
      const handle = actuator(actuatorId);
      const sentAt = new Map<object, number>();
      const push = requests.push.bind(requests);
      requests.push = (...added) => {
        for (const request of added) sentAt.set(request, clock.now());
        return push(...added);
      };
      const busy = Array.from({ length: 6 }, () => connection.polls[0]?.read({ purpose: "poll" }).catch(() => []));
      await during(handle.apply(command, { purpose: "user" }));
      await Promise.all(busy.map((poll) => during(poll ?? Promise.resolve([]))));
      await clock.runFor(minuteMs);
      const ofPath = (name: string) => requests.filter(({ url }) => new URL(url).pathname.endsWith(`/${name}`));
      const writes = ofPath(write);
      assert.ok(writes.length > 0);
      for (const request of writes) {
        const at = sentAt.get(request) ?? Number.NaN;
        const readings = ofPath(read).map((one) => sentAt.get(one) ?? Number.NaN);
        const before = Math.max(...readings.filter((time) => time < at));
        assert.ok(at - before <= roundTripMs + 1, `${at - before} ms`);
      }
    });
});
