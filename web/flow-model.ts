import type { Instant, Sample, SourceId } from "#domain";
import type { StateView } from "#http/contract";
import type { TextKey } from "./text.ts";

/** What one place of the picture shows. `inW` is what it gives to the house's middle; negative: what it takes. */
export interface FlowNode {
  readonly id: string;
  readonly kind: "sun" | "grid" | "house" | "battery" | "car";
  /** Its name where it has one of its own. */
  readonly label?: string;
  readonly inW: number | undefined;
  readonly at: Instant | undefined;
  readonly isStale: boolean;
  readonly doing?: TextKey;
  readonly fillPercent?: number;
}

/** Below this, meters show noise. */
const restW = 15;

export function flowNodes(state: StateView, now: Instant): readonly FlowNode[] {
  const { solarW, gridW, batteryW, houseLoadW, siteLoadW } = state.house;
  const load = houseLoadW ?? siteLoadW;
  const batteryIds = state.batteries.map((battery) => battery.id);
  return [
    { ...nodeOf("sun", solarW, now), kind: "sun" },
    { ...nodeOf("grid", gridW, now), kind: "grid", ...doing(gridW, "flow.import", "flow.export") },
    { ...nodeOf("house", negated(load), now), kind: "house" },
    ...(batteryIds.length > 0 || batteryW !== undefined ? [batteryNode(state, now)] : []),
    ...state.chargers.map(
      ({ id, label, reading, goodUntil }): FlowNode => ({
        id,
        kind: "car",
        label,
        inW: reading === undefined ? undefined : -reading.powerW,
        at: reading?.at,
        isStale: goodUntil !== undefined && goodUntil < now,
      }),
    ),
  ];
}

/** The share of what is used now that does not come from the grid, 0 to 100; undefined without fresh values. */
export function ownPercent(nodes: readonly FlowNode[]): number | undefined {
  const grid = nodes.find((node) => node.kind === "grid");
  if (grid?.inW === undefined || grid.isStale) return undefined;
  const used = nodes
    .filter((node) => (node.kind === "house" || node.kind === "car") && !node.isStale)
    .reduce((sum, node) => sum - (node.inW ?? 0), 0);
  if (used < restW) return undefined;
  return Math.round(100 * (1 - Math.min(1, Math.max(0, grid.inW) / used)));
}

/** What feeds the house now, for the ring in the middle. */
export function sources(
  nodes: readonly FlowNode[],
): readonly { readonly kind: FlowNode["kind"]; readonly share: number }[] {
  const giving = nodes.filter((node) => !node.isStale && (node.inW ?? 0) > restW);
  const total = giving.reduce((sum, node) => sum + (node.inW ?? 0), 0);
  return giving.map((node) => ({ kind: node.kind, share: (node.inW ?? 0) / total }));
}

export function isFlowing(node: FlowNode): boolean {
  return !node.isStale && node.inW !== undefined && Math.abs(node.inW) > restW;
}

function batteryNode(state: StateView, now: Instant): FlowNode {
  const { batteryW } = state.house;
  const [first] = state.batteries;
  const fill = state.batteries.length === 1 ? first?.socPercent : undefined;
  return {
    ...nodeOf("battery", batteryW, now),
    kind: "battery",
    ...doing(batteryW, "flow.discharging", "flow.charging"),
    ...(fill === undefined ? {} : { fillPercent: fill.value }),
  };
}

function nodeOf(id: SourceId, sample: Sample | undefined, now: Instant) {
  return { id, inW: sample?.value, at: sample?.at, isStale: sample !== undefined && sample.goodUntil < now };
}

function negated(sample: Sample | undefined): Sample | undefined {
  return sample === undefined ? undefined : { ...sample, value: -sample.value };
}

function doing(sample: Sample | undefined, positive: TextKey, negative: TextKey): { readonly doing?: TextKey } {
  if (sample === undefined) return {};
  if (Math.abs(sample.value) <= restW) return { doing: "flow.idle" };
  return { doing: sample.value > 0 ? positive : negative };
}
