import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { createVirtualClock } from "#platform";
import { createAfterWrite } from "./after-write.ts";

function start() {
  const clock = createVirtualClock(0);
  const reads: number[] = [];
  const afterWrite = createAfterWrite({
    clock,
    settleMs: 3_000,
    readAgain: () => {
      reads.push(clock.now());
      afterWrite.noteRead();
    },
  });
  return { clock, reads, afterWrite };
}

describe("after a write the settings are read again", () => {
  it("as soon as it can show", async () => {
    const { clock, reads, afterWrite } = start();
    afterWrite.onWritten(["fna"]);
    await clock.runFor(60_000);
    assert.deepEqual(reads, [3_000]);
  });

  it("once for several in a row", async () => {
    const { clock, reads, afterWrite } = start();
    for (let write = 0; write < 4; write += 1) {
      afterWrite.onWritten(["fna"]);
      await clock.runFor(2_000);
    }
    await clock.runFor(60_000);
    assert.deepEqual(reads, [9_000]);
  });

  it("not for the powers of the house", async () => {
    const { clock, reads, afterWrite } = start();
    afterWrite.onWritten(["ids"]);
    await clock.runFor(600_000);
    assert.deepEqual(reads, []);
  });

  it("every five minutes at most while a charge is steered, without waiting for its end", async () => {
    const { clock, reads, afterWrite } = start();
    for (let write = 0; write < 60; write += 1) {
      afterWrite.onWritten(["amp"]);
      await clock.runFor(30_000);
    }
    assert.ok(reads.length >= 5 && reads.length <= 7, reads.join());
  });

  it("at once for a setting among steering", async () => {
    const { clock, reads, afterWrite } = start();
    afterWrite.onWritten(["amp"]);
    await clock.runFor(10_000);
    afterWrite.onWritten(["amp"]);
    afterWrite.onWritten(["lmo"]);
    await clock.runFor(10_000);
    assert.deepEqual(reads, [3_000, 13_000]);
  });

  it("never once nobody is there any more", async () => {
    const { clock, reads, afterWrite } = start();
    afterWrite.onWritten(["fna"]);
    afterWrite.close();
    await clock.runFor(60_000);
    assert.deepEqual(reads, []);
  });
});
