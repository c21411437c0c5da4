import type { Json } from "#domain";
import type { Quirks, SimulatedHome, SimulatedWallbox } from "#driver-kit";
import type { Clock } from "#platform";
import { addCardEnergy, isLearned } from "./cards.ts";
import { createContactor } from "./contactor.ts";
import { decideCharging } from "./decision.ts";
import { createKeepAlive } from "./keep-alive.ts";
import type { KeyStore } from "./key-store.ts";
import { joinLoadGroups } from "./load-group.ts";
import { createMetering } from "./metering.ts";
import { createPrices } from "./prices.ts";
import { createSurplusLoop } from "./surplus-loop.ts";
import { isBlockedByTimer } from "./timers.ts";
import { afterWriting } from "./written-values.ts";

/** The charger's inner life: one second at a time, on the wallbox of the simulated house. */
export interface Firmware {
  tick(): void;
  /** Takes a value that has passed the checks; it shows in the next second. The text is a refusal. */
  write(key: string, value: Json): true | string;
  /** Restarting, and deaf meanwhile. */
  isAway(): boolean;
}

const restartS = 30;
/** Firmware 60.4 says for a moment that it is only just starting; older ones say nothing of it. */
const initializingS = 3;
const [faulty, initializing] = [5, 6];
/** A contactor that sticks. */
const stuckContactor = 9;
const temporaryLimitMs = 600_000;
/** A permission without a car lapses; 60 s by the maker, 120 s measured. */
const permissionWithoutCarMs = 120_000;
const cableA = 32;
const drawsFromA = 0.5;

export interface FirmwareSurroundings {
  readonly home: SimulatedHome;
  readonly wallbox: () => SimulatedWallbox;
  readonly clock: Clock;
  readonly quirks: Quirks;
  readonly isCore: boolean;
  readonly forgetsPowersAfterMs?: number;
}

/** Some units have been seen to drop a forced state by themselves. */
const forgetsForceAfterMs = 60_000;

export function createFirmware(keys: KeyStore, surroundings: FirmwareSurroundings): Firmware {
  const { home, wallbox, clock, quirks, isCore } = surroundings;
  const surplus = createSurplusLoop(keys, surroundings.forgetsPowersAfterMs);
  const contactor = createContactor(keys, wallbox().phases);
  const metering = createMetering(keys, wallbox);
  const prices = createPrices(keys);
  const keepAlive = createKeepAlive(keys);
  const line = joinLoadGroups(home, keys);
  const pending = new Map<string, Json>();
  const version = Number.parseFloat(String(keys.get("fwv"))) || 0;
  let awayS = 0;
  let startingS = 0;
  /** What `car` would say if nothing were wrong. */
  let carBehind: Json | undefined;
  let pretendUntilMs: number | undefined;
  let limitSetMs = 0;
  let permissionMs = 0;
  let forcedMs = 0;
  let pluggedMs = 0;
  let hasPaused = false;

  const applyWrites = () => {
    for (const [key, value] of pending) {
      if (key === "tcl") limitSetMs = keys.number("rbt");
      if (key === "trx") permissionMs = keys.number("rbt");
      if (key === "frc") forcedMs = keys.number("rbt");
      keys.put(afterWriting(key, value, keys));
    }
    pending.clear();
  };

  const watchPlug = () => {
    const isConnected = wallbox().car !== undefined;
    const wasConnected = keys.number("car") !== 1;
    if (isConnected && !wasConnected) {
      keys.put({ car: 3, cbl: cableA, lccfi: keys.number("rbt"), cus: 3 });
      metering.beginSession();
      pluggedMs = keys.number("rbt");
      keys.put({ cdi: { type: 0, value: pluggedMs } });
      hasPaused = false;
    }
    if (!isConnected && wasConnected) {
      keys.put({ cdi: { type: 1, value: keys.number("rbt") - pluggedMs } });
      keys.put({ car: 1, cbl: null, frc: 0, trx: null, mcpea: null, cus: 1 });
      pretendUntilMs = undefined;
    }
  };

  const expire = () => {
    const rbt = keys.number("rbt");
    if (!keys.isNull("tcl") && rbt - limitSetMs >= temporaryLimitMs) keys.put({ tcl: null });
    const isIdle = keys.number("car") === 1;
    if (isIdle && !keys.isNull("trx") && rbt - permissionMs >= permissionWithoutCarMs) keys.put({ trx: null });
    if (!keys.isNull("mcpea") && rbt >= keys.number("mcpea") && !keys.flag("sua")) keys.put({ mcpea: null });
    if (pretendUntilMs !== undefined && rbt >= pretendUntilMs) pretendUntilMs = undefined;
    if (quirks.isOn("frc-resets") && rbt - forcedMs >= forgetsForceAfterMs) keys.put({ frc: 0 });
  };

  /** Firmware 055.0 of V4 forgot who had been let in when it changed phases during a pause. */
  const switchPhases = (isEco: boolean) => {
    const before = contactor.phases();
    const isCharging = keys.number("car") === 2;
    contactor.tick({ isCharging, isEco, wished: surplus.wishedPhases() });
    const hasSwitched = contactor.phases() !== before;
    if (hasSwitched && !isCharging && quirks.isOn("trx-lost-on-phase-switch")) keys.put({ trx: null });
  };

  const limits = (isEco: boolean): Record<string, number> => {
    const isSmall = keys.number("var") === 11 || (keys.flag("adi") && !isCore);
    const isWaiting = keys.number("acs") === 1 && keys.isNull("trx");
    const sharedA = line.shareA();
    const isOnLeast = isEco && !surplus.wantsCharge() && !prices.isLow() && (!keys.flag("acp") || keepAlive.isDue());
    return {
      requestedCurrent: keys.number("amp"),
      currentLimitMax: Math.min(keys.number("ama"), isSmall ? 16 : 32),
      temperatureCurrentLimit: keys.number("amt"),
      ...(keys.isNull("cbl") ? {} : { cableCurrentLimit: keys.number("cbl") }),
      ...(keys.isNull("tcl") ? {} : { temporaryCurrentLimit: keys.number("tcl") }),
      ...(isEco && surplus.wantsCharge() ? { pvSurplus: surplus.currentA() } : {}),
      ...(isOnLeast ? { pvSurplus: keys.number("mca") } : {}),
      ...(sharedA === undefined ? {} : { loadManagement: sharedA }),
      ...(isWaiting ? { accessControl: 0 } : {}),
    };
  };

  const conclude = (isEco: boolean) => {
    const wasAllowed = keys.flag("alw");
    const decision = decideCharging(keys, {
      hasSurplus: surplus.wantsCharge(),
      isPretendingUnplug: pretendUntilMs !== undefined,
      isSwitchingPhases: contactor.isSwitching(),
      isInMinimumPause: !keys.isNull("mcpea"),
      isBlockedByTimer: isBlockedByTimer(keys, clock.now()),
      isPriceLow: prices.isLow(),
      isKeepingAlive: keepAlive.isDue(),
      isLineTaken: line.shareA() === 0 && keys.number("car") !== 1,
    });
    const rbt = keys.number("rbt");
    const all = limits(isEco);
    if (decision.reason !== keys.number("modelStatus")) keys.put({ lmsc: rbt });
    if (decision.isAllowed !== wasAllowed) keys.put({ alwt: rbt });
    keys.put({
      modelStatus: decision.reason,
      alw: decision.isAllowed,
      cll: all,
      acu: decision.isAllowed ? Math.min(...Object.values(all)) : null,
    });
    return decision.isAllowed && !wasAllowed;
  };

  /** A pause has ended: some cars only wake when they believe to have been unplugged. */
  const wakeCar = () => {
    if (!hasPaused || !keys.flag("su") || keys.number("car") !== 4) return;
    hasPaused = false;
    pretendUntilMs = keys.number("rbt") + keys.number("sumd");
    wallbox().simulateUnplug();
    keys.put({ alw: false, acu: null, modelStatus: 22 });
  };

  const moveCar = () => {
    const car = wallbox().car;
    if (car === undefined) return;
    const rbt = keys.number("rbt");
    const before = keys.number("car");
    const isAllowed = keys.flag("alw");
    const isDrawing = wallbox().currentA[0] >= drawsFromA;
    if (before === 2 && (!isAllowed || (!isDrawing && !car.isAsking))) {
      keys.put({ car: 4, lccfc: rbt });
      hasPaused = !isAllowed;
      const pauseMs = keys.number("mcpd");
      if (!isAllowed && pauseMs > 0 && keys.number("modelStatus") !== 23) keys.put({ mcpea: rbt + pauseMs });
    } else if (before !== 2 && isAllowed && isDrawing) {
      keys.put({ car: 2, lcctc: rbt });
    }
  };

  const noController = version >= 59 ? 17 : 14;
  const errorNow = () => (quirks.isOn("faulty") ? stuckContactor : quirks.isOn("lost-controller") ? noController : 0);

  /** The true state of the plug goes on behind what is shown. */
  const uncoverCar = () => {
    if (carBehind !== undefined) keys.put({ car: carBehind });
    carBehind = undefined;
  };
  const coverCar = () => {
    if (startingS > 0) startingS -= 1;
    const shown = quirks.isOn("faulty")
      ? faulty
      : quirks.isOn("lost-controller")
        ? null
        : startingS > 0
          ? initializing
          : undefined;
    if (shown === undefined) return;
    carBehind = keys.get("car");
    keys.put({ car: shown });
  };

  const restart = () => {
    awayS = restartS;
    startingS = version >= 60.4 ? initializingS : 0;
    pending.clear();
    if (keys.number("car") === 2) keys.put({ car: 4 });
    wallbox().offer(0, contactor.phases());
    keys.put({ rbt: 0, rbc: keys.number("rbc") + 1, alw: false, acu: null, modelStatus: 40, tcl: null, inva: null });
    keys.put({ lmsc: null, alwt: null, lcctc: null, lccfc: null, lccfi: null, lfspt: null, fsptws: null });
    keys.put({ pvopt_averagePGrid: 0, pvopt_averagePPv: 0, pvopt_averagePAkku: 0 });
  };

  return {
    tick: () => {
      keys.put({ rbt: keys.number("rbt") + 1_000 });
      const chargedWh = metering.tick(contactor.phases());
      if (awayS > 0) {
        awayS -= 1;
        return;
      }
      uncoverCar();
      keys.put({ err: errorNow() });
      applyWrites();
      watchPlug();
      expire();
      addCardEnergy(keys, chargedWh);
      prices.tick(clock.now());
      keepAlive.tick();
      const isEco = keys.number("lmo") === 4 && keys.number("frc") !== 2;
      surplus.tick({ powerW: wallbox().powerW, phases: contactor.phases() });
      switchPhases(isEco);
      if (conclude(isEco)) wakeCar();
      moveCar();
      wallbox().offer(keys.flag("alw") ? keys.number("acu") : 0, contactor.phases());
      coverCar();
    },
    write: (key, value) => {
      if (key === "ids") return value === null ? true : surplus.receive(value);
      if (key === "rst" || key === "oct") {
        if (value === true || key === "oct") restart();
        return true;
      }
      if (key === "awpl") prices.receive(value);
      if (key === "trx" && typeof value === "number" && value > 0 && !isLearned(keys, value - 1))
        return `trx: failed: starting transaction for ${value} is not allowed (${value})`;
      pending.set(key, value);
      return true;
    },
    isAway: () => awayS > 0,
  };
}
