import type { Instant } from "#domain";

/** A login as the cloud gave it. */
export interface Session {
  readonly token: string;
  readonly expiresAt?: Instant;
}

/** Where logins are kept: the house's keeper fits, and a program without the house needs none of its parts for it. */
export interface SessionKeeper {
  current(): Session | undefined;
  /** Replaces a login that no longer works; never two logins at once. */
  renew(stale: Session | undefined, login: () => Promise<Session>, signal?: AbortSignal): Promise<Session>;
  forget(): void;
}
