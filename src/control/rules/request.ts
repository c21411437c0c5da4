import {
  type ChargerGoal,
  type ChargerMode,
  type Command,
  dayMs,
  type Facts,
  mostShareW,
  type Request,
  type RequestBody,
  type SourceId,
  secondMs,
} from "#domain";
import type { ChargerView, HouseView } from "../house-view.ts";
import {
  answer,
  batteryMemory,
  chargerMemory,
  type Draft,
  type Rule,
  rememberBattery,
  rememberCharger,
} from "../rule.ts";
import { sharingInForce } from "../sharing.ts";
import { overChoice, userChoiceOf } from "./user-wins.ts";

const longestStopS = (7 * dayMs) / secondMs;

/** A reading this long after a stop was confirmed is not of the moment before it. */
const settledMs = 5 * secondMs;

type Body<K extends RequestBody["kind"]> = Extract<RequestBody, { kind: K }>;

/** Takes what people and programs ask into memory, and answers each of them; ends the timers that have run out. */
export const requestRule: Rule = {
  id: "request",
  apply: (house, draft) =>
    house.snapshot.requests.reduce((next, request) => take(house, next, request), endTimers(house, draft)),
};

function take(house: HouseView, draft: Draft, { body }: Request): Draft {
  const forCharger = (id: SourceId, change: (charger: ChargerView) => Draft) => {
    const charger = house.chargers.find((candidate) => candidate.id === id);
    return charger === undefined ? answer(draft, id, "request", "unknown-device", house.now) : change(charger);
  };
  switch (body.kind) {
    case "chargerMode":
      return forCharger(body.charger, ({ id }) => takeMode(house, draft, id, body.mode));
    case "chargerLimits":
      return forCharger(body.charger, (charger) => takeLimits(house, draft, charger, body));
    case "chargerPhases":
      return forCharger(body.charger, (charger) => takePhases(house, draft, charger, body));
    case "chargerGoal":
      return forCharger(body.charger, (charger) => takeGoal(house, draft, charger, body.goal));
    case "chargerStop":
      return forCharger(body.charger, (charger) => takeStop(house, draft, charger, body.forS));
    case "chargerRegulation":
      return forCharger(body.charger, (charger) => takeRegulation(house, draft, charger, body));
    case "surplus":
      return forCharger(body.charger, (charger) => takeSurplus(house, draft, charger, body));
    case "batteryIntent":
      return takeIntent(house, draft, body);
    case "batterySharing":
      return takeSharing(house, draft, body);
    case "resume":
      return takeResume(house, draft, body.device);
    case "value":
      return takeValue(house, draft, body);
  }
}

/** Choosing a mode is also the way to end a stop, ours or the user's own. */
function takeMode(house: HouseView, draft: Draft, id: SourceId, mode: ChargerMode): Draft {
  const chosen = rememberCharger(draft, id, { mode, stoppedUntil: undefined, excess: undefined });
  return answer(chosen, id, "request", "mode-set", house.now, { mode });
}

function takeLimits(
  house: HouseView,
  draft: Draft,
  { id, limits, snapshot }: ChargerView,
  body: Body<"chargerLimits">,
) {
  const before = chargerMemory(draft, id);
  const minCurrentA = body.minCurrentA ?? before.minCurrentA ?? snapshot.settings.minCurrentA;
  const maxCurrentA = body.maxCurrentA ?? before.maxCurrentA ?? snapshot.settings.maxCurrentA;
  const { priority } = body;
  const isPossible =
    minCurrentA >= limits.minCurrentA &&
    maxCurrentA <= limits.maxCurrentA &&
    minCurrentA <= maxCurrentA &&
    (priority === undefined || Number.isFinite(priority));
  if (!isPossible) {
    const range = { lowestCurrentA: limits.minCurrentA, highestCurrentA: limits.maxCurrentA };
    return answer(draft, id, "request", "limits-refused", house.now, range);
  }
  const change = {
    ...(body.minCurrentA === undefined ? {} : { minCurrentA }),
    ...(body.maxCurrentA === undefined ? {} : { maxCurrentA }),
    ...(priority === undefined ? {} : { priority }),
  };
  const facts = { lowestCurrentA: minCurrentA, highestCurrentA: maxCurrentA };
  return answer(rememberCharger(draft, id, change), id, "request", "limits-set", house.now, facts);
}

function takePhases(house: HouseView, draft: Draft, { id, limits }: ChargerView, { phases }: Body<"chargerPhases">) {
  const gridPhases = house.snapshot.grid.phases;
  const isPossible =
    phases === "auto" || phases === limits.phases || (limits.canSwitchPhases && phases <= limits.phases);
  if (!isPossible || (phases === 3 && gridPhases === 1)) {
    return answer(draft, id, "request", "phases-refused", house.now, { phases });
  }
  return answer(rememberCharger(draft, id, { phases }), id, "request", "phases-set", house.now, { phases });
}

/** A goal is the energy of the whole charging session; how full a car is, no charger here can tell. */
function takeGoal(house: HouseView, draft: Draft, { id }: ChargerView, goal: ChargerGoal | undefined): Draft {
  const say = (
    next: Draft,
    effect: "goal-cleared" | "goal-past" | "goal-empty" | "goal-needs-energy" | "goal-set",
    facts: Facts = {},
  ) => answer(next, id, "request", effect, house.now, facts);
  if (goal === undefined)
    return say(rememberCharger(draft, id, { goal: "none", goalRunsFor: undefined }), "goal-cleared");
  const { energyWh, socPercent, by } = goal;
  if (!(by > house.now)) return say(draft, "goal-past", Number.isFinite(by) ? { byAt: by } : {});
  if (energyWh === undefined && socPercent !== undefined) return say(draft, "goal-needs-energy", { socPercent });
  if (energyWh === undefined || !(energyWh > 0 && Number.isFinite(energyWh) && Number.isFinite(by))) {
    return say(draft, "goal-empty");
  }
  const kept = rememberCharger(draft, id, { goal: { energyWh, by }, goalRunsFor: undefined });
  return say(kept, "goal-set", { energyWh, byAt: by });
}

function takeStop(house: HouseView, draft: Draft, { id }: ChargerView, forS: number): Draft {
  if (forS === 0)
    return answer(rememberCharger(draft, id, { stoppedUntil: undefined }), id, "request", "stop-cleared", house.now);
  if (!(forS > 0 && forS <= longestStopS)) return answer(draft, id, "request", "duration-refused", house.now);
  const stoppedUntil = house.now + Math.round(forS * secondMs);
  const stopped = rememberCharger(draft, id, { stoppedUntil });
  return answer(stopped, id, "request", "stop-set", house.now, { untilAt: stoppedUntil });
}

function takeRegulation(
  house: HouseView,
  draft: Draft,
  { id, snapshot }: ChargerView,
  { regulation }: Body<"chargerRegulation">,
): Draft {
  if (regulation === "charger" && snapshot.feed === undefined) {
    return answer(draft, id, "request", "regulation-refused", house.now);
  }
  const effect = regulation === "charger" ? "regulated-by-charger" : "regulated-by-sunsteer";
  return answer(rememberCharger(draft, id, { regulation }), id, "request", effect, house.now);
}

/** Handed on as it is; whoever feeds is trusted to know the house, and our own feed makes room. */
function takeSurplus(
  house: HouseView,
  draft: Draft,
  { id, snapshot }: ChargerView,
  { gridW, solarW, batteryW }: Body<"surplus">,
): Draft {
  const isSensible = [gridW, solarW, batteryW].every((powerW) => powerW === undefined || Number.isFinite(powerW));
  if (snapshot.feed === undefined || !isSensible) return answer(draft, id, "request", "surplus-refused", house.now);
  const powers = {
    gridW,
    ...(solarW === undefined ? {} : { solarW }),
    ...(batteryW === undefined ? {} : { batteryW }),
  };
  const feed = { isOn: false, ...chargerMemory(draft, id).feed, othersAt: house.now };
  const kept = rememberCharger(draft, id, { feed });
  return order(answer(kept, id, "request", "surplus-sent", house.now, powers), {
    ...{ kind: "surplus", target: id },
    ...powers,
  });
}

function takeIntent(house: HouseView, draft: Draft, { battery: id, intent }: Body<"batteryIntent">): Draft {
  const battery = house.batteries.find((candidate) => candidate.id === id);
  if (battery === undefined) return answer(draft, id, "request", "unknown-device", house.now);
  // Whoever asks us has something newer to say than what was set at the device.
  const choice = userChoiceOf(house, draft, battery);
  const free = choice === undefined ? draft : overChoice(draft, battery, choice);
  if (intent === undefined) {
    return answer(rememberBattery(free, id, { intent: undefined }), id, "request", "battery-cleared", house.now);
  }
  const facts = { intent: intent.kind };
  const isOffered = intent.kind === "auto" || battery.snapshot.intents.includes(intent.kind);
  const isSensible =
    (intent.kind !== "reserve" || isPercent(intent.percent)) &&
    (intent.kind !== "charge" || (isPercent(intent.toPercent) && intent.by > house.now));
  if (!isOffered || !isSensible) return answer(draft, id, "request", "battery-refused", house.now, facts);
  return answer(rememberBattery(free, id, { intent }), id, "request", "battery-set", house.now, facts);
}

function takeSharing(house: HouseView, draft: Draft, { battery: id, share, shareW }: Body<"batterySharing">): Draft {
  const battery = house.batteries.find((candidate) => candidate.id === id);
  if (battery === undefined) return answer(draft, id, "request", "unknown-device", house.now);
  const cleared = { share: undefined, shareW: undefined };
  if (share === undefined && shareW === undefined)
    return answer(rememberBattery(draft, id, cleared), id, "request", "sharing-cleared", house.now);
  const wanted = share ?? "share";
  if (wanted !== "share")
    return answer(rememberBattery(draft, id, { share: wanted }), id, "request", `sharing-${wanted}`, house.now);
  const watts = shareW ?? sharingInForce(battery.snapshot.settings, batteryMemory(draft, id)).shareW;
  if (!(watts > 0 && watts <= mostShareW)) return answer(draft, id, "request", "sharing-refused", house.now);
  const kept = rememberBattery(draft, id, { share: wanted, shareW: watts });
  return answer(kept, id, "request", "sharing-share", house.now, { shareW: watts });
}

/** We steer again what a user has set otherwise at the device; of a charger that ends a stop as well. */
function takeResume(house: HouseView, draft: Draft, id: SourceId): Draft {
  const battery = house.batteries.find((candidate) => candidate.id === id);
  const choice = battery === undefined ? undefined : userChoiceOf(house, draft, battery);
  if (battery !== undefined && choice?.isOver === false)
    return answer(overChoice(draft, battery, choice), id, "request", "resumed", house.now);
  if (chargerMemory(draft, id).stoppedUntil !== undefined)
    return answer(rememberCharger(draft, id, { stoppedUntil: undefined }), id, "request", "resumed", house.now);
  const isKnown = battery !== undefined || house.chargers.some((charger) => charger.id === id);
  return answer(draft, id, "request", isKnown ? "nothing-to-resume" : "unknown-device", house.now);
}

/** Whether the device has such a value is known before the request comes here; it is set once and stays the user's. */
function takeValue(house: HouseView, draft: Draft, { device, key, value, isConfirmed }: Body<"value">): Draft {
  const isKnown = house.snapshot.devices.some(({ id }) => device === id || device.startsWith(`${id}.`));
  if (!isKnown) return answer(draft, device, "request", "unknown-device", house.now);
  const command: Command = {
    ...{ kind: "value", target: device, key, value },
    ...(isConfirmed === undefined ? {} : { isConfirmed }),
  };
  return order(answer(draft, device, "request", "value-set", house.now, { key, value: value ?? "null" }), command);
}

/** Sends the command for the reason that was just answered. */
function order(draft: Draft, command: Command): Draft {
  const reason = draft.answers.at(-1);
  if (reason === undefined) return draft;
  return { ...draft, orders: [...draft.orders, { command, purpose: "user", isRelease: false, reason }] };
}

function endTimers(house: HouseView, draft: Draft): Draft {
  let next = draft;
  for (const charger of house.chargers) {
    const { id } = charger;
    const { stoppedUntil } = chargerMemory(next, id);
    if (stoppedUntil === undefined) continue;
    const isOver = stoppedUntil <= house.now;
    if (!isOver && !isStartedElsewhere(charger)) continue;
    const effect = isOver ? "stop-ended" : "stop-by-user-ended";
    next = answer(rememberCharger(next, id, { stoppedUntil: undefined }), id, "request", effect, house.now);
  }
  for (const { id } of house.batteries) {
    const intent = next.memory.batteries[id]?.intent;
    if (intent?.kind !== "charge" || intent.by > house.now) continue;
    const ended = rememberBattery(next, id, { intent: undefined });
    next = answer(ended, id, "request", "battery-ended", house.now, { intent: intent.kind });
  }
  return next;
}

/**
 * Our stop was in effect, and then somebody at the charger or in its maker's app let the car charge again: the charger
 * itself says that it may, which one that merely does not obey would not.
 */
function isStartedElsewhere({ actuator, told, reading, isFresh }: ChargerView): boolean {
  if (actuator === undefined || reading === undefined || told?.isAllowed !== false || !isFresh) return false;
  const wasInEffect = actuator.state === "confirmed" || actuator.state === "drifted";
  const isHere = reading.status === "B" || reading.status === "C";
  return wasInEffect && isHere && reading.isAllowed && reading.at > actuator.since + settledMs;
}

function isPercent(value: number): boolean {
  return value >= 0 && value <= 100;
}
