import type { Instant, Json, Triple } from "#domain";
import type { Clock } from "#platform";
import type {
  BatteryOrder,
  HomePatch,
  SimulatedBattery,
  SimulatedCar,
  SimulatedHome,
  SimulatedInverter,
  SimulatedMeter,
  SimulatedWallbox,
} from "../../simulated-home.ts";

const voltageV = 230;

/** A house of a few lines, with which the kit tests itself: steady sun, steady load, one battery, one car. */
export function createToyHome(clock: Clock): SimulatedHome {
  let at = clock.now();
  let steadyMs = clock.steadyMs();
  let pvW = 3_200;
  let loadW = 500;
  let hasCar = true;
  let carSocPercent = 40;
  let offeredA = 0;
  let offeredPhases: 1 | 3 = 1;
  const battery = { socPercent: 50, chargedWh: 0, dischargedWh: 0, order: selfUse };
  const counters = { importWh: 0, exportWh: 0, solarWh: 0, carWh: 0, siteWh: 0 };
  const listeners = new Set<(at: Instant) => void>();

  const carA = () => (hasCar && carSocPercent < 100 && offeredA >= 6 ? offeredA : 0);
  const chargerW = () => carA() * offeredPhases * voltageV;
  const siteW = () => loadW + chargerW();
  const batteryW = () => batteryPower(battery.order, siteW() - pvW, battery.socPercent);
  const gridW = () => siteW() - pvW - batteryW();

  const step = () => {
    for (const listener of listeners) listener(at);
    const hours = 1 / 3_600;
    const flowWh = batteryW() * hours;
    counters.importWh += Math.max(0, gridW()) * hours;
    counters.exportWh += Math.max(0, -gridW()) * hours;
    counters.solarWh += pvW * hours;
    counters.carWh += chargerW() * hours;
    counters.siteWh += siteW() * hours;
    battery.chargedWh += Math.max(0, -flowWh);
    battery.dischargedWh += Math.max(0, flowWh);
    battery.socPercent = Math.min(100, Math.max(0, battery.socPercent - flowWh / 100));
    at += 1_000;
  };

  const change = (patch: HomePatch) => {
    if (patch.pvW !== undefined) pvW = patch.pvW ?? 3_200;
    if (patch.loadW !== undefined) loadW = patch.loadW ?? 500;
    if (patch.batterySocPercent !== undefined) battery.socPercent = patch.batterySocPercent;
    if (patch.carConnected !== undefined) hasCar = patch.carConnected;
    if (patch.carSocPercent !== undefined) carSocPercent = patch.carSocPercent;
  };

  const simulatedBattery: SimulatedBattery = {
    capacityWh: 10_000,
    maxChargeW: 5_000,
    maxDischargeW: 5_000,
    get powerW() {
      return batteryW();
    },
    get socPercent() {
      return battery.socPercent;
    },
    get chargedWh() {
      return battery.chargedWh;
    },
    get dischargedWh() {
      return battery.dischargedWh;
    },
    get order() {
      return battery.order;
    },
    setOrder: (order) => {
      battery.order = order;
    },
  };

  const inverter = (): SimulatedInverter => ({
    id: "inverter",
    ratedW: 10_000,
    solarW: pvW,
    solarWh: counters.solarWh,
    acW: pvW + batteryW(),
    battery: simulatedBattery,
  });

  const car = (): SimulatedCar | undefined =>
    hasCar ? { isAsking: carSocPercent < 100, isAsleep: false, socPercent: carSocPercent } : undefined;

  const wallbox = (): SimulatedWallbox => ({
    id: "wallbox",
    phases: 3,
    maxCurrentA: 16,
    car: car(),
    currentA: onPhases(carA(), offeredPhases),
    voltageV: [voltageV, voltageV, voltageV],
    powerW: chargerW(),
    energyWh: counters.carWh,
    offer: (currentA, phases) => {
      offeredA = currentA;
      offeredPhases = phases;
    },
    simulateUnplug: () => {},
  });

  const meter = (): SimulatedMeter => {
    const third = gridW() / 3;
    const current = third / voltageV;
    return {
      powerW: gridW(),
      phasePowerW: [third, third, third],
      phaseCurrentA: [current, current, current],
      voltageV: [voltageV, voltageV, voltageV],
      importWh: counters.importWh,
      exportWh: counters.exportWh,
    };
  };

  return {
    advance: () => {
      for (; steadyMs + 1_000 <= clock.steadyMs(); steadyMs += 1_000) step();
    },
    at: () => at,
    timeZone: "Europe/Berlin",
    get meter() {
      return meter();
    },
    get load() {
      return { houseW: loadW, siteW: siteW(), siteWh: counters.siteWh };
    },
    inverterIds: () => ["inverter"],
    inverter,
    wallboxIds: () => ["wallbox"],
    wallbox,
    onStep: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    change,
    describe: (): Json => ({ at, pvW, loadW, gridW: gridW(), batteryW: batteryW(), chargerW: chargerW(), ...counters }),
  };
}

const selfUse: BatteryOrder = { mode: "self-use", minSocPercent: 10, maxSocPercent: 100 };

function batteryPower(order: BatteryOrder, missingW: number, socPercent: number): number {
  const canGive = socPercent > order.minSocPercent && order.mode !== "no-discharge" && order.mode !== "idle";
  const canTake = socPercent < order.maxSocPercent && order.mode !== "idle";
  return Math.max(canTake ? -5_000 : 0, Math.min(canGive ? 5_000 : 0, missingW));
}

function onPhases(currentA: number, phases: 1 | 3): Triple {
  return phases === 3 ? [currentA, currentA, currentA] : [currentA, 0, 0];
}
