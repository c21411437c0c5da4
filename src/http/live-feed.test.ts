import assert from "node:assert/strict";
import type { Readable } from "node:stream";
import { test } from "node:test";
import { createVirtualClock } from "#platform";
import { createLiveFeed, heartbeatMs } from "./live-feed.ts";
import { createFakeHub } from "./testing/fake-hub.ts";
import { plainSentences } from "./testing/plain-sentences.ts";
import { noon } from "./testing/test-app.ts";

function house() {
  const clock = createVirtualClock(noon);
  const hub = createFakeHub(clock);
  return { clock, hub, feed: createLiveFeed(hub, plainSentences, clock) };
}

/** Events as a browser would see them. */
function listen(stream: Readable) {
  const events: { name: string; data: Record<string, unknown> }[] = [];
  stream.setEncoding("utf8").on("data", (text: string) => {
    for (const block of text.split("\n\n")) {
      const name = /^event: (.*)$/m.exec(block)?.[1];
      const data = /^data: (.*)$/m.exec(block)?.[1];
      if (name !== undefined && data !== undefined) events.push({ name, data: JSON.parse(data) });
    }
  });
  return events;
}

const namesOf = (events: readonly { name: string }[]) => events.map((event) => event.name);

test("a reader gets the whole state, then only what changed", async () => {
  const { clock, hub, feed } = house();
  const events = listen(feed.open("de"));
  await clock.runFor(1_000);
  assert.deepEqual(namesOf(events), ["state"]);
  assert.equal(events[0]?.data["language"], "de");

  hub.show((state) => ({ ...state, house: {} }));
  await clock.runFor(1_000);
  assert.deepEqual(namesOf(events), ["state", "change"]);
  assert.deepEqual(Object.keys(events[1]?.data ?? {}).sort(), ["at", "house"]);
  assert.deepEqual(events[1]?.data["house"], {});
});

test("a storm of changes becomes at most four events a second, and the last one is told", async () => {
  const { clock, hub, feed } = house();
  const events = listen(feed.open("en"));
  for (let step = 1; step <= 100; step += 1) {
    hub.show((state) => ({ ...state, home: { ...state.home, name: `Home ${step}` } }));
    await clock.runFor(10);
  }
  await clock.runFor(1_000);
  const changes = events.filter((event) => event.name === "change");
  assert.ok(changes.length <= 5, `${changes.length} events`);
  assert.deepEqual(changes.at(-1)?.data["home"], { ...hub.state().home, name: "Home 100" });
});

test("time passing alone is no news, but a heartbeat tells that the line stands", async () => {
  const { clock, hub, feed } = house();
  const events = listen(feed.open("en"));
  hub.show((state) => state);
  await clock.runFor(heartbeatMs);
  assert.deepEqual(namesOf(events), ["state", "heartbeat"]);
  assert.equal(events[1]?.data["at"], noon + heartbeatMs);
});

test("a reader who joins late starts from where the others are", async () => {
  const { clock, hub, feed } = house();
  const first = listen(feed.open("en"));
  hub.show((state) => ({ ...state, batteries: [] }));
  await clock.runFor(1_000);
  const second = listen(feed.open("en"));
  hub.show((state) => ({ ...state, chargers: [] }));
  await clock.runFor(1_000);
  assert.deepEqual(namesOf(first), ["state", "change", "change"]);
  assert.deepEqual(namesOf(second), ["state", "change"]);
  assert.deepEqual(second[0]?.data["batteries"], []);
  assert.deepEqual(second[1]?.data["chargers"], []);
});

test("a slow reader gets the whole state once it reads again; one that never reads is dropped", async () => {
  const { clock, hub, feed } = house();
  const slow = feed.open("en");
  const gone = feed.open("en");
  // Each change sends 300 kB, more than may wait.
  const grow = (step: number) =>
    hub.show((state) => ({ ...state, home: { ...state.home, name: String(step).repeat(300_000) } }));
  for (let step = 1; step <= 5; step += 1) {
    grow(step);
    await clock.runFor(1_000);
  }
  const chunks: string[] = [];
  slow.setEncoding("utf8").on("data", (text: string) => chunks.push(text));
  await clock.runFor(1_000);
  const told = chunks
    .join("")
    .split("event: ")
    .map((event) => `${event.split("\n")[0]} ${/"name":"(.)/.exec(event)?.[1]}`);
  assert.deepEqual(told.slice(1), ["state h", "change 1", "state 5"]);
  await clock.runFor(4 * heartbeatMs);
  assert.equal(gone.destroyed, true);
  assert.equal(slow.destroyed, false);
});

test("without readers nothing is subscribed and no timer runs", async () => {
  const { clock, hub, feed } = house();
  const streams = [feed.open("en"), feed.open("fr")];
  assert.equal(hub.subscribers(), 1);
  for (const stream of streams) stream.destroy();
  await clock.runFor(1);
  assert.equal(feed.readerCount(), 0);
  assert.equal(hub.subscribers(), 0);
  assert.equal(clock.pendingTimers(), 0);
});

test("closing ends every reader's stream", async () => {
  const { clock, feed } = house();
  const stream = feed.open("en");
  listen(stream);
  feed.close();
  await clock.runFor(1);
  assert.equal(stream.readableEnded, true);
  assert.equal(clock.pendingTimers(), 0);
});
