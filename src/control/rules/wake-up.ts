import { minuteMs, secondMs } from "#domain";
import type { ChargerView, HouseView } from "../house-view.ts";
import type { WakeMemory } from "../memory.ts";
import {
  answer,
  chargerMemory,
  type Draft,
  explain,
  proposalOf,
  proposeCharger,
  type Rule,
  rememberCharger,
} from "../rule.ts";
import { disallowed } from "../setting.ts";

/** A charger that cannot be made ready in this time is let alone. */
const preparesWithinMs = 2 * minuteMs;
/** A car must notice the pause, which some chargers show only seconds later. */
const pauseMs = 20 * secondMs;
const pauseAtMostMs = 90 * secondMs;
/** Cars take up to a quarter of a minute after the plug seems to be in again; slow ones a minute. */
const startsWithinMs = 2 * minuteMs;
/** A change of phases interrupts the charge, whether or not the charger says so; some cars do not come back from it. */
const phaseChangeMs = 2 * minuteMs;

/**
 * Some cars fall asleep while they are kept from charging and do not notice that they may again. Where its owner wants
 * that, such a car is woken: once while it is plugged in, after some patience. One that stopped by itself while it might
 * charge is full or has a timer of its own, and is let alone.
 */
export const wakeUpRule: Rule = {
  id: "wake-up",
  apply: (house, draft) => house.chargers.reduce((next, charger) => lookAfter(house, next, charger), draft),
};

function lookAfter(house: HouseView, draft: Draft, charger: ChargerView): Draft {
  const { id, snapshot } = charger;
  const before = chargerMemory(draft, id).wake;
  if (snapshot.settings.wakeAfterMs === undefined || snapshot.canWake !== true) {
    return before === undefined ? draft : rememberCharger(draft, id, { wake: undefined });
  }
  const seen = see(house, draft, charger, before);
  const wake = seen === undefined ? undefined : goOn(house, draft, charger, seen);
  const told = tell(house, rememberCharger(draft, id, { wake }), charger, before, wake);
  return wake === undefined ? told : act(house, told, charger, wake);
}

/** What the newest reading says of the car. */
function see(house: HouseView, draft: Draft, charger: ChargerView, before: WakeMemory | undefined) {
  const { reading, isFresh, isUsable } = charger;
  if (reading === undefined || !isFresh || !isUsable) return before;
  const become = (step: WakeMemory["step"], more: Partial<WakeMemory> = {}): WakeMemory =>
    before?.step === step ? before : { step, since: house.now, hasTried: before?.hasTried ?? false, ...more };
  switch (reading.status) {
    case "A":
      return undefined;
    case "C":
      return become("drawing");
    case "B":
      if (before !== undefined && isWaking(before)) return before;
      if (!reading.isAllowed) return before?.step === "content" ? before : become("kept");
      if (before?.step === "kept" || isPhaseChange(house, draft, charger, before)) {
        return become("idle", { idleSince: house.now });
      }
      return before?.step === "idle" ? before : become("content");
    case "E":
    case "F":
      return before;
  }
}

function isPhaseChange({ now }: HouseView, draft: Draft, { id }: ChargerView, before: WakeMemory | undefined): boolean {
  const { phaseSwitchedAt } = chargerMemory(draft, id);
  return before?.step === "drawing" && phaseSwitchedAt !== undefined && now - phaseSwitchedAt < phaseChangeMs;
}

function isWaking({ step }: WakeMemory): boolean {
  return step === "preparing" || step === "pausing" || step === "resuming";
}

/** The next step of waking, where this one has done its work or taken too long. */
function goOn({ now }: HouseView, draft: Draft, charger: ChargerView, wake: WakeMemory): WakeMemory {
  const { snapshot, reading, id } = charger;
  const elapsedMs = now - wake.since;
  const isAllowed = reading?.isAllowed === true;
  const next = (step: WakeMemory["step"]): WakeMemory => ({ ...wake, step, since: now, hasTried: true });
  switch (wake.step) {
    case "idle": {
      const isMeant = proposalOf(draft, id).setting?.isAllowed === true;
      const isPatient = elapsedMs < (snapshot.settings.wakeAfterMs ?? 0);
      return isMeant && !isPatient && !wake.hasTried ? next("preparing") : wake;
    }
    case "preparing":
      if (snapshot.waker?.state === "confirmed" && snapshot.waker.isReleasing !== true) return next("pausing");
      return elapsedMs >= preparesWithinMs ? next("content") : wake;
    case "pausing":
      return (!isAllowed && elapsedMs >= pauseMs) || elapsedMs >= pauseAtMostMs ? next("resuming") : wake;
    case "resuming":
      // Its time counts only while it may charge, which sun and fuse decide.
      if (!isAllowed) return next("resuming");
      return elapsedMs >= startsWithinMs ? next("content") : wake;
    default:
      return wake;
  }
}

/** How it ended is said once. */
function tell(
  { now }: HouseView,
  draft: Draft,
  { id }: ChargerView,
  before: WakeMemory | undefined,
  wake: WakeMemory | undefined,
): Draft {
  if (before === undefined || wake === undefined || !isWaking(before)) return draft;
  if (wake.step === "drawing") return answer(draft, id, "wake-up", "woken", now);
  return wake.step === "content" ? answer(draft, id, "wake-up", "in-vain", now) : draft;
}

function act({ now }: HouseView, draft: Draft, { id }: ChargerView, wake: WakeMemory): Draft {
  if (!isWaking(wake)) return draft;
  const { setting } = proposalOf(draft, id);
  const ready = proposeCharger(draft, id, { wantsWaker: true });
  if (wake.step === "resuming" || setting === undefined) return ready;
  const { idleSince } = wake;
  const facts = idleSince === undefined ? {} : { sinceAt: idleSince };
  const told = explain(ready, id, "wake-up", "trying", now, facts, now + 5 * secondMs);
  return wake.step === "pausing" ? proposeCharger(told, id, { setting: disallowed(setting) }) : told;
}
