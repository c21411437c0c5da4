import type { DriverReading } from "../driver.ts";
import type { SimulatedHome } from "../simulated-home.ts";
import type { DriverTrial } from "./trial.ts";

/** How far a reading may be off. */
interface Tolerance {
  readonly delayMs: number;
  power(trueW: number): number;
}

export function toleranceOf(trial: DriverTrial): Tolerance {
  const { toleranceW = 60, toleranceShare = 0.05 } = trial;
  return {
    delayMs: trial.delayMs ?? (trial.driver.reach === "local" ? 10_000 : 10 * 60_000),
    power: (trueW) => toleranceW + toleranceShare * Math.abs(trueW),
  };
}

/** What is wrong with readings by themselves: numbers that are none, fills beyond full, times from the future. */
export function implausible(readings: readonly DriverReading[], now: number, oldestAt: number): readonly string[] {
  const findings: string[] = [];
  for (const reading of readings) {
    const name = nameOf(reading);
    for (const [path, value] of numbersIn(reading, name))
      if (!Number.isFinite(value)) findings.push(`${path} is ${value}`);
    // Among raw values null is the maker's own "none".
    if (holdsNull(reading.kind === "values" ? { ...reading, values: {} } : reading))
      findings.push(`${name} holds null; missing is undefined`);
    if (reading.at > now) findings.push(`${name} is from the future by ${reading.at - now} ms`);
    if (reading.at < oldestAt) findings.push(`${name} is ${now - reading.at} ms old`);
    findings.push(...outOfRange(reading, name));
  }
  return findings;
}

function outOfRange(reading: DriverReading, name: string): readonly string[] {
  const percents: (number | undefined)[] = "socPercent" in reading ? [reading.socPercent] : [];
  if (reading.kind === "socLimits") percents.push(reading.minPercent, reading.maxPercent);
  const findings = percents
    .filter((percent = 0) => percent < 0 || percent > 100)
    .map((percent) => `${name} tells ${percent} %`);
  const isNeverNegative = reading.kind === "solar" || reading.kind === "charger";
  if (isNeverNegative && reading.powerW < 0) findings.push(`${name} is ${reading.powerW} W, never below 0`);
  return findings;
}

/** What a reading says against what the house knows of itself, in a house that has been steady for a while. */
export function untrue(readings: readonly DriverReading[], home: SimulatedHome, trial: DriverTrial): readonly string[] {
  const tolerance = toleranceOf(trial);
  return readings.flatMap((reading) => {
    const findings: string[] = [];
    const trueW = truePower(reading, home, trial.unit);
    if (trueW !== undefined && "powerW" in reading) {
      if (Math.abs(reading.powerW - trueW) > tolerance.power(trueW))
        findings.push(`${nameOf(reading)} says ${reading.powerW} W where the house has ${Math.round(trueW)} W`);
    }
    if (reading.kind === "battery" && reading.socPercent !== undefined) {
      const trueSoc = home.inverter(trial.unit).battery?.socPercent ?? 0;
      const allowed = 1.5 + tolerance.delayMs / 36_000;
      if (Math.abs(reading.socPercent - trueSoc) > allowed)
        findings.push(`battery says ${reading.socPercent} % where the house has ${trueSoc.toFixed(1)} %`);
    }
    if (reading.kind === "charger") findings.push(...wrongStatus(reading, home, trial.unit));
    return findings;
  });
}

function truePower(reading: DriverReading, home: SimulatedHome, unit: string | undefined): number | undefined {
  switch (reading.kind) {
    case "meter":
      return reading.place === "grid" ? home.meter.powerW : home.load.siteW;
    case "solar":
      return home.inverter(unit).solarW;
    case "battery":
      return home.inverter(unit).battery?.powerW;
    case "charger":
      return home.wallbox(unit).powerW;
    case "batteryMode":
    case "socLimits":
    case "values":
      return undefined;
  }
}

function wrongStatus(
  reading: Extract<DriverReading, { kind: "charger" }>,
  home: SimulatedHome,
  unit: string | undefined,
): readonly string[] {
  const wallbox = home.wallbox(unit);
  const allowed = wallbox.car === undefined ? "A" : wallbox.powerW > 100 ? "C" : "BCF";
  return allowed.includes(reading.status)
    ? []
    : [`charger says ${reading.status} where the house has ${allowed.split("").join(" or ")}`];
}

export function nameOf(reading: DriverReading): string {
  const part = reading.part === undefined ? "" : `${reading.part}.`;
  return part + (reading.kind === "meter" ? `meter ${reading.place}` : reading.kind);
}

function* numbersIn(value: unknown, path: string): Generator<readonly [string, number]> {
  if (typeof value === "number") yield [path, value];
  else if (typeof value === "object" && value !== null)
    for (const [key, member] of Object.entries(value)) yield* numbersIn(member, `${path}.${key}`);
}

function holdsNull(value: unknown): boolean {
  if (value === null) return true;
  return typeof value === "object" && Object.values(value ?? {}).some(holdsNull);
}
