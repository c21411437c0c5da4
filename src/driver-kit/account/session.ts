import type { Instant } from "#domain";

/** A login at a vendor, as the vendor gave it. */
export interface Session {
  readonly token: string;
  readonly expiresAt?: Instant;
}

/** Keeps one login per account for all devices, homes and processes that share the account. */
export interface SessionKeeper {
  /** The present login, if there is one that has not expired. */
  current(): Session | undefined;
  /**
   * Replaces a login that no longer works. Never two logins at once, not even from two processes: who comes second waits
   * and gets what the first one got.
   */
  renew(stale: Session | undefined, login: () => Promise<Session>, signal?: AbortSignal): Promise<Session>;
  forget(): void;
}
