import { type Instant, minuteMs } from "#domain";
import type { Clock, Random } from "#platform";

/** Logins of the one northbound user. */
export interface Logins {
  /** A token, or the fail code of the refusal. */
  login(userName: unknown, systemCode: unknown): string | number;
  logout(token: unknown): void;
  /** Another program logs in: our token is dead. */
  displace(): void;
  isAlive(token: string | undefined, endedBefore: Instant | undefined): boolean;
}

export interface LoginOptions {
  readonly username: string;
  readonly password: string;
  readonly clock: Pick<Clock, "now">;
  readonly random: Random;
}

const lifeMs = 30 * minuteMs;
const wrongBeforeLock = 5;
const wrongWithinMs = 10 * minuteMs;
const lockMs = 30 * minuteMs;

export function createLogins({ username, password, clock, random }: LoginOptions): Logins {
  let alive: { readonly token: string; readonly at: Instant } | undefined;
  let wrong: Instant[] = [];
  let lockedUntil: Instant = Number.NEGATIVE_INFINITY;

  const noteWrong = () => {
    const now = clock.now();
    wrong = [...wrong.filter((at) => now - at < wrongWithinMs), now];
    if (wrong.length >= wrongBeforeLock) lockedUntil = now + lockMs;
  };

  return {
    login: (userName, systemCode) => {
      if (clock.now() < lockedUntil) return 20_400;
      if (userName !== username) {
        noteWrong();
        return 20_001;
      }
      if (systemCode !== password) {
        noteWrong();
        return 20_400;
      }
      alive = { token: `n-${hex(random)}${hex(random)}`, at: clock.now() };
      return alive.token;
    },
    logout: (token) => {
      if (alive?.token === token) alive = undefined;
    },
    displace: () => {
      alive = undefined;
    },
    isAlive: (token, endedBefore) => {
      if (token === undefined || alive?.token !== token) return false;
      if (endedBefore !== undefined && alive.at <= endedBefore) return false;
      return clock.now() - alive.at < lifeMs;
    },
  };
}

function hex(random: Random): string {
  return Math.floor(random.next() * 0xffff_ffff)
    .toString(16)
    .padStart(8, "0");
}
