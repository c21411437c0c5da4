import type { GoeClient } from "../client.ts";

export const off = 1;
export const on = 2;

const user = { purpose: "user" } as const;

/** Sets the force state, which moves the contactor, only where it differs; returns what it was. */
export async function force(client: GoeClient, wanted: number): Promise<number> {
  const { frc } = await client.status(["frc"], user);
  if (frc !== wanted) await client.setAndConfirm({ frc: wanted }, user);
  return typeof frc === "number" ? frc : 0;
}
