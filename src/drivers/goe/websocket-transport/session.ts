import { fail, type Json, type ProblemError, type Secret } from "#domain";
import type { CallOptions, Clock } from "#platform";
import type { OpenWebSocket, WebSocketLink } from "#platform/websocket";
import { createTransportWatch } from "../transport-watch.ts";
import { createLoginKey, createLoginProof, createToken, type HashKind, signMessage } from "./login.ts";
import { type ChargerMessage, readMessage } from "./messages.ts";

export interface SessionOptions {
  readonly url: string;
  readonly password: Secret;
  readonly clock: Clock;
  readonly timeoutMs: number;
  readonly open: OpenWebSocket;
  /** Keys made from the password cost a tenth of a second; they outlive the connection. */
  readonly loginKeys: Map<string, string>;
  /** Called with each key that has another value now. */
  onNews(key: string): void;
}

/** One connection, from the greeting to its end. */
export interface Session {
  readonly values: ReadonlyMap<string, Json>;
  isOver(): boolean;
  /** Resolves once let in and told everything. */
  ready(call: CallOptions): Promise<void>;
  set(key: string, value: Json, call: CallOptions): Promise<true | string>;
  close(): void;
}

/** The charger says something every second; after this time the connection is dead without knowing it. */
const silentAfterMs = 50_000;

export async function openSession(options: SessionOptions, call: CallOptions): Promise<Session> {
  const { clock, timeoutMs, url } = options;
  const { host } = new URL(url);
  const values = new Map<string, Json>();
  const responses = new Map<string, true | string>();
  const watch = createTransportWatch(clock);
  let link: WebSocketLink | undefined;
  let hello: Extract<ChargerMessage, { type: "hello" }> | undefined;
  let loginKey: string | undefined;
  let isLetIn = false;
  let isComplete = false;
  let end: ProblemError | undefined;
  let lastHeardMs = clock.steadyMs();
  let requests = 0;

  const endWith = (problem: ProblemError) => {
    end ??= problem;
    cancelSilence();
    link?.close();
    watch.notify();
  };
  const watchSilence = (): (() => void) =>
    clock.schedule(lastHeardMs + silentAfterMs - clock.steadyMs(), () => {
      if (clock.steadyMs() - lastHeardMs < silentAfterMs) cancelSilence = watchSilence();
      else endWith(fail("unreachable", "unreachable.timeout", { facts: { host, afterS: silentAfterMs / 1_000 } }));
    });
  let cancelSilence = () => {};

  const logIn = async ({ token1, token2, hash }: Extract<ChargerMessage, { type: "authRequired" }>) => {
    if (hello === undefined) return;
    const kind = hash ?? usualHash(hello.model);
    // Real work, which virtual time must not overtake.
    const release = clock.hold("login key");
    try {
      const known = `${kind} ${hello.serial}`;
      loginKey = options.loginKeys.get(known) ?? (await createLoginKey(kind, options.password, hello.serial));
      options.loginKeys.set(known, loginKey);
      const token3 = await createToken();
      const proof = await createLoginProof(loginKey, { token1, token2, token3 });
      link?.send(JSON.stringify({ type: "auth", token3, hash: proof }));
    } finally {
      release();
    }
  };

  const take = (message: ChargerMessage) => {
    switch (message.type) {
      case "hello":
        hello = message;
        return;
      case "authRequired":
        logIn(message).catch((cause) => endWith(fail("bug", "goe.login-failed", { cause })));
        return;
      case "authSuccess":
        isLetIn = true;
        return;
      case "authError":
        endWith(fail("auth", "goe.password-refused"));
        return;
      case "status":
        for (const [key, value] of Object.entries(message.values)) {
          const isNews = values.get(key) !== value;
          values.set(key, value);
          if (isNews) options.onNews(key);
        }
        if (!message.isMoreToCome && values.size > 0) isComplete = true;
        return;
      case "response":
        if (message.request === String(requests)) responses.set(message.request, message.isTaken ? true : message.said);
    }
  };

  link = await options.open(
    { url, timeoutMs, ...(call.signal === undefined ? {} : { signal: call.signal }) },
    {
      onFrame: (frame) => {
        const message = readMessage(frame);
        if (message === undefined) return;
        lastHeardMs = clock.steadyMs();
        take(message);
        watch.notify();
      },
      onClose: () => endWith(fail("unreachable", "unreachable.reset", { facts: { host } })),
    },
  );
  if (end === undefined) cancelSilence = watchSilence();
  else link.close();

  /** The text that goes out: signed where the charger asks for it. */
  const wrap = async (text: string, request: string): Promise<string> => {
    if (!hello?.isSecured || loginKey === undefined) return text;
    const release = clock.hold("signature");
    try {
      const hmac = await signMessage(loginKey, text);
      return JSON.stringify({ type: "securedMsg", data: text, requestId: `${request}sm`, hmac });
    } finally {
      release();
    }
  };

  const orEnd = <T>(find: () => T | undefined) => {
    if (end !== undefined) throw end;
    return find();
  };

  return {
    values,
    isOver: () => end !== undefined,
    ready: async (readyCall) => {
      const isIn = () => (isLetIn && isComplete ? true : undefined);
      if ((await watch.until(() => orEnd(isIn), timeoutMs, readyCall)) === true) return;
      throw fail("unreachable", "unreachable.timeout", { facts: { host, afterS: timeoutMs / 1_000 } });
    },
    set: async (key, value, setCall) => {
      requests += 1;
      const request = String(requests);
      link?.send(await wrap(JSON.stringify({ type: "setValue", requestId: requests, key, value }), request));
      const said = await watch.until(() => orEnd(() => responses.get(request)), timeoutMs, setCall);
      responses.delete(request);
      if (said === undefined) throw fail("unreachable", "goe.no-result", { facts: { key } });
      return said;
    },
    close: () => endWith(fail("refused", "account.closed")),
  };
}

/** Who does not say which hash it means uses the one of its generation. */
function usualHash(model: string): HashKind {
  const name = model.toLowerCase().replaceAll("_", " ");
  return name.includes("phoenix") || name.includes("core") || name.includes(" pro") ? "bcrypt" : "pbkdf2";
}
