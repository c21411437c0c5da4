import { type ActuatorSnapshot, dayMs, type Facts, type Instant, type SourceId, type UserWins } from "#domain";
import type { BatteryView, HouseView } from "../house-view.ts";
import type { UserChoiceMemory } from "../memory.ts";
import { answer, batteryMemory, type Draft, explain, proposeBattery, type Rule, rememberBattery } from "../rule.ts";

/** What a user has set otherwise at the device or in its maker's app stays, for as long as its owner lets it. */
export const userWinsRule: Rule = {
  id: "user-wins",
  apply: (house, draft) => house.batteries.reduce((next, battery) => respect(house, next, battery), draft),
};

const effects = {
  "until-reason-ends": "until-reason-ends",
  "until-unplug": "until-unplug",
  "24h": "for-a-day",
} as const satisfies Record<UserWins, string>;

function respect(house: HouseView, draft: Draft, battery: BatteryView): Draft {
  const { id, snapshot } = battery;
  const choice = userChoiceOf(house, draft, battery);
  if (choice === undefined) return forget(draft, id);
  const kept = rememberBattery(draft, id, { userChoice: choice });
  if (choice.isOver) return kept;
  const userWins = snapshot.settings.userWins ?? "until-reason-ends";
  const facts = { intent: choice.intent };
  if (hasEnded(house, draft, id, choice, userWins))
    return tellEnd(overChoice(kept, battery, choice), id, house.now, facts);
  const muted = proposeBattery(kept, id, { isMuted: true });
  if (userWins !== "24h") return explain(muted, id, "user-wins", effects[userWins], house.now, facts);
  const untilAt = choice.since + dayMs;
  return explain(muted, id, "user-wins", effects[userWins], house.now, { ...facts, untilAt }, untilAt);
}

/** Where we want nothing of the battery any more there is nothing to tell. */
function tellEnd(draft: Draft, id: SourceId, now: Instant, facts: Facts): Draft {
  return draft.batteries[id]?.intent === undefined ? draft : answer(draft, id, "user-wins", "ended", now, facts);
}

/** The user's choice as remembered, or as the hub has just noticed it; undefined where there is none to respect. */
export function userChoiceOf(house: HouseView, draft: Draft, battery: BatteryView): UserChoiceMemory | undefined {
  const { actuator } = battery.snapshot;
  const known = batteryMemory(draft, battery.id).userChoice;
  if (actuator?.isOverruled !== true) return known?.isOver === true ? undefined : known;
  if (known?.since === actuator.since) return known;
  return { since: actuator.since, intent: intentOf(actuator), plugs: plugsOf(house), isOver: false };
}

/** From here on we steer again. As long as the hub still tells of the choice, that it is over must be remembered. */
export function overChoice(draft: Draft, { id, snapshot }: BatteryView, choice: UserChoiceMemory): Draft {
  const isStillTold = snapshot.actuator?.isOverruled === true;
  return rememberBattery(draft, id, { userChoice: isStillTold ? { ...choice, isOver: true } : undefined });
}

function hasEnded(
  house: HouseView,
  draft: Draft,
  id: SourceId,
  { since, intent, plugs }: UserChoiceMemory,
  userWins: UserWins,
): boolean {
  switch (userWins) {
    case "until-reason-ends":
      return draft.batteries[id]?.intent?.kind !== intent;
    case "until-unplug":
      return hasReplugged(house, plugs, since);
    case "24h":
      return house.now >= since + dayMs;
  }
}

/** Which sockets hold a car; a charger that no driver reads has one for as long as it says that it charges. */
function plugsOf({ chargers, signals, now }: HouseView): UserChoiceMemory["plugs"] {
  const plugs: Record<SourceId, boolean> = {};
  for (const { id, reading } of chargers) {
    if (reading?.status === "A") plugs[id] = false;
    if (reading?.status === "B" || reading?.status === "C") plugs[id] = true;
  }
  for (const { id, isCharging, goodUntil } of signals) plugs[id] = isCharging && now <= goodUntil;
  return plugs;
}

/** A car has come or gone since; a socket nobody knew of then says nothing. */
function hasReplugged(house: HouseView, plugs: UserChoiceMemory["plugs"], since: Instant): boolean {
  const now = plugsOf(house);
  const isNews = (id: SourceId) =>
    house.chargers.every(({ id: other, reading }) => other !== id || !isOld(reading, since));
  return Object.keys(plugs).some((id) => now[id] !== undefined && now[id] !== plugs[id] && isNews(id));
}

function isOld(reading: { readonly at: Instant } | undefined, since: Instant): boolean {
  return reading === undefined || reading.at < since;
}

function intentOf({ command }: ActuatorSnapshot): string {
  return command.kind === "batteryIntent" ? command.intent.kind : command.kind;
}

function forget(draft: Draft, id: SourceId): Draft {
  return batteryMemory(draft, id).userChoice === undefined
    ? draft
    : rememberBattery(draft, id, { userChoice: undefined });
}
