import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { Secret } from "#domain";
import { createMemoryBroker } from "./memory-broker.ts";
import { type MqttMessage, matchesTopic } from "./mqtt-link.ts";

describe("a topic", () => {
  const rows: readonly [string, string, boolean][] = [
    ["a/b", "a/b", true],
    ["a/+", "a/b", true],
    ["a/+", "a/b/c", false],
    ["a/+/c", "a/b/c", true],
    ["a/#", "a/b/c", true],
    ["#", "/a", true],
    ["/a/+", "a/b", false],
    ["/a/+", "/a/b", true],
    ["a", "a/b", false],
    ["a/b/c", "a/b", false],
  ];
  for (const [filter, topic, isMeant] of rows) {
    it(`${topic} is ${isMeant ? "" : "not "}meant by ${filter}`, () =>
      assert.equal(matchesTopic(filter, topic), isMeant));
  }
});

describe("a broker inside the process", () => {
  const options = { url: "mqtt://memory", timeoutMs: 1_000 };
  const listen = async (broker: ReturnType<typeof createMemoryBroker>, filter = "#") => {
    const heard: MqttMessage[] = [];
    const events: string[] = [];
    const link = await broker.open(options, {
      onMessage: (message) => heard.push(message),
      onUp: () => events.push("up"),
      onDown: () => events.push("down"),
    });
    await link.subscribe([filter]);
    return { link, heard, events };
  };
  const delivered = () => Promise.resolve();

  it("gives what it kept to who comes later, marked as kept, and live messages unmarked", async () => {
    const broker = createMemoryBroker();
    const { link } = await listen(broker, "none");
    await link.publish("a", "1", true);
    await link.publish("b", "1");
    const late = await listen(broker);
    await link.publish("a", "2", true);
    await delivered();
    assert.deepEqual(late.heard, [
      { topic: "a", payload: "1", isRetained: true },
      { topic: "a", payload: "2", isRetained: false },
    ]);
  });

  it("forgets a topic when nothing is kept under it, and all of them when it is told to", async () => {
    const broker = createMemoryBroker();
    const { link } = await listen(broker, "none");
    await link.publish("a", "1", true);
    await link.publish("a", "", true);
    await link.publish("b", "1", true);
    broker.forget();
    const late = await listen(broker);
    await delivered();
    assert.deepEqual(late.heard, []);
  });

  it("tells its links when it goes and comes back, and takes nothing in between", async () => {
    const broker = createMemoryBroker();
    const { link, heard, events } = await listen(broker);
    broker.setUp(false);
    assert.equal(link.isUp(), false);
    await assert.rejects(link.publish("a", "1"), /unreachable/);
    await assert.rejects(listen(broker), /unreachable/);
    broker.setUp(true);
    await link.publish("a", "2");
    await delivered();
    assert.deepEqual([events, heard.map(({ payload }) => payload)], [["down", "up"], ["2"]]);
  });

  it("lets in only who has its login", async () => {
    const broker = createMemoryBroker({ username: "house", password: "secret" });
    await assert.rejects(broker.open({ ...options, username: "house" }, {}), /auth/);
    const link = await broker.open({ ...options, username: "house", password: new Secret("secret") }, {});
    assert.equal(broker.openLinks(), 1);
    await link.close();
    assert.equal(broker.openLinks(), 0);
  });
});
