import type { Json } from "#domain";
import type { SimulatedHome } from "#driver-kit";
import type { KeyStore } from "./key-store.ts";

/** Chargers on one supply line that share its current among themselves. */
export interface LoadGroupMember {
  /** What this charger may draw; undefined while it belongs to no group. */
  shareA(): number | undefined;
}

interface Member {
  readonly keys: KeyStore;
}

const leastA = 6;

/** They find each other in the house's network. */
const members = new WeakMap<SimulatedHome, Member[]>();

export function joinLoadGroups(home: SimulatedHome, keys: KeyStore): LoadGroupMember {
  const all = members.get(home) ?? [];
  members.set(home, all);
  const own: Member = { keys };
  all.push(own);
  return {
    shareA: () => {
      if (!isInGroup(own)) return undefined;
      const group = all.filter((each) => isInGroup(each) && each.keys.get("log") === keys.get("log"));
      return shares(group, totalA(keys.get("lot"))).get(own) ?? 0;
    },
  };
}

function isInGroup({ keys }: Member): boolean {
  return keys.flag("loe") && typeof keys.get("log") === "string" && keys.get("log") !== "";
}

/** By priority (a smaller number comes first): everybody the least a car needs, as far as it goes, then the rest. */
function shares(group: readonly Member[], totalA: number): ReadonlyMap<Member, number> {
  const waiting = group
    .filter(({ keys }) => keys.number("car") !== 1 && keys.number("frc") !== 1)
    .toSorted((one, other) => one.keys.number("lop") - other.keys.number("lop"));
  const given = new Map<Member, number>();
  let leftA = totalA;
  for (const member of waiting) {
    if (leftA < leastA) break;
    given.set(member, leastA);
    leftA -= leastA;
  }
  for (const [member, baseA] of given) {
    const moreA = Math.min(leftA, Math.max(0, member.keys.number("amp") - baseA));
    given.set(member, baseA + moreA);
    leftA -= moreA;
  }
  return given;
}

/** A number on old firmware, an object on newer. */
function totalA(lot: Json | undefined): number {
  if (typeof lot === "number") return lot;
  if (typeof lot !== "object" || lot === null || Array.isArray(lot)) return 0;
  const { amp, dyn } = { amp: null, dyn: null, ...lot };
  return Math.min(typeof amp === "number" ? amp : 0, typeof dyn === "number" ? dyn : Number.POSITIVE_INFINITY);
}
