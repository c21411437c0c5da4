import type { Json } from "#domain";

/** Reads one MessagePack value; undefined where the bytes are none, or hold what JSON has no form for. */
export function readMessagePack(bytes: Uint8Array): Json | undefined {
  try {
    const reader = createReader(bytes);
    const value = reader.value(0);
    return reader.isAtEnd() ? value : undefined;
  } catch {
    // Cut off or not MessagePack at all: the caller only needs to know that there is nothing.
    return undefined;
  }
}

const deepest = 32;

function createReader(bytes: Uint8Array) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const words = new TextDecoder("utf-8", { fatal: true });
  let at = 0;

  const step = (length: number): number => {
    const from = at;
    at += length;
    if (at > bytes.length) throw new RangeError("cut off");
    return from;
  };
  const unsigned = (length: 1 | 2 | 4): number => {
    const from = step(length);
    return length === 1 ? view.getUint8(from) : length === 2 ? view.getUint16(from) : view.getUint32(from);
  };
  const text = (length: number): string => {
    const from = step(length);
    return words.decode(bytes.subarray(from, from + length));
  };
  const list = (length: number, depth: number): Json[] => {
    const items: Json[] = [];
    for (let index = 0; index < length; index += 1) items.push(value(depth));
    return items;
  };
  const members = (length: number, depth: number): Json => {
    const entries: [string, Json][] = [];
    for (let index = 0; index < length; index += 1) {
      const name = value(depth);
      if (typeof name !== "string" && typeof name !== "number") throw new TypeError("a name that is none");
      entries.push([String(name), value(depth)]);
    }
    return Object.fromEntries(entries);
  };

  const value = (depth: number): Json => {
    if (depth > deepest) throw new RangeError("too deep");
    const tag = unsigned(1);
    if (tag < 0x80) return tag;
    if (tag < 0x90) return members(tag & 0x0f, depth + 1);
    if (tag < 0xa0) return list(tag & 0x0f, depth + 1);
    if (tag < 0xc0) return text(tag & 0x1f);
    if (tag >= 0xe0) return tag - 0x100;
    return tagged(tag, depth);
  };

  const tagged = (tag: number, depth: number): Json => {
    switch (tag) {
      case 0xc0:
        return null;
      case 0xc2:
        return false;
      case 0xc3:
        return true;
      case 0xca:
        return finite(view.getFloat32(step(4)));
      case 0xcb:
        return finite(view.getFloat64(step(8)));
      case 0xcc:
        return unsigned(1);
      case 0xcd:
        return unsigned(2);
      case 0xce:
        return unsigned(4);
      case 0xcf:
        return Number(view.getBigUint64(step(8)));
      case 0xd0:
        return view.getInt8(step(1));
      case 0xd1:
        return view.getInt16(step(2));
      case 0xd2:
        return view.getInt32(step(4));
      case 0xd3:
        return Number(view.getBigInt64(step(8)));
      case 0xd9:
        return text(unsigned(1));
      case 0xda:
        return text(unsigned(2));
      case 0xdb:
        return text(unsigned(4));
      case 0xdc:
        return list(unsigned(2), depth + 1);
      case 0xdd:
        return list(unsigned(4), depth + 1);
      case 0xde:
        return members(unsigned(2), depth + 1);
      case 0xdf:
        return members(unsigned(4), depth + 1);
      default:
        throw new TypeError("raw bytes and extensions have no form in JSON");
    }
  };

  return { value, isAtEnd: () => at === bytes.length };
}

/** JSON knows no infinity, and to us it means the same: no number. */
function finite(number: number): number | null {
  return Number.isFinite(number) ? number : null;
}
