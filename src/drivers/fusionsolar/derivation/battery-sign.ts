import type { Values } from "../client.ts";

/** What a positive battery power means; different products of the vendor answer differently. */
export type BatterySign = "charge-positive" | "discharge-positive";

/** Votes of samples so far: positive for charge-positive. */
export interface SignVotes {
  readonly balance: number;
}

export const noVotes: SignVotes = { balance: 0 };

const tellingW = 300;
/** An inverter loses some percent on the way; less than this is no sign of a battery. */
const lossShare = 0.06;
const votesToDecide = 2;
const mostVotes = 6;

export interface SignEvidence {
  readonly inverters: readonly Values[];
  readonly batteries: readonly Values[];
}

/**
 * What comes from the panels and does not leave the inverters goes into the battery; what leaves them and did not come
 * from the panels comes out of it. A sample in which that is plain is a vote for one of the signs.
 */
export function voteOnSign({ inverters, batteries }: SignEvidence, votes: SignVotes): SignVotes {
  const batteryW = total(batteries, "ch_discharge_power", 1);
  const panelsW = total(inverters, "mppt_power", 1_000);
  const outputW = total(inverters, "active_power", 1_000);
  if (batteryW === undefined || panelsW === undefined || outputW === undefined) return votes;
  const chargingW = panelsW - outputW;
  const isPlain =
    Math.abs(batteryW) >= tellingW && Math.abs(chargingW) >= tellingW + lossShare * Math.max(panelsW, outputW);
  if (!isPlain) return votes;
  const vote = Math.sign(chargingW) === Math.sign(batteryW) ? 1 : -1;
  return { balance: Math.max(-mostVotes, Math.min(mostVotes, votes.balance + vote)) };
}

/** The sign that the votes speak for, or what most products of this kind do while they do not. */
export function signBy({ balance }: SignVotes, usual: BatterySign): BatterySign {
  if (balance >= votesToDecide) return "charge-positive";
  if (balance <= -votesToDecide) return "discharge-positive";
  return usual;
}

function total(rows: readonly Values[], name: string, factor: number): number | undefined {
  if (rows.length === 0) return undefined;
  let sum = 0;
  for (const row of rows) {
    const value = row.get(name);
    if (value === undefined) return undefined;
    sum += value * factor;
  }
  return sum;
}
