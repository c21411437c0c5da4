import type { CallOptions } from "#platform/for-clients";
import type { DeviceValues, GrowattDevice, GrowattPlant } from "./devices.ts";

/** What both ways into the cloud can do. Every method fails with a `ProblemError`. */
export interface GrowattSurface {
  plants(call?: CallOptions): Promise<readonly GrowattPlant[]>;
  /** Nothing where this way has no details of a plant. */
  plant(id: string, call?: CallOptions): Promise<GrowattPlant | undefined>;
  devices(plantId: string, call?: CallOptions): Promise<readonly GrowattDevice[]>;
  /** What these devices sent last; who has nothing is left out. */
  values(plantId: string, devices: readonly GrowattDevice[], call?: CallOptions): Promise<readonly DeviceValues[]>;
}
