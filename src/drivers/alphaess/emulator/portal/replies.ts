import type { Json } from "#domain";
import type { ServerReply } from "#platform";

/** A refusal in the portal's words, with the HTTP status that goes with it. */
export interface PortalRefusal {
  readonly status: number;
  readonly code: number;
  readonly msg: string;
}

const expiredText = "The sign-in status has expired, please sign in again";

export const refusals = {
  expired: { status: 401, code: 401, msg: expiredText },
  /** Some servers say it only in the body. */
  expiredInBody: { status: 200, code: 6070, msg: expiredText },
  badLogin: { status: 200, code: 6071, msg: "Incorrect username or password" },
  badParameter: { status: 200, code: 6001, msg: "Parameter error" },
  foreign: { status: 200, code: 6002, msg: "The SN is not bound to the user" },
  wrongVerb: { status: 405, code: 405, msg: "Method Not Allowed" },
} as const satisfies Readonly<Record<string, PortalRefusal>>;

export function success(data: Json): ServerReply {
  return reply(200, { code: 200, msg: "Success", expMsg: null, data, extra: null });
}

export function refusal({ status, code, msg }: PortalRefusal): ServerReply {
  return reply(status, { code, msg, expMsg: null, data: null, extra: null });
}

export function isRefusal(answer: Json | PortalRefusal): answer is PortalRefusal {
  return typeof answer === "object" && answer !== null && "status" in answer && "msg" in answer;
}

function reply(status: number, body: Json): ServerReply {
  return { status, headers: { "content-type": "application/json" }, body: JSON.stringify(body) };
}
