import { z } from "zod";
import { fail, hourMs, type Instant, minuteMs, ProblemError, revealSecret, type Secret } from "#domain";
import { type CallOptions, type Clock, type HttpResponse, md5Hex } from "#platform/for-clients";
import { parseJson, text } from "../reply-values.ts";
import { type Send, strangeReply } from "../transport.ts";

/** A login as it is kept; the house keeps it across restarts and for all who share the account. */
export interface PortalSession {
  readonly token: string;
  readonly expiresAt?: Instant;
}

export interface LoginKeeper {
  current(): PortalSession | undefined;
  renew(
    stale: PortalSession | undefined,
    login: () => Promise<PortalSession>,
    signal?: AbortSignal,
  ): Promise<PortalSession>;
}

export interface PortalLoginOptions {
  readonly username: string;
  readonly password: Secret | string;
  readonly keeper: LoginKeeper;
  readonly send: Send;
  readonly clock: Pick<Clock, "now">;
}

/** Logins close to each other are what gets accounts locked. */
export const loginPaceMs = 15 * minuteMs;

/** The portal ends a login after about half a day. */
const loginLivesMs = 11 * hourMs;

/** A third wrong password is never sent. */
const mostWrongPasswords = 2;

const usualLockHours = 24;

const reply = z.object({
  result: z.coerce.number().optional(),
  msg: text,
  error: text,
  lockDuration: z.coerce.number().optional(),
});

/** What stands in the place of a login that was refused: with which password, and how often. */
const refusal = /^refused (\d+) ([0-9a-f]{32})$/;

/**
 * Logs in as rarely as possible. What was refused is kept where a login would be, so that neither a restart nor another
 * process tries the same password a third time; another password starts anew.
 */
export function createPortalLogin({ username, password, keeper, send, clock }: PortalLoginOptions) {
  const word = revealSecret(password);
  const mark = md5Hex(`sunsteer refused ${username}\n${word}`);

  const wrongPasswords = (session: PortalSession | undefined): number => {
    const [, count, ofPassword] = refusal.exec(session?.token ?? "") ?? [];
    return ofPassword === mark ? Number(count) : 0;
  };

  const logIn = async (before: number, call: CallOptions): Promise<PortalSession> => {
    const parameters = {
      ...{ account: username, password: "", validateCode: "", isReadPact: "0" },
      passwordCrc: md5Hex(word),
    };
    const response = await send({ method: "POST", path: "/login", parameters, paceMs: loginPaceMs }, call);
    const outcome = outcomeOf(response, clock.now());
    if (outcome.isIn) return { token: outcome.cookies, expiresAt: clock.now() + loginLivesMs };
    return { token: `refused ${before + 1} ${mark}` };
  };

  const refused = (count: number) =>
    count >= mostWrongPasswords
      ? fail("auth", "growatt.stopped", { facts: { user: username }, retryAt: clock.now() + 24 * hourMs })
      : fail("auth", "growatt.wrong-password", { facts: { user: username }, retryAt: clock.now() + loginPaceMs });

  return {
    /** The cookies of the present login, made if need be; `stale` are those that no longer work. */
    cookies: async (stale: string | undefined, call: CallOptions): Promise<string> => {
      const current = keeper.current();
      const before = wrongPasswords(current);
      if (before >= mostWrongPasswords) throw refused(before);
      const isUsable = current !== undefined && !refusal.test(current.token) && current.token !== stale;
      if (isUsable) return current.token;
      const made = await keeper.renew(current, () => logIn(before, call), call.signal);
      const count = wrongPasswords(made);
      if (count > 0 || refusal.test(made.token)) throw refused(Math.max(1, count));
      return made.token;
    },
  };
}

type Outcome = { readonly isIn: true; readonly cookies: string } | { readonly isIn: false };

function outcomeOf(response: HttpResponse, now: Instant): Outcome {
  const parsed = reply.safeParse(parseJson(response.body));
  const retryAt = now + loginPaceMs;
  if (!parsed.success || parsed.data.result === undefined) throw strangeReply(response, "/login", retryAt);
  const { result, lockDuration, msg = "", error = "" } = parsed.data;
  if (result === 1) {
    const cookies = cookiesOf(response);
    if (cookies === "") throw strangeReply(response, "/login", retryAt);
    return { isIn: true, cookies };
  }
  const isLocked = lockDuration !== undefined || /lock|507/i.test(`${msg} ${error}`);
  if (!isLocked) return { isIn: false };
  const hours = lockDuration ?? usualLockHours;
  throw new ProblemError(fail("auth", "growatt.locked", { facts: { hours }, retryAt: now + hours * hourMs }).problem);
}

/** Names and values alone, as they are sent back. */
export function cookiesOf({ headers }: Pick<HttpResponse, "headers">): string {
  const given = headers["set-cookie"];
  const lines = given === undefined ? [] : typeof given === "string" ? [given] : given;
  const cookies = new Map<string, string>();
  for (const line of lines) {
    const [, name, value] = /^\s*([^=;\s]+)=([^;]*)/.exec(line) ?? [];
    if (name !== undefined && value !== undefined) cookies.set(name, value);
  }
  return [...cookies].map(([name, value]) => `${name}=${value}`).join("; ");
}

/** Keeps the login in this process alone, for programs without a house. */
export function createMemoryKeeper(clock: Pick<Clock, "now">): LoginKeeper {
  let session: PortalSession | undefined;
  const current = () => (session?.expiresAt !== undefined && session.expiresAt <= clock.now() ? undefined : session);
  return {
    current,
    renew: async (_stale, login) => {
      session = await login();
      return session;
    },
  };
}
