/** A refusal in the vendor's terms. */
export interface Refusal {
  readonly errno: number;
  readonly msg: string;
}

export const badParameter = (detail: string): Refusal => ({
  errno: 40257,
  msg: `Parameter could not be parsed correctly ${detail}`,
});

export const refusals = {
  loadFailed: { errno: 41200, msg: "Failed to load data" },
  foreign: { errno: 41930, msg: "The device does not exist or belongs to another account" },
  offline: { errno: 41935, msg: "The device is offline" },
  unsupported: { errno: 42015, msg: "This device does not support the function" },
  overlap: { errno: 42023, msg: "The time periods overlap" },
  blocked: { errno: 44096, msg: "The setting is not available while the schedule is active" },
  failed: { errno: 44098, msg: "Writing the setting failed" },
} as const satisfies Readonly<Record<string, Refusal>>;

export function isRefusal(answer: unknown): answer is Refusal {
  return typeof answer === "object" && answer !== null && "errno" in answer;
}

/** What anybody may ask for without a signature: the texts of the error numbers. */
export const messageTable = {
  messages: {
    en: {
      ...Object.fromEntries(Object.values(refusals).map(({ errno, msg }) => [String(errno), msg])),
      "40256": "Request header parameters are missing or illegal",
      "40257": "Request body parameters are invalid",
      "40400": "The number of requests is too frequent",
      "40402": "The number of calls exceeds the daily limit",
      "41808": "Invalid token",
      "41809": "Token has expired",
    },
  },
};
