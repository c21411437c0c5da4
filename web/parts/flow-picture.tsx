import { type FlowNode, flowNodes, isFlowing, ownPercent, sources } from "../flow-model.ts";
import { formatAge, formatNumber, formatPower, join } from "../format.ts";
import { language, say } from "../language.ts";
import { connection, home, hubNow } from "../live.ts";
import { Icon } from "./icon.tsx";

interface Place {
  readonly x: number;
  readonly y: number;
}

interface NodePlace extends Place {
  /** Where the name stands, out of the way of every line. */
  readonly name: "above" | "beside" | "below";
  readonly scale: number;
  /** How many letters of the name have room. */
  readonly letters: number;
}

const width = 440;
const height = 408;
const middle: Place = { x: 220, y: 190 };
const ringRadius = 46;
const nodeRadius = 45;
/** Where the lower ones and their names have their own room; more of them are drawn smaller. */
const lowerY = 322;
const lowerGap = 108;
const letterWidth = 8;

/** The house in one picture: sun above, grid and house at the sides, what can be steered below. */
export function FlowPicture() {
  const state = home.value;
  if (state === undefined) return null;
  const nodes = flowNodes(state, hubNow.value);
  const places = placesOf(nodes);
  const placed = nodes.flatMap((node, index) => {
    const place = places[index];
    return place === undefined ? [] : [{ node, place }];
  });
  return (
    <section class="card flow" aria-labelledby="flow-title" data-connection={connection.value}>
      <h2 id="flow-title" class="unseen">
        {say("flow.title")}
      </h2>
      <svg viewBox={`0 0 ${width} ${height}`} aria-hidden="true">
        {placed.map(({ node, place }) => (
          <Line key={node.id} node={node} place={place} />
        ))}
        <Ring nodes={nodes} />
        {placed.map(({ node, place }) => (
          <Node key={node.id} node={node} place={place} />
        ))}
      </svg>
      <ul class="unseen">
        {nodes.map((node) => (
          <li key={node.id}>{inWords(node)}</li>
        ))}
      </ul>
    </section>
  );
}

function Line({ node, place }: { readonly node: FlowNode; readonly place: NodePlace }) {
  const path = pathTo(place);
  const watts = Math.abs(node.inW ?? 0);
  // Few speeds, so that small changes of power do not make the dots jump.
  const speed = watts > 5_000 ? 4 : watts > 2_000 ? 3 : watts > 500 ? 2 : 1;
  return (
    <g class={`line ${node.kind}`}>
      <path class="track" d={path} />
      {isFlowing(node) && (
        <path class="stream" d={path} data-speed={speed} data-direction={(node.inW ?? 0) > 0 ? "in" : "out"} />
      )}
    </g>
  );
}

function Node({ node, place }: { readonly node: FlowNode; readonly place: NodePlace }) {
  const quantity = node.inW === undefined ? undefined : formatPower(node.inW, language.value);
  const around = 2 * Math.PI * nodeRadius;
  return (
    <g
      class={`node ${node.kind}`}
      transform={`translate(${place.x} ${place.y}) scale(${place.scale})`}
      data-stale={node.isStale}
      data-resting={!isFlowing(node)}
    >
      <circle class="disc" r={nodeRadius} />
      {node.fillPercent !== undefined && (
        <circle
          class="fill"
          r={nodeRadius}
          stroke-dasharray={`${(around * node.fillPercent) / 100} ${around}`}
          transform="rotate(-90)"
        />
      )}
      <g transform="translate(-11 -35)">
        <Icon name={node.kind} size={22} />
      </g>
      <text class="value" y="10">
        {quantity?.value ?? "–"}
        {quantity !== undefined && <tspan class="unit"> {quantity.unit}</tspan>}
      </text>
      {node.fillPercent !== undefined && (
        <text class="extra" y="28">
          {formatNumber(node.fillPercent, language.value)} %
        </text>
      )}
      <g transform={nameShifts[place.name]} data-name={place.name}>
        <text class="name">{clip(nameOf(node), place.letters)}</text>
        <text class="age" y="17">
          {detailOf(node)}
        </text>
      </g>
    </g>
  );
}

const nameShifts = {
  above: `translate(0 ${-nodeRadius - 27})`,
  beside: `translate(${nodeRadius + 12} -3)`,
  below: `translate(0 ${nodeRadius + 20})`,
} as const satisfies Record<NodePlace["name"], string>;

function clip(name: string, letters: number): string {
  return name.length <= letters ? name : `${name.slice(0, letters - 1).trimEnd()}…`;
}

/** What the house lives on now, as arcs, with the share that is not bought. */
function Ring({ nodes }: { readonly nodes: readonly FlowNode[] }) {
  const around = 2 * Math.PI * ringRadius;
  const own = ownPercent(nodes);
  const arcs = sources(nodes);
  const gap = arcs.length > 1 ? 3 : 0;
  let turned = 0;
  return (
    <g class="ring" transform={`translate(${middle.x} ${middle.y})`}>
      <circle class="track" r={ringRadius} />
      {arcs.map(({ kind, share }) => {
        const start = turned;
        turned += share * 360;
        return (
          <circle
            key={kind}
            class={`arc ${kind}`}
            r={ringRadius}
            stroke-dasharray={`${Math.max(0, share * around - gap)} ${around}`}
            transform={`rotate(${start - 90})`}
          />
        );
      })}
      <text class="share" y="4">
        {own === undefined ? "–" : `${own} %`}
      </text>
      <text class="caption" y="21">
        {say("flow.own")}
      </text>
    </g>
  );
}

function placesOf(nodes: readonly FlowNode[]): readonly NodePlace[] {
  const lower = nodes.filter((node) => node.kind === "battery" || node.kind === "car");
  const gap = width / Math.max(1, lower.length);
  const scale = Math.min(1, gap / lowerGap);
  const side = { name: "above", scale: 1, letters: 20 } as const;
  const placeOf = (node: FlowNode): NodePlace => {
    switch (node.kind) {
      case "sun":
        return { x: middle.x, y: 50, name: "beside", scale: 1, letters: 20 };
      case "grid":
        return { ...side, x: 56, y: middle.y };
      case "house":
        return { ...side, x: width - 56, y: middle.y };
      case "battery":
      case "car": {
        const letters = Math.floor(gap / scale / letterWidth);
        return { x: gap * (lower.indexOf(node) + 0.5), y: lowerY, name: "below", scale, letters };
      }
    }
  };
  return nodes.map(placeOf);
}

/** From the node's rim to the ring's rim; seen from the node, so that "in" is forward. */
function pathTo(place: NodePlace): string {
  if (place.y === middle.y) {
    const side = place.x < middle.x ? 1 : -1;
    return `M${place.x + side * nodeRadius} ${place.y}H${middle.x - side * (ringRadius + 4)}`;
  }
  if (place.x === middle.x) {
    const side = place.y < middle.y ? 1 : -1;
    return `M${place.x} ${place.y + side * place.scale * nodeRadius}V${middle.y - side * (ringRadius + 4)}`;
  }
  // From below: up, then bending towards the ring, each at its own spot of the rim.
  const angle = Math.atan2(lowerY - middle.y, (place.x - middle.x) * 0.55);
  const end = { x: middle.x + Math.cos(angle) * (ringRadius + 4), y: middle.y + Math.sin(angle) * (ringRadius + 4) };
  const bend = middle.y + 74;
  return `M${place.x} ${place.y - place.scale * nodeRadius}C${place.x} ${bend} ${end.x + (end.x - middle.x) * 0.5} ${bend - 4} ${end.x} ${end.y}`;
}

function nameOf(node: FlowNode): string {
  if (node.kind === "car") return node.label ?? node.id;
  return say(`flow.${node.kind}`);
}

/** What it does and how old that knowledge is. */
function detailOf(node: FlowNode): string {
  if (node.at === undefined) return say("flow.missing");
  const age = formatAge(hubNow.value - node.at);
  if (node.isStale) return say("age.stale", { age });
  return node.doing === undefined ? age : `${say(node.doing)} · ${age}`;
}

function inWords(node: FlowNode): string {
  const power = node.inW === undefined ? "" : `${join(formatPower(node.inW, language.value))}, `;
  return `${nameOf(node)}: ${power}${detailOf(node)}`;
}
