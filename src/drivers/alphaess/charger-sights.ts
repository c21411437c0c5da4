import { type Instant, minuteMs, secondMs } from "#domain";
import type { DriverContext } from "#driver-kit";
import type { CallOptions } from "#platform";
import { chargerStatusCodes } from "./charger-status.ts";
import type { AlphaessSurface } from "./surface.ts";

/** What was last seen of a wallbox's state. */
export interface ChargerSight {
  readonly code: number;
  readonly atSteadyMs: number;
  /** Since when the car has taken nothing although it may. */
  readonly waitingSince: Instant | undefined;
}

/** The states of the wallboxes, whoever asked for them: polls, commands and their confirmation. */
export interface ChargerSights {
  look(serial: string, part: string, call: CallOptions): Promise<ChargerSight>;
  /** The last one, while it may still be true. */
  recent(part: string): ChargerSight | undefined;
}

const recentMs = minuteMs + 30 * secondMs;

export function createChargerSights(
  surface: AlphaessSurface,
  clock: Pick<DriverContext["clock"], "now" | "steadyMs">,
): ChargerSights {
  const seen = new Map<string, ChargerSight>();
  return {
    look: async (serial, part, call) => {
      const code = await surface.chargerStatus(serial, part, call);
      const isWaiting = code === chargerStatusCodes.carWaits;
      const waitingSince = isWaiting ? (seen.get(part)?.waitingSince ?? clock.now()) : undefined;
      const sight = { code, atSteadyMs: clock.steadyMs(), waitingSince };
      seen.set(part, sight);
      return sight;
    },
    recent: (part) => {
      const sight = seen.get(part);
      return sight !== undefined && clock.steadyMs() - sight.atSteadyMs <= recentMs ? sight : undefined;
    },
  };
}
