import type { Json } from "#domain";
import type { ServerReply } from "#platform";

/** A refusal in this interface's words; the HTTP status stays 200. */
export interface OpenRefusal {
  readonly code: number;
  readonly msg: string;
  readonly expMsg?: string;
}

export const refusals = {
  parameter: { code: 6001, msg: "Parameter error" },
  notBoundToUser: { code: 6002, msg: "The SN is not bound to the user" },
  alreadyBound: { code: 6003, msg: "The SN has already been bound" },
  badCheckCode: { code: 6004, msg: "CheckCode error" },
  notBoundToApp: { code: 6005, msg: "The appId is not bound to the SN" },
  badTime: { code: 6006, msg: "Timestamp error" },
  badSign: { code: 6007, msg: "Sign verification error" },
  outdated: { code: 6009, msg: "request timestamp is not within the validity period" },
  noSign: { code: 6010, msg: "Sign is empty" },
  noTime: { code: 6011, msg: "timestamp is empty" },
  noAppId: { code: 6012, msg: "AppId is empty" },
  noData: { code: 6016, msg: "Data does not exist or has been deleted" },
  noPermission: { code: 6017, msg: "No permission" },
  busy: { code: 6026, msg: "The network is busy" },
  failed: { code: 6029, msg: "Operation failed" },
  offline: { code: 6042, msg: "system is offline" },
  badCode: { code: 6046, msg: "Verification code error" },
  tooFast: { code: 6053, msg: "The request was too fast, please try again later" },
  malformed: { code: 10001, msg: "Malformed request" },
} as const satisfies Readonly<Record<string, OpenRefusal>>;

export function withParameter(expMsg: string): OpenRefusal {
  return { ...refusals.parameter, expMsg };
}

export function isRefusal(answer: unknown): answer is OpenRefusal {
  return typeof answer === "object" && answer !== null && "code" in answer && "msg" in answer;
}

/** The server's clock stands in every answer's head. */
export function success(data: Json, now: number): ServerReply {
  return reply({ code: 200, msg: "Success", expMsg: null, data, extra: null }, now);
}

export function refusal({ code, msg, expMsg = "" }: OpenRefusal, now: number): ServerReply {
  return reply({ code, msg, expMsg: expMsg === "" ? null : expMsg, data: null, extra: null }, now);
}

function reply(body: Json, now: number, status = 200): ServerReply {
  const headers = { "content-type": "application/json", date: new Date(now).toUTCString() };
  return { status, headers, body: JSON.stringify(body) };
}

export function wrongVerb(path: string, now: number): ServerReply {
  const timestamp = new Date(now).toISOString();
  return reply({ timestamp, status: 405, error: "Method Not Allowed", path }, now, 405);
}
