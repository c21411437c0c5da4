import {
  type ActuatorSnapshot,
  type BatteryIntent,
  type ChargerSetting,
  type Command,
  type DecidedCommand,
  type Instant,
  type Reason,
  secondMs,
} from "#domain";
import type { BatteryView, ChargerView, HouseView } from "./house-view.ts";
import { batteryMemory, chargerMemory, type Draft, proposalOf, rememberBattery, rememberCharger } from "./rule.ts";
import { isSameSetting, type Setting } from "./setting.ts";
import { wishOf } from "./wish.ts";

/** How long a failed or drifted command rests before it is tried again; the hub has its own retries within one try. */
export const retryPauseMs = 30 * secondMs;
/** A command that no snapshot shows yet is on its way for this long. */
const onItsWayMs = 30 * secondMs;

/** Turns what the rules settled on into commands: only what differs from what was last said, or was not heard. */
export function toCommands(house: HouseView, draft: Draft): { draft: Draft; commands: DecidedCommand[] } {
  const commands: DecidedCommand[] = [...draft.orders];
  let next = draft;
  for (const charger of house.chargers) {
    next = commandCharger(house, next, charger, commands);
    next = commandRegulator(house, next, charger, commands);
    next = commandWaker(house, next, charger, commands);
    feedCharger(next, charger, commands);
  }
  for (const battery of house.batteries) next = commandBattery(house, next, battery, commands);
  return { draft: next, commands };
}

function commandCharger(house: HouseView, draft: Draft, charger: ChargerView, commands: DecidedCommand[]): Draft {
  const { id } = charger;
  const { setting, isMuted, isRepeated } = proposalOf(draft, id);
  const reason = draft.reasons[id];
  if (setting === undefined || isMuted === true || reason === undefined) return draft;
  if (isRepeated !== true && isChargerDone(house, draft, charger, setting)) return draft;
  const command: Command = { kind: "charger", target: id, setting: toChargerSetting(setting, house, draft, charger) };
  commands.push({ command, purpose: purposeOf(reason), isRelease: false, reason });
  const { isAllowed, currentA, phases } = setting;
  const self = setting.isSelfRegulated === true ? { isSelfRegulated: true } : {};
  return rememberCharger(draft, id, { sent: { at: house.now, isAllowed, currentA, phases, ...self } });
}

/**
 * The charger's own solar mode is switched on while we still steer, and given back only once we steer again: in between
 * the car never charges on nobody's word.
 */
function commandRegulator(house: HouseView, draft: Draft, charger: ChargerView, commands: DecidedCommand[]): Draft {
  const { id, actuator, told, snapshot } = charger;
  const { setting, isMuted, wantsRegulator = false } = proposalOf(draft, id);
  const { regulator } = snapshot;
  const reason = draft.reasons[id];
  if (setting === undefined || isMuted === true || reason === undefined) return draft;
  const { regulatorSent } = chargerMemory(draft, id);
  if (regulatorSent !== undefined && isNotShownYet(regulatorSent.at, regulator, house.now)) return draft;
  const isHeld = regulator !== undefined && regulator.isReleasing !== true;
  if (isHeld === wantsRegulator && (regulator === undefined || !isHeld || isHeard(regulator, house.now))) return draft;
  const isSteeredByUs = actuator === undefined || (actuator.state === "confirmed" && told?.isSelfRegulated !== true);
  if (!wantsRegulator && (setting.isSelfRegulated === true || !isSteeredByUs)) return draft;
  const isRelease = !wantsRegulator;
  const command: Command = { kind: "regulation", target: id };
  commands.push({ command, purpose: isRelease ? "restore" : "guard", isRelease, reason });
  return rememberCharger(draft, id, { regulatorSent: { at: house.now, isRelease } });
}

function commandWaker(house: HouseView, draft: Draft, charger: ChargerView, commands: DecidedCommand[]): Draft {
  const { id, snapshot } = charger;
  const { waker } = snapshot;
  const { isMuted, wantsWaker = false } = proposalOf(draft, id);
  const reason = draft.reasons[id];
  if (isMuted === true || reason === undefined) return draft;
  const { wakerSent } = chargerMemory(draft, id);
  if (wakerSent !== undefined && isNotShownYet(wakerSent.at, waker, house.now)) return draft;
  const isHeld = waker !== undefined && waker.isReleasing !== true;
  if (isHeld === wantsWaker && (waker === undefined || !isHeld || isHeard(waker, house.now))) return draft;
  const isRelease = !wantsWaker;
  const command: Command = { kind: "wake", target: id };
  commands.push({ command, purpose: isRelease ? "restore" : "guard", isRelease, reason });
  return rememberCharger(draft, id, { wakerSent: { at: house.now, isRelease } });
}

function feedCharger(draft: Draft, { id }: ChargerView, commands: DecidedCommand[]): void {
  const { surplus, isMuted } = proposalOf(draft, id);
  const reason = draft.reasons[id];
  if (surplus === undefined || isMuted === true || reason === undefined) return;
  const command: Command = { kind: "surplus", target: id, ...surplus };
  commands.push({ command, purpose: "guard", isRelease: false, reason });
}

function isChargerDone(house: HouseView, draft: Draft, charger: ChargerView, setting: Setting): boolean {
  const { actuator, told, present, id } = charger;
  const { sent } = chargerMemory(draft, id);
  if (sent !== undefined && isNotShownYet(sent.at, actuator, house.now)) return isSameSetting(sent, setting);
  if (told === undefined || actuator === undefined) return present !== undefined && isSameSetting(present, setting);
  return isSameSetting(told, setting) && isHeard(actuator, house.now);
}

/** Whether the hub has not yet put our last command into the snapshot. */
function isNotShownYet(sentAt: Instant, actuator: ActuatorSnapshot | undefined, now: Instant): boolean {
  return now - sentAt < onItsWayMs && (actuator === undefined || actuator.since < sentAt);
}

function isHeard(actuator: ActuatorSnapshot, now: Instant): boolean {
  switch (actuator.state) {
    case "stored":
    case "sent":
    case "confirmed":
      return true;
    case "failed":
    case "drifted":
      return now < retryAt(actuator);
  }
}

/** When a command that went wrong may be said again. */
export function retryAt({ since, problem }: ActuatorSnapshot): Instant {
  return Math.max(since + retryPauseMs, problem?.retryAt ?? 0);
}

function toChargerSetting(setting: Setting, house: HouseView, draft: Draft, charger: ChargerView): ChargerSetting {
  const { isAllowed, currentA, phases, isSelfRegulated } = setting;
  const { limits } = charger;
  if (!isAllowed) return { isAllowed };
  if (isSelfRegulated === true) {
    const isFree = !limits.canSwitchPhases || wishOf(charger, draft.memory, house).phases.length > 1;
    return isFree ? { isAllowed, currentA, isSelfRegulated } : { isAllowed, currentA, phases, isSelfRegulated };
  }
  return limits.canSwitchPhases ? { isAllowed, currentA, phases } : { isAllowed, currentA };
}

function commandBattery(house: HouseView, draft: Draft, battery: BatteryView, commands: DecidedCommand[]): Draft {
  const { id } = battery;
  const proposal = draft.batteries[id];
  const reason = draft.reasons[id];
  if (proposal === undefined || proposal.isMuted === true || reason === undefined) return draft;
  const isRelease = proposal.intent === undefined && proposal.isGivenBack === true;
  const intent = proposal.intent ?? (isRelease ? givenUp(battery, draft) : undefined);
  if (intent === undefined || isBatteryDone(house, draft, battery, intent, isRelease)) return draft;
  const command: Command = { kind: "batteryIntent", target: id, intent };
  commands.push({ command, purpose: isRelease ? "restore" : purposeOf(reason), isRelease, reason });
  return rememberBattery(draft, id, { sent: { at: house.now, intent, isRelease } });
}

function givenUp({ snapshot: { actuator }, id }: BatteryView, draft: Draft): BatteryIntent | undefined {
  return actuator?.command.kind === "batteryIntent" ? actuator.command.intent : batteryMemory(draft, id).sent?.intent;
}

function isBatteryDone(
  { now }: HouseView,
  draft: Draft,
  { id, snapshot }: BatteryView,
  intent: BatteryIntent,
  isRelease: boolean,
): boolean {
  const { actuator } = snapshot;
  const { sent } = batteryMemory(draft, id);
  if (sent !== undefined && isNotShownYet(sent.at, actuator, now)) {
    return sent.isRelease === isRelease && isSameIntent(sent.intent, intent);
  }
  // The owner's own hold is not ours to repeat, nor to give back later.
  if (actuator === undefined)
    return !isRelease && intent.kind === "hold" && snapshot.intent === "hold" && sent === undefined;
  if (actuator.command.kind !== "batteryIntent") return false;
  return (
    (actuator.isReleasing === true) === isRelease &&
    isSameIntent(actuator.command.intent, intent) &&
    isHeard(actuator, now)
  );
}

function isSameIntent(a: BatteryIntent, b: BatteryIntent): boolean {
  switch (a.kind) {
    case "reserve":
      return b.kind === "reserve" && a.percent === b.percent;
    case "charge":
      return b.kind === "charge" && a.toPercent === b.toPercent && a.by === b.by;
    case "auto":
    case "hold":
    case "feed-in":
      return a.kind === b.kind;
  }
}

/** Whose wish a command serves follows from the rule that had the last word. */
function purposeOf({ rule }: Reason): "guard" | "user" | "restore" {
  switch (rule) {
    case "request":
    case "mode":
    case "goal":
    case "battery-rule":
    case "battery-request":
      return "user";
    case "restore":
      return "restore";
    case "user-wins":
    case "surplus-feed":
    case "solar":
    case "ev-guard":
    case "wake-up":
    case "surplus-watchdog":
    case "stale-data":
    case "fuse":
    case "not-obeying":
    case "device-down":
      return "guard";
  }
}
