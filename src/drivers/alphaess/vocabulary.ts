/** What the client's methods speak in; the one list of it, for the house and for programs of their own. */
export { chargerStatusTexts } from "./charger-status.ts";
export { ampsOfWatts, lowestCurrentA, socRanges } from "./limits.ts";
export type {
  Ability,
  AlphaessSurface,
  AlphaessSystem,
  Charger,
  ChargerMode,
  DayEnergy,
  LiveValues,
  PeriodicSlot,
  PeriodicTimetable,
  PeriodicTimetableWrite,
  PowerSample,
  Settings,
  SocWindow,
  SurfaceName,
  TimeSlot,
  Timetable,
  Totals,
} from "./surface.ts";
