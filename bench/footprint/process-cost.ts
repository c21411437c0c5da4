import { readFileSync } from "node:fs";

/** What a process costs its machine, as Linux tells it. */
export interface ProcessCost {
  readonly residentMb: number;
  /** Processor time since its start. */
  readonly cpuMs: number;
}

/** Linux counts processor time in hundredths of a second on every machine we know. */
const tickMs = 10;

export function costOf(pid: number): ProcessCost {
  const status = readFileSync(`/proc/${pid}/status`, "utf8");
  const residentKb = Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]);
  // The second field is the name in brackets, which may hold blanks; the times are the 14th and 15th.
  const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1]?.split(" ") ?? [];
  return { residentMb: residentKb / 1_024, cpuMs: (Number(fields[11]) + Number(fields[12])) * tickMs };
}
