import type { EmulatorContext, SimulatedHome } from "#driver-kit";

/** A clamp, the voltage reference, or an output that the device computes. */
export interface Channel {
  readonly name: string;
  readonly unit: "Watts" | "Volts";
  readonly isOutput: boolean;
  /** What it reads at this very moment. */
  read(): number;
}

interface Profile {
  readonly hasLogin: boolean;
  readonly hasConductors: boolean;
  readonly hasBattery: boolean;
}

const plain: Profile = { hasLogin: false, hasConductors: false, hasBattery: false };

const profiles = {
  plain,
  login: { ...plain, hasLogin: true },
  conductors: { ...plain, hasConductors: true },
  battery: { ...plain, hasBattery: true },
} as const satisfies Record<string, Profile>;

export const profileNames: readonly ["plain", "login", "conductors", "battery"] = [
  "plain",
  "login",
  "conductors",
  "battery",
];

export function toProfile(name: string): Profile {
  const known = profileNames.find((each) => each === name) ?? "plain";
  return profiles[known];
}

/** Which clamps there are; the names are those of the maker's examples. */
export function createChannels({ home, quirks, unit }: EmulatorContext, profile: Profile): readonly Channel[] {
  const mains = () => (quirks.isOn("flipped-mains") ? -1 : 1);
  const solar = () => (quirks.isOn("flipped-solar") ? -1 : 1);
  const watts = (name: string, read: () => number, isOutput = false): Channel => ({
    ...{ name, unit: "Watts", isOutput },
    read,
  });
  const battery = () => (profile.hasBattery ? batteryW(home, unit) : 0);
  const grid = profile.hasConductors
    ? [0, 1, 2].map((index) => watts(`Main_${index + 1}`, () => mains() * (home.meter.phasePowerW[index] ?? 0)))
    : [watts("Mains", () => mains() * home.meter.powerW)];
  return [
    { name: "voltage", unit: "Volts", isOutput: false, read: () => home.meter.voltageV[0] },
    ...grid,
    watts("Solar", () => solar() * (home.inverter(unit).acW - battery())),
    ...(profile.hasBattery ? [watts("Battery", battery)] : []),
    watts("HeatPump", () => 0.3 * home.load.houseW),
    watts("Consumption", () => home.meter.powerW + home.inverter(unit).acW, true),
  ];
}

/** What the battery's part of the inverter's AC side is: clamps cannot sit on its direct current. */
function batteryW(home: SimulatedHome, unit: string | undefined): number {
  const { acW, solarW, battery } = home.inverter(unit);
  const inside = solarW + (battery?.powerW ?? 0);
  return inside === 0 ? 0 : (acW * (battery?.powerW ?? 0)) / inside;
}
