import type { z } from "zod";
import { type BatteryIntent, fail, type HomeState, mostShareW, type RequestBody, type SourceId } from "#domain";
import type { batteryPatch, chargerPatch } from "./schemas/wish-schemas.ts";
import { toInstant } from "./wished-time.ts";

/** What the page or a program asked of a charger, as the hub's own requests. */
export function chargerRequests(charger: SourceId, patch: z.output<typeof chargerPatch>, state: HomeState) {
  const { resume, mode, phases, regulation, goal, minCurrentA, maxCurrentA, priority } = patch;
  const requests: RequestBody[] = [];
  if (resume) requests.push({ kind: "resume", device: charger });
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

/** What the page or a program asked of a battery. */
export function batteryRequests(battery: SourceId, patch: z.output<typeof batteryPatch>, state: HomeState) {
  const { intent, share, shareW, resume } = patch;
  const requests: RequestBody[] = [];
  if (resume) requests.push({ kind: "resume", device: battery });
  if (intent === null) requests.push({ kind: "batteryIntent", battery });
  if (intent) requests.push({ kind: "batteryIntent", battery, intent: toIntent(intent, state) });
  checkShare(share, shareW);
  if (share !== undefined || shareW !== undefined)
    requests.push({
      ...{ kind: "batterySharing", battery },
      ...(share === undefined || share === null ? {} : { share }),
      ...(shareW === undefined ? {} : { shareW }),
    });
  return requests;
}

/** A person may type these; so each mistake gets a sentence of its own. */
function checkShare(share: z.output<typeof batteryPatch>["share"], shareW: number | undefined): void {
  if (shareW === undefined) return;
  if (!(shareW > 0 && shareW <= mostShareW))
    throw fail("invalid", "http.share-watts", { facts: { found: shareW, mostW: mostShareW } });
  if (share !== undefined && share !== "share")
    throw fail("invalid", "http.share-watts-idle", { facts: { share: String(share), shareW } });
}

function toIntent(
  wished: NonNullable<z.output<typeof batteryPatch>["intent"]>,
  { at, home }: HomeState,
): BatteryIntent {
  if (wished.kind !== "charge") return wished;
  return { ...wished, by: toInstant(wished.by, at, home.timeZone) };
}
