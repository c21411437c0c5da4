import { computed, effect, signal } from "@preact/signals";
import type { Instant } from "#domain";
import type { ProblemDocument, StateView } from "#http/contract";
import { ask, eventsAddress, HubRefusal } from "./hub.ts";
import { language } from "./language.ts";

export type Connection = "connecting" | "live" | "lost";

/** The home as last told; undefined until the first word. */
export const home = signal<StateView | undefined>(undefined);
export const connection = signal<Connection>("connecting");
export const isLoginNeeded = signal(false);
/** Why there is no state at all, when the hub says so. */
export const refusal = signal<ProblemDocument | undefined>(undefined);

/** Instant on the hub's clock that goes with a moment on ours; the two may differ by any amount. */
const lastWord = signal<{ readonly hubAt: Instant; readonly heardMs: number }>({ hubAt: 0, heardMs: 0 });
const tick = signal(0);

/** The hub's time now, ticking each second. */
export const hubNow = computed(() => lastWord.value.hubAt + Math.max(0, tick.value - lastWord.value.heardMs));
/** How long ago the hub last spoke. */
export const silenceMs = computed(() => Math.max(0, tick.value - lastWord.value.heardMs));

/** The hub speaks at least every 15 s. */
const longestSilenceMs = 40_000;
const retryMs = 3_000;

let source: EventSource | undefined;
let retry: ReturnType<typeof setTimeout> | undefined;

/** Listens to the hub from now on, in the language in force. */
export function startListening(): void {
  effect(() => open(language.value));
  setInterval(() => {
    tick.value = performance.now();
    if (connection.peek() === "live" && silenceMs.peek() > longestSilenceMs) reopen();
  }, 1_000);
}

export function reopen(): void {
  open(language.peek());
}

function open(lang: string): void {
  source?.close();
  clearTimeout(retry);
  const feed = new EventSource(eventsAddress(lang));
  source = feed;
  feed.addEventListener("state", (event) => onState(parse(event.data)));
  feed.addEventListener("change", (event) => onState({ ...home.peek(), ...parse(event.data) }));
  feed.addEventListener("heartbeat", (event) => {
    const { at } = parse(event.data);
    if (typeof at === "number") heard(at);
  });
  feed.addEventListener("error", () => {
    if (feed !== source) return;
    if (connection.peek() === "live") connection.value = "lost";
    // A cut line is taken up again by the browser; a refusal is not, and does not tell its reason.
    if (feed.readyState === EventSource.CLOSED) void findOutWhy();
  });
}

async function findOutWhy(): Promise<void> {
  try {
    onState(parse(JSON.stringify(await ask("GET", "/state"))));
  } catch (error) {
    if (error instanceof HubRefusal && error.problem.status === 401) {
      isLoginNeeded.value = true;
      return;
    }
    refusal.value = error instanceof HubRefusal ? error.problem : undefined;
    if (home.peek() !== undefined || refusal.peek() === undefined) connection.value = "lost";
  }
  retry = setTimeout(reopen, retryMs);
}

function onState(candidate: object): void {
  if (!isState(candidate)) return;
  home.value = candidate;
  isLoginNeeded.value = false;
  refusal.value = undefined;
  heard(candidate.at);
}

function heard(hubAt: Instant): void {
  const heardMs = performance.now();
  lastWord.value = { hubAt, heardMs };
  tick.value = heardMs;
  connection.value = "live";
}

function parse(json: string): { readonly [name: string]: unknown } {
  const value: unknown = JSON.parse(json);
  return typeof value === "object" && value !== null ? { ...value } : {};
}

/** The page and its hub are of one build; all that can differ is the version of the state. */
function isState(candidate: object): candidate is StateView {
  return "version" in candidate && candidate.version === 1 && "house" in candidate && "chargers" in candidate;
}
