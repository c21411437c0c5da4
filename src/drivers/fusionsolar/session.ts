/** A login as the cloud gave it. */
export interface FusionsolarSession {
  readonly token: string;
}

/** Keeps the one login that an account may have. The house brings its own, shared by all programs on the account. */
export interface FusionsolarSessions {
  current(): FusionsolarSession | undefined;
  /** Replaces a login that no longer works; never two at once. */
  renew(
    stale: FusionsolarSession | undefined,
    login: () => Promise<FusionsolarSession>,
    signal?: AbortSignal,
  ): Promise<FusionsolarSession>;
  forget(): void;
}

/** For programs without the house: one login, kept as long as the program runs. */
export function createOwnSessions(): FusionsolarSessions {
  let session: FusionsolarSession | undefined;
  let underWay: Promise<FusionsolarSession> | undefined;
  return {
    current: () => session,
    renew: (stale, login) => {
      if (session !== undefined && session.token !== stale?.token) return Promise.resolve(session);
      underWay ??= login()
        .then((made) => {
          session = made;
          return made;
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
