import type { BatteryOrder } from "#driver-kit";
import type { Group } from "./timetable-groups.ts";

/** What rules the battery at this moment, the strongest first: a group, a charge time, the work mode. */
export interface Rulers {
  readonly isScheduled: boolean;
  readonly group: Group | undefined;
  readonly chargeTime: "charge" | "hold" | undefined;
  readonly workMode: string;
  readonly minSoc: number;
  readonly minSocOnGrid: number;
  readonly maxSoc: number;
  /** What peak shaving works with: its values, the battery's level, and what the grid would have to give without it. */
  readonly peaks: {
    readonly importLimit: number;
    readonly soc: number;
    readonly socPercent: number;
    readonly importW: number;
  };
}

/** What the inverter makes its battery do. */
export function orderBy(rulers: Rulers): BatteryOrder {
  const { group, isScheduled, chargeTime, workMode, minSoc, minSocOnGrid, maxSoc } = rulers;
  const limits = { minSocPercent: Math.max(minSoc, minSocOnGrid), maxSocPercent: maxSoc };
  if (group !== undefined) return orderOfGroup(group, { minSoc, maxSoc });
  // Between its groups a schedule leaves the day to self-use, whatever the work mode says.
  if (isScheduled) return { mode: "self-use", ...limits };
  if (chargeTime === "charge") return { mode: "force-charge", ...limits };
  if (chargeTime === "hold") return { mode: "no-discharge", ...limits };
  if (workMode === "PeakShaving") return orderOfPeaks(rulers.peaks, limits);
  return { mode: modeOf(workMode), ...limits };
}

/** Down to the level kept for peaks it is own use; below, the battery gives only what exceeds the import limit. */
function orderOfPeaks(
  { importLimit, soc, socPercent, importW }: Rulers["peaks"],
  limits: Pick<BatteryOrder, "minSocPercent" | "maxSocPercent">,
): BatteryOrder {
  if (socPercent > soc) return { mode: "self-use", ...limits, minSocPercent: Math.max(soc, limits.minSocPercent) };
  const beyondW = Math.round(importW - importLimit);
  return beyondW > 0 ? { mode: "force-discharge", ...limits, powerW: beyondW } : { mode: "no-discharge", ...limits };
}

function orderOfGroup(
  { workMode, values }: Group,
  { minSoc, maxSoc }: { readonly minSoc: number; readonly maxSoc: number },
): BatteryOrder {
  const { minSocOnGrid, fdSoc, fdPwr } = values;
  const minSocPercent = Math.max(minSoc, minSocOnGrid);
  // Forced charging ends at its target; the highest level says nothing about it.
  if (workMode.startsWith("ForceCharge"))
    return { mode: "force-charge", minSocPercent, maxSocPercent: fdSoc, powerW: fdPwr };
  const maxSocPercent = values.maxSoc ?? maxSoc;
  if (workMode.startsWith("ForceDischarge"))
    return { mode: "force-discharge", minSocPercent: Math.max(minSocPercent, fdSoc), maxSocPercent, powerW: fdPwr };
  return { mode: modeOf(workMode), minSocPercent, maxSocPercent };
}

function modeOf(workMode: string): BatteryOrder["mode"] {
  switch (workMode) {
    case "Backup":
      return "no-discharge";
    case "Feedin":
      return "feed-in-first";
    default:
      return "self-use";
  }
}
