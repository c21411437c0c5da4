import type { Json } from "#domain";
import { isObject } from "../json-values.ts";
import type { GoeValues } from "../transport.ts";
import type { HashKind } from "./login.ts";
import { readMessagePack } from "./message-pack.ts";

/** What a charger says on its websocket, as far as it concerns us. */
export type ChargerMessage =
  | { readonly type: "hello"; readonly serial: string; readonly model: string; readonly isSecured: boolean }
  | { readonly type: "authRequired"; readonly token1: string; readonly token2: string; readonly hash?: HashKind }
  | { readonly type: "authSuccess" }
  | { readonly type: "authError"; readonly message: string }
  | { readonly type: "status"; readonly values: GoeValues; readonly isMoreToCome: boolean }
  | { readonly type: "response"; readonly request: string; readonly isTaken: boolean; readonly said: string };

/** Undefined for everything that is not one of these: chargers say more, and new firmware says new things. */
export function readMessage(frame: string | Uint8Array): ChargerMessage | undefined {
  const message = typeof frame === "string" ? parse(frame) : readBinary(frame);
  if (!isObject(message)) return undefined;
  switch (message["type"]) {
    case "hello":
      return readHello(message);
    case "authRequired":
      return readAuthRequired(message);
    case "authSuccess":
      return { type: "authSuccess" };
    case "authError":
      return { type: "authError", message: textOf(message["message"]) };
    case "fullStatus":
    case "deltaStatus":
      return readStatus(message);
    case "response":
      return readResponse(message);
    default:
      return undefined;
  }
}

type Members = { readonly [member: string]: Json | undefined };

function readHello(message: Members): ChargerMessage | undefined {
  const { serial } = message;
  if (typeof serial !== "string" || !/^\d+$/.test(serial)) return undefined;
  const model = `${textOf(message["devicetype"])} ${textOf(message["devicesubtype"])}`;
  return { type: "hello", serial, model, isSecured: message["secured"] === true };
}

function readAuthRequired(message: Members): ChargerMessage | undefined {
  const { token1, token2, hash } = message;
  if (typeof token1 !== "string" || typeof token2 !== "string") return undefined;
  return { type: "authRequired", token1, token2, ...(hash === "pbkdf2" || hash === "bcrypt" ? { hash } : {}) };
}

function readStatus(message: Members): ChargerMessage | undefined {
  const { status } = message;
  if (!isObject(status)) return undefined;
  const values = Object.fromEntries(
    Object.entries(status).flatMap(([key, value]) => (value === undefined ? [] : [[key, value] as const])),
  );
  return { type: "status", values, isMoreToCome: message["type"] === "fullStatus" && message["partial"] === true };
}

/** Success has been seen as true and as the text "true". */
function readResponse(message: Members): ChargerMessage | undefined {
  const { requestId, success, status } = message;
  if (typeof requestId !== "string" && typeof requestId !== "number") return undefined;
  const isTaken = success === true || success === "true";
  const said = textOf(message["message"]) || (status === undefined ? "" : JSON.stringify(status));
  return { type: "response", request: String(requestId).replace(/sm$/, ""), isTaken, said };
}

/** Some firmware puts a zero byte before the packed value. */
function readBinary(bytes: Uint8Array): Json | undefined {
  return readMessagePack(bytes[0] === 0 ? bytes.subarray(1) : bytes);
}

function parse(text: string): Json | undefined {
  try {
    const value: Json = JSON.parse(text);
    return value;
  } catch {
    // Half a message or none of ours.
    return undefined;
  }
}

function textOf(value: Json | undefined): string {
  return typeof value === "string" ? value : "";
}
