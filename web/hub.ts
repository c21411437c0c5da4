import type {
  AdviceView,
  BatteryPatch,
  ChargerPatch,
  DecisionsView,
  DeviceValuesView,
  ProblemDocument,
} from "#http/contract";
import { language } from "./language.ts";

/** The hub said no, and why. */
export class HubRefusal extends Error {
  readonly problem: ProblemDocument;

  constructor(problem: ProblemDocument) {
    super(problem.detail);
    this.problem = problem;
  }
}

/** With several homes, `?home=ID` says which. */
const homeId = new URLSearchParams(location.search).get("home");
const base = homeId === null ? "/api" : `/api/homes/${encodeURIComponent(homeId)}`;

export function eventsAddress(lang: string): string {
  return `${base}/events?lang=${lang}`;
}

export function setCharger(id: string, patch: ChargerPatch): Promise<unknown> {
  return ask("PATCH", `/chargers/${encodeURIComponent(id)}`, patch);
}

export function setBattery(id: string, patch: BatteryPatch): Promise<unknown> {
  return ask("PATCH", `/batteries/${encodeURIComponent(id)}`, patch);
}

/** Some clouds take most of a minute to answer, or make us wait for our turn. */
const refreshPatienceMs = 90_000;

/** Comes back when the device has answered. */
export function refreshDevice(id: string): Promise<unknown> {
  return send("POST", `${base}/devices/${encodeURIComponent(id)}/refresh`, undefined, refreshPatienceMs);
}

export async function valuesOf(id: string): Promise<DeviceValuesView> {
  const view = await ask("GET", `/devices/${encodeURIComponent(id)}/values`);
  return isValues(view) ? view : { device: id, values: [] };
}

export async function adviceOf(id: string): Promise<AdviceView> {
  const view = await ask("GET", `/devices/${encodeURIComponent(id)}/advice`);
  return isAdvice(view) ? view : { device: id, items: [], notes: [] };
}

export function applyAdvice(id: string, plan: string): Promise<unknown> {
  return ask("POST", `/devices/${encodeURIComponent(id)}/advice`, { plan });
}

export async function pastReasons(limit: number): Promise<DecisionsView["reasons"]> {
  const view = await ask("GET", `/decisions?limit=${limit}`);
  return isDecisions(view) ? view.reasons : [];
}

export async function logIn(password: string): Promise<void> {
  await send("POST", "/api/login", { password });
}

export function ask(method: string, path: string, body?: unknown): Promise<unknown> {
  return send(method, base + path, body);
}

async function send(method: string, address: string, body?: unknown, patienceMs = 20_000): Promise<unknown> {
  const answer = await fetch(address, {
    method,
    headers: {
      "accept-language": language.peek(),
      ...(body === undefined ? {} : { "content-type": "application/json" }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    signal: AbortSignal.timeout(patienceMs),
  });
  const value: unknown = await answer.json();
  if (answer.ok) return value;
  throw isProblem(value) ? new HubRefusal(value) : new Error(`HTTP ${answer.status}`);
}

function isProblem(value: unknown): value is ProblemDocument {
  return typeof value === "object" && value !== null && "what" in value && "remedy" in value && "status" in value;
}

function isDecisions(value: unknown): value is DecisionsView {
  return typeof value === "object" && value !== null && "reasons" in value && Array.isArray(value.reasons);
}

function isValues(value: unknown): value is DeviceValuesView {
  return typeof value === "object" && value !== null && "values" in value && Array.isArray(value.values);
}

function isAdvice(value: unknown): value is AdviceView {
  return typeof value === "object" && value !== null && "items" in value && Array.isArray(value.items);
}
