import type { Instant, Json } from "#domain";
import type { EmulatorContext } from "#driver-kit";
import { decryptAes256Cbc, md5Hex, sha256Hex } from "#platform";

/** Who has signed in at the portal. */
export interface Logins {
  /** With the password encrypted, as the portal's page sends it; undefined where it is the wrong one. */
  openEncrypted(username: unknown, encrypted: unknown): Json | undefined;
  openPlain(username: unknown, password: unknown): Json | undefined;
  /** Both headers may carry the token, with or without the word before it. */
  isLoggedIn(headers: Readonly<Record<string, string | undefined>>): boolean;
}

export interface Account {
  readonly username: string;
  readonly password: string;
}

const lifeS = 1_800;

export function createLogins(context: EmulatorContext, account: Account): Logins {
  const { clock, random, faults, quirks } = context;
  let logins: readonly { readonly token: string; readonly at: Instant }[] = [];

  const open = (): Json => {
    const token = word(random);
    logins = [...logins.slice(-9), { token, at: clock.now() }];
    return { token, refreshToken: word(random), ...(quirks.isOn("portal-no-expiry") ? {} : { expiresIn: lifeS }) };
  };

  const isAlive = (at: Instant) => {
    const endedAt = faults.since("expired-login");
    return clock.now() - at < lifeS * 1_000 && (endedAt === undefined || at >= endedAt);
  };

  const openPlain = (username: unknown, password: unknown) =>
    username === account.username && password === account.password ? open() : undefined;

  return {
    openPlain,
    openEncrypted: (username, encrypted) => {
      if (typeof username !== "string" || typeof encrypted !== "string") return undefined;
      const key = { keyHex: sha256Hex(username), ivHex: md5Hex(username) };
      return openPlain(username, decryptAes256Cbc(encrypted, key));
    },
    isLoggedIn: ({ authorization = "", token = "" }) => {
      const shown = [authorization.replace(/^Bearer /, ""), token];
      return logins.some((login) => shown.includes(login.token) && isAlive(login.at));
    },
  };
}

function word(random: EmulatorContext["random"]): string {
  return Array.from({ length: 48 }, () => Math.floor(random.next() * 36).toString(36)).join("");
}
