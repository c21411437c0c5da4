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
  return { mode: modeOf(workMode), ...limits };
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
