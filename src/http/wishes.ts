import type { z } from "zod";
import type { HomeState, RequestBody, SourceId } from "#domain";
import type { batteryPatch, chargerPatch } from "./schemas/wish-schemas.ts";
import { toInstant } from "./wished-time.ts";

/** What the page or a program asked of a charger, as the hub's own requests. */
export function chargerRequests(charger: SourceId, patch: z.output<typeof chargerPatch>, state: HomeState) {
  const { mode, phases, regulation, goal, minCurrentA, maxCurrentA, priority } = patch;
  const requests: RequestBody[] = [];
  if (mode !== undefined) requests.push({ kind: "chargerMode", charger, mode });
  if (minCurrentA !== undefined || maxCurrentA !== undefined || priority !== undefined) {
    requests.push({
      kind: "chargerLimits",
      charger,
      ...(minCurrentA === undefined ? {} : { minCurrentA }),
      ...(maxCurrentA === undefined ? {} : { maxCurrentA }),
      ...(priority === undefined ? {} : { priority }),
    });
  }
  if (phases !== undefined) requests.push({ kind: "chargerPhases", charger, phases });
  if (regulation !== undefined) requests.push({ kind: "chargerRegulation", charger, regulation });
  if (goal === null) requests.push({ kind: "chargerGoal", charger });
  if (goal) {
    const by = toInstant(goal.by, state.at, state.home.timeZone);
    requests.push({
      kind: "chargerGoal",
      charger,
      goal: {
        by,
        ...(goal.energyKWh === undefined ? {} : { energyWh: goal.energyKWh * 1_000 }),
        ...(goal.socPercent === undefined ? {} : { socPercent: goal.socPercent }),
      },
    });
  }
  return requests;
}

export function batteryRequest(
  battery: SourceId,
  { intent }: z.output<typeof batteryPatch>,
  state: HomeState,
): RequestBody {
  if (intent === null) return { kind: "batteryIntent", battery };
  if (intent.kind !== "charge") return { kind: "batteryIntent", battery, intent };
  const by = toInstant(intent.by, state.at, state.home.timeZone);
  return { kind: "batteryIntent", battery, intent: { ...intent, by } };
}
