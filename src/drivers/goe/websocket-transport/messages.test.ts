import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { readMessagePack } from "./message-pack.ts";
import { readMessage } from "./messages.ts";

const bytes = (...values: number[]) => Uint8Array.from(values);

describe("a message of the charger's websocket", () => {
  it("tells changed keys", () => {
    assert.deepEqual(readMessage('{"type":"deltaStatus","status":{"car":2,"trx":null}}'), {
      ...{ type: "status", values: { car: 2, trx: null }, isMoreToCome: false },
    });
  });

  it("says whether more of the whole state follows", () => {
    for (const partial of [true, false]) {
      const found = readMessage(JSON.stringify({ type: "fullStatus", partial, status: { car: 1 } }));
      assert.deepEqual(found, { type: "status", values: { car: 1 }, isMoreToCome: partial });
    }
  });

  it("takes success as true and as a text, and the number of a signed order for that of the order", () => {
    for (const success of [true, "true"]) {
      const text = JSON.stringify({ type: "response", requestId: "7sm", success, status: { amp: 6 } });
      assert.deepEqual(readMessage(text), { type: "response", request: "7", isTaken: true, said: '{"amp":6}' });
    }
  });

  it("is read from MessagePack too, with or without a zero byte before it", () => {
    // {"type":"deltaStatus","status":{"car":2,"nrg":[-1,300,1.5,null,true]}}
    const packed = [
      ...[0x82, 0xa4, ...Buffer.from("type"), 0xab, ...Buffer.from("deltaStatus")],
      ...[0xa6, ...Buffer.from("status"), 0x82, 0xa3, ...Buffer.from("car"), 0x02, 0xa3, ...Buffer.from("nrg")],
      ...[0x95, 0xff, 0xcd, 0x01, 0x2c, 0xcb, 0x3f, 0xf8, 0, 0, 0, 0, 0, 0, 0xc0, 0xc3],
    ];
    const expected = { type: "status", values: { car: 2, nrg: [-1, 300, 1.5, null, true] }, isMoreToCome: false };
    assert.deepEqual(readMessage(bytes(...packed)), expected);
    assert.deepEqual(readMessage(bytes(0, ...packed)), expected);
    for (let cut = 0; cut < packed.length; cut += 1) {
      assert.equal(readMessage(bytes(...packed.slice(0, cut))), undefined, `cut after ${cut} bytes`);
    }
  });

  it("knows every form of number and text that MessagePack has", () => {
    const rows: readonly [readonly number[], unknown][] = [
      [[0x7f], 127],
      [[0xe0], -32],
      [[0xcc, 200], 200],
      [[0xce, 0, 1, 0, 0], 65_536],
      [[0xcf, 0, 0, 0, 1, 0, 0, 0, 0], 4_294_967_296],
      [[0xd0, 0x80], -128],
      [[0xd1, 0xff, 0x00], -256],
      [[0xd2, 0xff, 0xff, 0xff, 0xfe], -2],
      [[0xd3, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff], -1],
      [[0xca, 0x3f, 0x00, 0x00, 0x00], 0.5],
      [[0xca, 0x7f, 0x80, 0x00, 0x00], null],
      [[0xc2], false],
      [[0xd9, 2, 0x68, 0x69], "hi"],
      [[0xda, 0, 2, 0x68, 0x69], "hi"],
      [[0xdc, 0, 1, 0x05], [5]],
      [[0xde, 0, 1, 0xa1, 0x61, 0x05], { a: 5 }],
    ];
    for (const [packed, value] of rows) assert.deepEqual(readMessagePack(bytes(...packed)), value);
  });

  it("is nothing at all where it is not one, whatever comes", () => {
    fc.assert(fc.property(fc.oneof(fc.string(), fc.json()), (text) => readMessage(text) === undefined));
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (frame) => {
        const found = readMessage(frame);
        assert.ok(found === undefined || typeof found.type === "string");
      }),
    );
  });

  it("is nothing where its members have the wrong form, or are cut off", () => {
    const types = fc.constantFrom("hello", "authRequired", "fullStatus", "deltaStatus", "response", "authError");
    fc.assert(
      fc.property(types, fc.dictionary(fc.string(), fc.jsonValue()), (type, members) => {
        const text = JSON.stringify({ ...members, type });
        const found = readMessage(text);
        if (found?.type === "status") assert.ok(typeof members["status"] === "object" && members["status"] !== null);
        if (found?.type === "hello") assert.match(found.serial, /^\d+$/);
        assert.equal(readMessage(text.slice(0, -1)), undefined);
      }),
    );
  });
});
