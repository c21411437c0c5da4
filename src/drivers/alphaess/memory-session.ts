import type { Clock } from "#platform/for-clients";
import type { Session, SessionKeeper } from "./session.ts";

/** Keeps a login for a client that works without the house; several calls that need a new one share it. */
export function createMemorySession(clock: Pick<Clock, "now">): SessionKeeper {
  let session: Session | undefined;
  let underWay: Promise<Session> | undefined;

  const current = () => (session?.expiresAt !== undefined && session.expiresAt <= clock.now() ? undefined : session);

  return {
    current,
    renew: (stale, login) => {
      const present = current();
      if (present !== undefined && present.token !== stale?.token) return Promise.resolve(present);
      underWay ??= login()
        .then((fresh) => {
          session = fresh;
          return fresh;
        })
        .finally(() => {
          underWay = undefined;
        });
      return underWay;
    },
    forget: () => {
      session = undefined;
    },
  };
}
