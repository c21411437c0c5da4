import { isRecord } from "./yaml-source.ts";

/** The newest form of the file. Older forms are brought up step by step; the file itself is left as its owner wrote it. */
const steps: Readonly<Record<number, (data: Record<string, unknown>) => Record<string, unknown>>> = {};

export function migrateConfig(data: unknown): unknown {
  if (!isRecord(data) || typeof data["version"] !== "number") return data;
  let current: Record<string, unknown> = data;
  for (let step = steps[data["version"]]; step !== undefined; step = steps[Number(current["version"])])
    current = step(current);
  return current;
}
