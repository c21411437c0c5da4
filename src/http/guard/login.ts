import { createHmac, randomBytes, scrypt, timingSafeEqual } from "node:crypto";
import { createProblem, fail, type Instant, type Problem, type Secret, secondMs } from "#domain";
import type { Clock } from "#platform";
import { createSlowDown } from "./slow-down.ts";

export interface Session {
  readonly token: string;
  readonly expiresAt: Instant;
}

/** Who may come in. Without a password everyone who reaches the port may, which is why it is then bound to loopback. */
export interface Login {
  /** Checks the password; fails with `auth` or, after failures, with `rate-limited` until some time has passed. */
  open(password: string, from: string): Promise<Session>;
  isOpen(token: string | undefined): boolean;
  /** For programs, which may send the password itself as their token; failures count as in `open`. */
  admits(token: string, from: string): Promise<boolean>;
  close(token: string | undefined): void;
}

const sessionLifeMs = 30 * 24 * 3600 * secondMs;
/** A home has a handful of readers; more sessions than this are somebody's script, and the oldest give way. */
const mostSessions = 1_000;

export function createLogin(password: Secret | undefined, clock: Clock): Login {
  if (password === undefined) return openHouse;
  // Looking a token up by its keyed hash leaves nothing to learn from how long the look-up takes.
  const sessions = new Map<string, Instant>();
  const processKey = randomBytes(32);
  const nameOf = (token: string) => createHmac("sha256", processKey).update(token).digest("base64url");
  const slowDown = createSlowDown(clock);
  const matches = createMatcher(password);

  const prove = async (candidate: string, from: string) => {
    const retryAt = slowDown.blockedUntil(from);
    if (retryAt !== undefined) {
      throw fail("rate-limited", "http.login-slowed", { retryAt, facts: { retryAt } });
    }
    // Counted before the slow hash: of many attempts at once only the first may pass unslowed.
    slowDown.failed(from);
    if (!(await matches(candidate))) throw fail("auth", "http.login-wrong");
    slowDown.succeeded(from);
  };

  const remember = (token: string): Session => {
    const expiresAt = clock.now() + sessionLifeMs;
    sessions.set(nameOf(token), expiresAt);
    const oldest = sessions.keys().next();
    if (sessions.size > mostSessions && !oldest.done) sessions.delete(oldest.value);
    return { token, expiresAt };
  };

  const isOpen = (token: string | undefined) => {
    if (token === undefined) return false;
    const expiresAt = sessions.get(nameOf(token));
    return expiresAt !== undefined && clock.now() < expiresAt;
  };

  return {
    open: async (candidate, from) => {
      await prove(candidate, from);
      return remember(randomBytes(32).toString("base64url"));
    },
    isOpen,
    admits: async (token, from) => {
      if (isOpen(token)) return true;
      await prove(token, from);
      // The slow hash once, not on each of a program's many calls.
      remember(token);
      return true;
    },
    close: (token) => {
      if (token !== undefined) sessions.delete(nameOf(token));
    },
  };
}

export function loginNeededProblem(): Problem {
  return createProblem("auth", "http.login-needed");
}

const openHouse: Login = {
  open: () => Promise.reject(fail("refused", "http.login-pointless")),
  isOpen: () => true,
  admits: async () => true,
  close: () => {},
};

/** Compares slow hashes in constant time; attempts queue up, so that guessing never fills the machine's cores. */
function createMatcher(password: Secret): (candidate: string) => Promise<boolean> {
  const salt = randomBytes(16);
  const expected = hash(password.reveal(), salt);
  let last: Promise<unknown> = expected;
  return (candidate) => {
    const attempt = last.then(async () => timingSafeEqual(await hash(candidate, salt), await expected));
    last = attempt.catch(() => {});
    return attempt;
  };
}

function hash(text: string, salt: Buffer): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    scrypt(text.normalize("NFKC"), salt, 32, (error, key) => (error === null ? resolve(key) : reject(error)));
  });
}
