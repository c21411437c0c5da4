import type { Json } from "#domain";
import type { ServerReply } from "#platform";

/** A refusal in this interface's words; the HTTP status stays 200. */
export interface LegacyRefusal {
  readonly code: number;
  readonly info: string;
}

export const refusals = {
  expired: { code: 102, info: "Token is Expire" },
  badSignature: { code: 9006, info: "Network exception, please try again later!" },
  badLogin: { code: 5, info: "Incorrect User Name or Password" },
  badParameter: { code: 6001, info: "Parameter error" },
  foreign: { code: 6002, info: "The SN is not bound to the user" },
} as const satisfies Readonly<Record<string, LegacyRefusal>>;

/** What the address answers since the service has moved away from it. */
export const moved: ServerReply = reply({ code: 6026, msg: "404 NOT_FOUND" });

export const wrongAddress: ServerReply = { ...reply({ code: 404, info: "Not Found" }), status: 404 };

export function success(data: Json): ServerReply {
  return reply({ code: 200, info: "Success", data });
}

export function refusal({ code, info }: LegacyRefusal): ServerReply {
  const exMessageInfo = code === refusals.badSignature.code ? "Please apply for API access" : undefined;
  return reply({ code, info, data: null, exMessageInfo });
}

export function isRefusal(answer: Json | LegacyRefusal): answer is LegacyRefusal {
  return typeof answer === "object" && answer !== null && "info" in answer && "code" in answer;
}

function reply(body: Json): ServerReply {
  return { status: 200, headers: { "content-type": "application/json; charset=utf-8" }, body: JSON.stringify(body) };
}
