import { type BatteryIntent, type Capability, type Command, type CommandKind, hourMs, type Instant } from "#domain";
import type { HomePatch, SimulatedHome } from "../simulated-home.ts";
import { deviceId } from "./trial.ts";

/** A command to try, the weather in which its effect shows, and how to tell from the house that it took effect. */
export interface Sample {
  readonly command: Command;
  readonly weather?: HomePatch;
  /** What is wrong with the house while the command is in effect. */
  effect?(home: SimulatedHome, unit: string | undefined): readonly string[];
}

/** Commands that follow from what a device offers; the first ones differ from how a device usually stands. */
export function sampleCommands(
  accepts: readonly CommandKind[],
  capabilities: readonly Capability[],
  now: Instant,
): readonly Sample[] {
  return capabilities.flatMap((capability): readonly Sample[] => {
    const target = capability.part === undefined ? deviceId : `${deviceId}.${capability.part}`;
    if (capability.kind === "charger" && accepts.includes("charger")) return chargerSamples(capability, target);
    if (capability.kind === "batteryMode" && accepts.includes("batteryIntent"))
      return batterySamples(target, now).filter(
        ({ command }) => command.kind === "batteryIntent" && capability.intents.includes(command.intent.kind),
      );
    return [];
  });
}

const dark: HomePatch = { pvW: 0, loadW: 2_000, batterySocPercent: 60 };
const carWaits: HomePatch = { carConnected: true, carSocPercent: 30 };

function chargerSamples(capability: Extract<Capability, { kind: "charger" }>, target: string): readonly Sample[] {
  const { minCurrentA, maxCurrentA, canSwitchPhases } = capability;
  const higherA = Math.min(maxCurrentA, minCurrentA + 4);
  const allowed = (currentA: number, phases?: 1 | 3): Sample => ({
    command: {
      kind: "charger",
      target,
      setting: { isAllowed: true, currentA, ...(phases === undefined ? {} : { phases }) },
    },
    weather: carWaits,
    effect: (home, unit) => carFollows(home, unit, currentA, phases),
  });
  return [
    { command: { kind: "charger", target, setting: { isAllowed: false } }, weather: carWaits, effect: carRests },
    allowed(minCurrentA),
    allowed(higherA),
    ...(canSwitchPhases ? [allowed(minCurrentA, 1), allowed(minCurrentA, 3)] : []),
  ];
}

function carRests(home: SimulatedHome, unit: string | undefined): readonly string[] {
  const { powerW } = home.wallbox(unit);
  return powerW > 20 ? [`the car still draws ${Math.round(powerW)} W`] : [];
}

function carFollows(
  home: SimulatedHome,
  unit: string | undefined,
  currentA: number,
  phases?: 1 | 3,
): readonly string[] {
  const wallbox = home.wallbox(unit);
  const drawn = wallbox.currentA.filter((current) => current > 1);
  const findings = drawn.length === 0 ? ["the car does not charge"] : [];
  if (drawn.some((current) => current > currentA + 0.5))
    findings.push(`the car draws ${Math.max(...drawn).toFixed(1)} A where ${currentA} A were commanded`);
  if (phases !== undefined && drawn.length > phases)
    findings.push(`the car charges on ${drawn.length} phases where ${phases} was commanded`);
  return findings;
}

function batterySamples(target: string, now: Instant): readonly Sample[] {
  const sample = (intent: BatteryIntent, weather: HomePatch, isRight: (powerW: number) => boolean): Sample => ({
    command: { kind: "batteryIntent", target, intent },
    weather,
    effect: (home, unit) => {
      const powerW = home.inverter(unit).battery?.powerW ?? 0;
      return isRight(powerW) ? [] : [`the battery gives ${Math.round(powerW)} W`];
    },
  });
  return [
    sample({ kind: "hold" }, dark, (powerW) => powerW < 50),
    sample({ kind: "reserve", percent: 80 }, dark, (powerW) => powerW < 50),
    sample({ kind: "reserve", percent: 20 }, dark, (powerW) => powerW > 500),
    sample({ kind: "charge", toPercent: 90, by: now + 3 * hourMs }, dark, (powerW) => powerW < -100),
    sample({ kind: "feed-in" }, { pvW: 4_000, loadW: 500, batterySocPercent: 60 }, (powerW) => powerW > -50),
    sample({ kind: "auto" }, dark, (powerW) => powerW > 500),
  ];
}
