import { sha256Hex } from "#platform/for-clients";
import type { Session, SessionKeeper } from "./session.ts";

export interface LoginOf {
  readonly api: string;
  readonly username: string;
  readonly password: string;
}

/**
 * A kept login serves only whoever would make the same one: a wrong password is told also while a right one's login is
 * alive, and the two interfaces with logins do not take each other's. Too short a mark to find the password by.
 */
export function createOwnSession(keeper: SessionKeeper, { api, username, password }: LoginOf): SessionKeeper {
  const mark = `${sha256Hex(`${api}\n${username}\n${password}`).slice(0, 4)}:`;
  const marked = (session: Session): Session => ({ ...session, token: mark + session.token });
  const own = (session: Session | undefined): Session | undefined =>
    session?.token.startsWith(mark) ? { ...session, token: session.token.slice(mark.length) } : undefined;

  return {
    current: () => own(keeper.current()),
    renew: async (stale, login, signal) => {
      const logIn = async () => marked(await login());
      // Another's login counts as one that does not work.
      const present = keeper.current();
      const foreign = own(present) === undefined ? present : undefined;
      const refused = stale === undefined ? foreign : marked(stale);
      const found = await keeper.renew(refused, logIn, signal);
      const renewed = own(found) ?? own(await keeper.renew(found, logIn, signal));
      // Somebody else signs in at the same time, again and again: then this one is not kept.
      return renewed ?? login();
    },
    forget: () => {
      if (own(keeper.current()) !== undefined) keeper.forget();
    },
  };
}
