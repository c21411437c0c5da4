/** The vendor's numbers for kinds of devices. */
export const deviceTypes = {
  stringInverter: 1,
  smartLogger: 2,
  emi: 10,
  gridMeter: 17,
  residentialInverter: 38,
  battery: 39,
  backupBox: 40,
  ess: 41,
  optimizer: 46,
  powerSensor: 47,
  dongle: 62,
  emma: 23_070,
} as const;

/** Those that have live data. */
export const liveTypes: readonly number[] = [
  deviceTypes.stringInverter,
  deviceTypes.emi,
  deviceTypes.gridMeter,
  deviceTypes.residentialInverter,
  deviceTypes.battery,
  deviceTypes.ess,
  deviceTypes.powerSensor,
  deviceTypes.emma,
];

/** Those that have energy by day, month and year. */
export const energyTypes: readonly number[] = [
  deviceTypes.stringInverter,
  deviceTypes.residentialInverter,
  deviceTypes.battery,
  deviceTypes.ess,
];

const names: Readonly<Record<number, string>> = {
  1: "string inverter",
  2: "SmartLogger",
  8: "transformer station",
  10: "EMI",
  13: "protocol converter",
  16: "general device",
  17: "grid meter",
  22: "PID",
  37: "Pinnet logger",
  38: "residential inverter",
  39: "battery",
  40: "backup box",
  41: "ESS",
  45: "PLC",
  46: "optimizer",
  47: "power sensor",
  62: "dongle",
  63: "distributed SmartLogger",
  70: "safety box",
  23070: "EMMA",
};

export function deviceTypeName(devTypeId: number): string {
  return names[devTypeId] ?? String(devTypeId);
}
