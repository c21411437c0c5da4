import { z } from "zod";
import { type ChargerSetting, type Command, fail, type Json, minuteMs, secondMs } from "#domain";
import type { Actuator, DriverContext } from "#driver-kit";
import type { CallOptions } from "#platform";
import { isStarted } from "./charger-status.ts";
import { lowestCurrentA } from "./limits.ts";
import { known } from "./reply-values.ts";
import { type Charger, type ChargerMode, chargerModes, currentMode } from "./surface.ts";
import type { AlphaessInstallation } from "./system.ts";

/** How a wallbox stands, as it is stored between our first command and the restoration. */
const storedState = z.object({
  isStarted: z.boolean(),
  mode: z
    .number()
    .optional()
    .transform((mode) => chargerModes.find((one) => one === mode)),
  currentA: z.number().optional(),
  phases: z.union([z.literal(1), z.literal(3)]).optional(),
});

interface ChargerState {
  readonly isStarted: boolean;
  readonly mode?: ChargerMode | undefined;
  readonly currentA?: number | undefined;
  readonly phases?: 1 | 3 | undefined;
}

/** Orders go through the cloud, the inverter and the wallbox, and the state comes back the same way. */
const settleMs = 20 * secondMs;
const confirmWithinMs = 4 * minuteMs;

/** One wallbox. Only what differs is written, since every write is one for the wallbox's memory. */
export function createChargerActuator(
  installation: AlphaessInstallation,
  part: string,
  { pollSoon }: Pick<DriverContext, "pollSoon">,
): Actuator {
  const { forCharger } = installation;
  const can = installation.chargerCan;

  const present = async (call: CallOptions): Promise<ChargerState> => {
    const { serial } = await installation.explore(call);
    const charger = await chargerNow(call);
    const { code } = await installation.sights.look(serial, part, call);
    const started = isStarted(code);
    if (started === undefined)
      throw fail("unreachable", "alphaess.status-unknown", { facts: { charger: part, status: code } });
    const { mode, currentA, phases } = charger;
    return { isStarted: started, mode, currentA, phases };
  };

  /** The official interface stores nothing about the wallbox that could change. */
  const chargerNow = async (call: CallOptions): Promise<Charger> => {
    const all = can("charger-mode")
      ? await installation.readChargers(call)
      : (await installation.explore(call)).chargers;
    const found = all.find(({ id }) => id === part);
    if (found === undefined) throw fail("unreachable", "alphaess.charger-gone", { facts: { charger: part } });
    return found;
  };

  const reach = async (wanted: ChargerState, call: CallOptions) => {
    const { serial } = await installation.explore(call);
    const now = await present(call);
    // Stopped first and started last, so that no car draws what nobody asked for.
    if (!wanted.isStarted && now.isStarted) await forCharger.stopCharging(serial, part, call);
    const { phases, currentA, mode } = wanted;
    if (phases !== undefined && phases !== now.phases && can("charger-phases"))
      await forCharger.changeChargerPhases(serial, part, phases, call);
    // The current can be changed only in its own mode: before that mode is left, or after it is entered.
    const isEntering = mode === currentMode && now.mode !== currentMode;
    const changeCurrent = async () => {
      if (currentA !== undefined && currentA !== now.currentA && can("charger-current"))
        await forCharger.changeChargerCurrent(serial, part, currentA, call);
    };
    if (!isEntering && now.mode === currentMode) await changeCurrent();
    if (mode !== undefined && mode !== now.mode && can("charger-mode"))
      await forCharger.changeChargerMode(serial, part, mode, call);
    if (isEntering) await changeCurrent();
    if (wanted.isStarted && !now.isStarted) await forCharger.startCharging(serial, part, call);
    pollSoon?.("charging");
  };

  const stateFor = (setting: ChargerSetting): ChargerState => {
    if (!setting.isAllowed) return { isStarted: false };
    const maxCurrentA = installation.nature()?.chargers.find(({ id }) => id === part)?.maxCurrentA;
    const currentA =
      setting.currentA === undefined || !can("charger-current") ? undefined : clamped(setting.currentA, maxCurrentA);
    return {
      isStarted: true,
      ...known({ currentA, phases: can("charger-phases") ? setting.phases : undefined }),
      ...(currentA === undefined ? {} : { mode: currentMode }),
    };
  };

  return {
    id: `charger.${part}`,
    part,
    accepts: ["charger"],
    settleMs,
    confirmWithinMs,
    read: async (call) => toJson(await present(call)),
    apply: (command, call) => reach(stateFor(settingOf(command)), call),
    isInEffect: (command, state) => {
      const parsed = storedState.safeParse(state);
      return parsed.success && holds(stateFor(settingOf(command)), parsed.data);
    },
    restore: (before, call) => reach(storedState.parse(before), call),
    isRestored: (before, state) => {
      const [was, is] = [storedState.safeParse(before), storedState.safeParse(state)];
      return was.success && is.success && holds(was.data, is.data);
    },
  };
}

/** Whole amperes, rounded down: more than was asked for would come from the grid. */
function clamped(currentA: number, maxCurrentA = Number.POSITIVE_INFINITY): number {
  return Math.max(lowestCurrentA, Math.min(Math.floor(currentA), maxCurrentA));
}

function holds(wanted: ChargerState, state: ChargerState): boolean {
  if (wanted.isStarted !== state.isStarted) return false;
  return (["mode", "currentA", "phases"] as const).every(
    (member) => wanted[member] === undefined || wanted[member] === state[member],
  );
}

function settingOf(command: Command): ChargerSetting {
  if (command.kind === "charger") return command.setting;
  throw fail("bug", "alphaess.unexpected-command", { facts: { command: command.kind } });
}

function toJson({ isStarted: started, mode, currentA, phases }: ChargerState): Json {
  return { isStarted: started, ...known({ mode, currentA, phases }) };
}
