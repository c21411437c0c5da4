import { onGridPhases, secondMs, type Triple } from "#domain";
import type { ChargerView, HouseView } from "../house-view.ts";
import { ownDrawAt } from "../observe.ts";
import { chargerMemory, type Draft, explain, proposalOf, proposeCharger, type Rule } from "../rule.ts";
import { disallowed, type Setting, stepDown } from "../setting.ts";
import { wishOf } from "../wish.ts";

/** A fuse bears a short overload, but only a meter this fast sees it in time. */
const fastMs = 10 * secondMs;
/** Where the owner has not said what the house may draw, it may draw half of what the fuse allows. */
const undeclaredHouseShare = 0.5;

interface Room {
  /** What is left for chargers on each grid conductor. */
  readonly leftA: [number, number, number];
  readonly isMeasured: boolean;
}

/** No conductor of the house connection above its fuse, with each charger's phases where they are really wired. */
export const fuseRule: Rule = {
  id: "fuse",
  apply: (house, draft) => {
    const room = roomForChargers(house, draft);
    const rank = new Map(house.chargers.map((charger) => [charger.id, wishOf(charger, draft.memory, house).priority]));
    const order = house.chargers.toSorted(
      (a, b) => Number(isOurs(draft, a)) - Number(isOurs(draft, b)) || (rank.get(a.id) ?? 0) - (rank.get(b.id) ?? 0),
    );
    return order.reduce((next, charger) => fitCharger(house, next, charger, room), draft);
  },
};

/** Chargers that we leave alone come first: they take what they take. */
function isOurs(draft: Draft, { id }: ChargerView): boolean {
  return proposalOf(draft, id).setting !== undefined;
}

function fitCharger(house: HouseView, draft: Draft, charger: ChargerView, room: Room): Draft {
  const { id, limits } = charger;
  const { setting } = proposalOf(draft, id);
  if (setting === undefined || !setting.isAllowed) {
    take(room, charger, Math.max(ownCurrent(house, charger), setting === undefined ? unknownCurrent(charger) : 0), 3);
    return draft;
  }
  const conductors = conductorsOf(charger, setting.phases);
  const leftA = Math.min(...conductors.map((conductor) => room.leftA[conductor]));
  const limitA = Math.min(leftA, limits.maxCurrentA);
  const isFitting = setting.currentA <= limitA && setting.currentA >= limits.minCurrentA;
  const fitted = isFitting ? setting : tighten(setting, limitA, charger);
  const isDisobeyed = chargerMemory(draft, id).excess !== undefined;
  const reservedA = Math.max(fitted.isAllowed ? fitted.currentA : 0, isDisobeyed ? ownCurrent(house, charger) : 0);
  take(room, charger, reservedA, setting.phases);
  return fitted === setting
    ? draft
    : tell(house, proposeCharger(draft, id, { setting: fitted }), charger, fitted, room);
}

function tighten(setting: Setting, limitA: number, { limits }: ChargerView): Setting {
  const currentA = Math.min(stepDown(limitA, limits.stepA), setting.currentA);
  return currentA >= limits.minCurrentA ? { ...setting, currentA } : disallowed(setting);
}

function tell(house: HouseView, draft: Draft, charger: ChargerView, fitted: Setting, { isMeasured }: Room): Draft {
  const { grid } = house.snapshot;
  const facts = {
    fuseA: grid.maxCurrentA,
    ...(fitted.isAllowed ? { currentA: fitted.currentA } : {}),
    ...(isMeasured ? {} : { housePeakA: housePeak(house) }),
  };
  const effect = isMeasured
    ? fitted.isAllowed
      ? "limited"
      : "paused"
    : fitted.isAllowed
      ? "limited-without-phases"
      : "paused-without-phases";
  return explain(draft, charger.id, "fuse", effect, house.now, facts);
}

function roomForChargers(house: HouseView, draft: Draft): Room {
  const fuseA = house.snapshot.grid.maxCurrentA;
  const allowedA = Number.isFinite(fuseA) && fuseA > 0 ? fuseA : 0;
  const measured = houseCurrents(house, draft);
  const isMeasured = measured?.isFast === true;
  const peakA = isMeasured ? 0 : housePeak(house);
  const left = (index: 0 | 1 | 2) => allowedA - Math.max(peakA, measured?.currentA[index] ?? 0);
  return { leftA: [left(0), left(1), left(2)], isMeasured };
}

function housePeak({ snapshot: { grid } }: HouseView): number {
  const { housePeakA } = grid;
  return housePeakA !== undefined && housePeakA >= 0 ? housePeakA : grid.maxCurrentA * undeclaredHouseShare;
}

/** What the house without chargers draws on each conductor, by the meter's phases or, on one phase, by its power. */
function houseCurrents(house: HouseView, draft: Draft): { currentA: Triple; isFast: boolean } | undefined {
  const { now, snapshot, gridW, voltageV } = house;
  const phases = snapshot.house.gridPhases;
  if (phases !== undefined && now <= phases.goodUntil && phases.currentA.every(Number.isFinite)) {
    let own: Triple = [0, 0, 0];
    for (const charger of house.chargers) own = add(own, drawnOnGrid(house, charger));
    return { currentA: subtract(phases.currentA, own), isFast: now - phases.at <= fastMs };
  }
  if (snapshot.grid.phases === 3 || gridW === undefined) return undefined;
  const houseA = (gridW.value - ownDrawAt(house, draft.memory, gridW.at)) / voltageV;
  return { currentA: [houseA, 0, 0], isFast: now - gridW.at <= fastMs };
}

function drawnOnGrid(house: HouseView, charger: ChargerView): Triple {
  const { reading, snapshot, drawW } = charger;
  const measured = reading?.phases?.currentA;
  const { rotation } = snapshot.settings;
  if (drawW === undefined || reading === undefined) return [0, 0, 0];
  if (measured?.every(Number.isFinite)) return onGridPhases(measured, rotation);
  const currentA = ownCurrent(house, charger);
  return onGridPhases(
    (charger.present?.phases ?? 3) === 1 ? [currentA, 0, 0] : [currentA, currentA, currentA],
    rotation,
  );
}

/** What a charger draws per phase; at most, where it does not tell its phases. */
function ownCurrent({ voltageV }: HouseView, { drawW, present, reading }: ChargerView): number {
  if (drawW === undefined) return 0;
  const measured = reading?.phases?.currentA;
  if (measured?.every(Number.isFinite)) return Math.max(...measured);
  return drawW / (voltageV * (present?.phases ?? 1));
}

/** A charger that does not answer may draw what it was last allowed; one never heard of, all it can. */
function unknownCurrent({ present, snapshot, limits, isFresh }: ChargerView): number {
  if (present !== undefined) return present.isAllowed ? present.currentA : 0;
  const mostA = Math.min(snapshot.settings.maxCurrentA, limits.maxCurrentA);
  return !isFresh && Number.isFinite(mostA) ? mostA : 0;
}

function conductorsOf({ snapshot }: ChargerView, phases: 1 | 3): (0 | 1 | 2)[] {
  const { rotation } = snapshot.settings;
  const own = phases === 1 ? [rotation[0]] : rotation;
  return own.map((conductor) => (conductor === 1 ? 0 : conductor === 2 ? 1 : 2));
}

function take(room: Room, charger: ChargerView, currentA: number, phases: 1 | 3): void {
  for (const conductor of conductorsOf(charger, phases)) room.leftA[conductor] -= currentA;
}

function add(a: Triple, b: Triple): Triple {
  return [a[0] + b[0], a[1] + b[1], a[2] + b[2]];
}

function subtract(a: Triple, b: Triple): Triple {
  return [a[0] - b[0], a[1] - b[1], a[2] - b[2]];
}
