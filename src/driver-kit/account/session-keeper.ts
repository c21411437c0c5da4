import { type Problem, ProblemError } from "#domain";
import { type Clock, newId } from "#platform";
import type { Ledger, LoginRecord, OpenLedger } from "./ledger.ts";
import type { Session, SessionKeeper } from "./session.ts";

/** A holder that dies loses the lease after this time; a living one prolongs it. */
const leaseMs = 15_000;
const prolongEveryMs = 5_000;

/** How often to look whether the login that somebody else is making has come. */
const lookAgainMs = 200;

type Turn =
  | { readonly kind: "mine" }
  | { readonly kind: "theirs" }
  | { readonly kind: "renewed"; readonly session: Session }
  | { readonly kind: "failed"; readonly problem: Problem };

/** Keeps the account's login in the ledger, with a lease so that only one process at a time makes a new one. */
export function createSessionKeeper(ledger: Ledger, clock: Clock): SessionKeeper {
  const living = (session: Session | undefined): Session | undefined =>
    session?.expiresAt !== undefined && session.expiresAt <= clock.now() ? undefined : session;

  const takeTurn = (open: OpenLedger, holder: string, stale: Session | undefined, waitingSinceMs?: number): Turn => {
    const { session, lease, failure } = open.login;
    const present = living(session);
    if (present !== undefined && present.token !== stale?.token) return { kind: "renewed", session: present };
    if (lease !== undefined && lease.holder !== holder && lease.untilMs > open.nowMs) return { kind: "theirs" };
    // Who waited for a login that was refused takes the refusal: trying once per waiter ends in a lock-out.
    if (failure !== undefined && waitingSinceMs !== undefined && failure.atMs >= waitingSinceMs)
      return { kind: "failed", problem: failure.problem };
    open.setLogin({ ...keep(session), lease: { holder, untilMs: open.nowMs + leaseMs } });
    return { kind: "mine" };
  };

  const renew: SessionKeeper["renew"] = async (stale, login, signal) => {
    const holder = newId();
    let waitingSinceMs: number | undefined;
    for (;;) {
      signal?.throwIfAborted();
      const turn = ledger.transaction((open) => takeTurn(open, holder, stale, waitingSinceMs));
      switch (turn.kind) {
        case "renewed":
          return turn.session;
        case "failed":
          throw new ProblemError(turn.problem);
        case "mine":
          return logIn(ledger, clock, holder, login, signal);
        case "theirs":
          waitingSinceMs ??= ledger.glance().nowMs;
          await clock.sleep(lookAgainMs, signal);
      }
    }
  };

  return {
    // Also the file is asked: a session that another process has replaced would only be refused by the vendor.
    current: () => living(readLogin(ledger).session),
    renew,
    forget: () =>
      ledger.transaction((open) => {
        const { session: _, ...rest } = open.login;
        open.setLogin(rest);
      }),
  };
}

function readLogin(ledger: Ledger): LoginRecord {
  try {
    return ledger.transaction((open) => open.login);
  } catch {
    return ledger.glance().login;
  }
}

async function logIn(
  ledger: Ledger,
  clock: Clock,
  holder: string,
  login: () => Promise<Session>,
  signal: AbortSignal | undefined,
): Promise<Session> {
  const stopProlonging = prolong(ledger, clock, holder);
  try {
    const session = await login();
    ledger.transaction((open) => open.setLogin({ session }));
    return session;
  } catch (error) {
    const hasGivenUp = signal?.aborted === true || !(error instanceof ProblemError);
    ledger.transaction((open) => open.setLogin(afterFailure(open, hasGivenUp ? undefined : error.problem)));
    throw error;
  } finally {
    stopProlonging();
  }
}

function afterFailure(open: OpenLedger, problem: Problem | undefined): LoginRecord {
  return problem === undefined
    ? keep(open.login.session)
    : { ...keep(open.login.session), failure: { atMs: open.nowMs, problem } };
}

function keep(session: Session | undefined): LoginRecord {
  return session === undefined ? {} : { session };
}

/** Fails without a sound: the file may be busy, and the next turn comes long before the lease ends. */
function prolongOnce(ledger: Ledger, holder: string): void {
  try {
    ledger.transaction((open) => {
      if (open.login.lease?.holder === holder)
        open.setLogin({ ...open.login, lease: { holder, untilMs: open.nowMs + leaseMs } });
    });
  } catch {
    return;
  }
}

function prolong(ledger: Ledger, clock: Clock, holder: string): () => void {
  let cancel = () => {};
  const arm = () => {
    cancel = clock.schedule(prolongEveryMs, () => {
      prolongOnce(ledger, holder);
      arm();
    });
  };
  arm();
  return () => cancel();
}
