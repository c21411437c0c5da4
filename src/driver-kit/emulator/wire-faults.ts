import type { ServerReply, ServerRequest } from "#platform";
import type { EmulatorInstance } from "./emulator.ts";
import type { FaultSwitch } from "./fault-switch.ts";
import type { FaultKind } from "./faults.ts";

/** An answer, and the fault that shaped it if one did. */
export interface ShapedReply {
  readonly reply: ServerReply;
  readonly fault?: FaultKind;
}

/** Faults that keep the request from reaching the device at all, worst first. */
const before = ["dead", "reset", "hang", "unavailable", "html", "rate-limited"] as const satisfies readonly FaultKind[];

const page = "<!doctype html><html><head><title>Sign in</title></head><body><h1>Service portal</h1></body></html>";

/** Lets the device answer, with whatever the wire does to the request or the answer. */
export function throughWire(request: ServerRequest, faults: FaultSwitch, device: EmulatorInstance): ShapedReply {
  const path = pathOf(request);
  const kind = before.find((candidate) => faults.on(candidate, path) !== undefined);
  if (kind !== undefined) {
    const own = device.renderFault?.(kind, request);
    return { reply: own ?? brokenReply(kind, faults.on(kind, path)?.retryAfterS ?? 30), fault: kind };
  }
  const reply = device.handle(request);
  if (faults.on("half-reply", path) !== undefined)
    return { reply: { ...reply, misbehaviour: "half" }, fault: "half-reply" };
  const slow = faults.on("slow", path);
  if (slow !== undefined) return { reply: { ...reply, delayMs: slow.delayMs ?? 5_000 }, fault: "slow" };
  return { reply };
}

export function pathOf(request: ServerRequest): string {
  return request.path.split("?", 1)[0] ?? request.path;
}

function brokenReply(kind: (typeof before)[number], retryAfterS: number): ServerReply {
  switch (kind) {
    case "dead":
    case "reset":
      return { status: 200, body: "", misbehaviour: "reset" };
    case "hang":
      return { status: 200, body: "", misbehaviour: "hang" };
    case "unavailable":
      return {
        status: 503,
        headers: { "content-type": "text/plain" },
        body: "upstream connect error or disconnect/reset before headers",
      };
    case "html":
      return { status: 200, headers: { "content-type": "text/html; charset=utf-8" }, body: page };
    case "rate-limited":
      return {
        status: 429,
        headers: { "content-type": "text/plain", "retry-after": String(retryAfterS) },
        body: "Too Many Requests",
      };
  }
}
