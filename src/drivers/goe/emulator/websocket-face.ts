import type { Json } from "#domain";
import type { EmulatorContext } from "#driver-kit";
import type { AcceptWebSocket, WebSocketLink } from "#platform/websocket";
import { changesSince, createOutbox } from "./answers.ts";
import type { EmulatedCharger } from "./charger.ts";
import { createDoorkeeper, type Doorkeeper, sharedSecret } from "./doorkeeper.ts";

type Values = Readonly<Record<string, Json>>;

/** So many pieces tell the whole state at the beginning. */
const statusPieces = 3;

/** The websocket that the maker's app speaks: greeting, login, the whole state, then every change. */
export function createWebSocketFace(charger: EmulatedCharger, context: EmulatorContext, password: string) {
  const { faults, clock, random } = context;
  const clients = new Set<Client>();
  let secret: Promise<string> | undefined;
  const shared = () => {
    secret ??= sharedSecret(charger, password);
    return secret;
  };
  charger.onSecond(() => {
    for (const client of [...clients]) client.second();
  });

  const accept: AcceptWebSocket = (path, link) => {
    if (path !== "/ws" || charger.isAway() || isCut(faults)) return undefined;
    const doorkeeper = createDoorkeeper(charger, { shared, random });
    const client = createClient(charger, context, { link, doorkeeper, onEnd: () => clients.delete(client) });
    clients.add(client);
    client.greet();
    return {
      onFrame: (frame) => {
        // Real work, which virtual time must not overtake.
        const release = clock.hold("websocket frame");
        // Whatever a client sends, it gets an answer or none; it cannot bring the charger down.
        client.hear(frame).then(release, release);
      },
      onClose: () => clients.delete(client),
    };
  };
  return accept;
}

interface Client {
  greet(): void;
  hear(frame: string | Uint8Array): Promise<void>;
  second(): void;
}

interface ClientOptions {
  readonly link: WebSocketLink;
  readonly doorkeeper: Doorkeeper;
  onEnd(): void;
}

function createClient(
  charger: EmulatedCharger,
  context: EmulatorContext,
  { link, doorkeeper, onEnd }: ClientOptions,
): Client {
  const { faults, clock } = context;
  const outbox = createOutbox(context);
  const letInAt = clock.now();
  let isIn = false;
  let told: Values = {};

  const end = () => {
    onEnd();
    link.close();
  };

  /** What the network does to a message; a torn one takes the connection with it. */
  const say = (message: Readonly<Record<string, Json>>) => {
    if (faults.isActive("hang")) return;
    const text = JSON.stringify(message);
    if (faults.isActive("half-reply") || faults.isActive("html")) {
      link.send(faults.isActive("html") ? "<!doctype html><title>Sign in</title>" : text.slice(0, text.length / 2));
      end();
    } else outbox(() => link.send(text));
  };

  const tellAll = () => {
    told = charger.shown();
    const entries = Object.entries(told);
    const size = Math.ceil(entries.length / statusPieces);
    for (let piece = 0; piece < statusPieces; piece += 1) {
      const status = Object.fromEntries(entries.slice(piece * size, (piece + 1) * size));
      say({ type: "fullStatus", partial: piece < statusPieces - 1, status });
    }
  };

  const tellChanges = () => {
    if (faults.isActive("hang")) return;
    const present = charger.shown();
    const changed = changesSince(told, present);
    told = present;
    if (changed.length > 0) say({ type: "deltaStatus", status: Object.fromEntries(changed) });
    if (faults.isActive("unknown-keys")) say({ type: "announcement", of: [1, "two"] });
  };

  const setValue = (message: Values) => {
    const { requestId, key, value } = message;
    if (typeof key !== "string") return;
    const text = JSON.stringify(value ?? null);
    const checked = charger.check({ key, text, encodedLength: 0 });
    const said = "refusal" in checked ? checked.refusal : charger.take(key, checked.value);
    const isTaken = said === true;
    const answered = { type: "response", requestId: requestId ?? null };
    say(
      isTaken
        ? { ...answered, success: true, status: { [key]: value ?? null } }
        : { ...answered, success: false, message: said },
    );
  };

  return {
    greet: () => {
      say(doorkeeper.hello());
      say(doorkeeper.question());
    },
    hear: async (frame) => {
      const message = typeof frame === "string" ? toMessage(frame) : undefined;
      if (message === undefined) return;
      if (message["type"] === "auth") {
        isIn = await doorkeeper.letsIn(message);
        say(isIn ? { type: "authSuccess" } : { type: "authError", message: "Wrong password" });
        if (isIn) tellAll();
        return;
      }
      const order = isIn ? await doorkeeper.unwrap(message) : undefined;
      if (order?.["type"] === "setValue") setValue(order);
    },
    second: () => {
      const since = faults.since("expired-login");
      if (charger.isAway() || isCut(faults) || (since !== undefined && since >= letInAt)) end();
      else if (isIn) tellChanges();
    },
  };
}

function isCut(faults: EmulatorContext["faults"]): boolean {
  return (["dead", "reset", "unavailable", "rate-limited"] as const).some((kind) => faults.isActive(kind));
}

function toMessage(text: string): Values | undefined {
  try {
    const parsed: unknown = JSON.parse(text);
    return typeof parsed === "object" && parsed !== null && !Array.isArray(parsed)
      ? Object.fromEntries(Object.entries(parsed))
      : undefined;
  } catch {
    return undefined;
  }
}
