import type { Instant, Json } from "#domain";
import type { EmulatorContext } from "#driver-kit";

/** Who is logged in. A login ends after three hours; its key makes a new one out of the old one. */
export interface Logins {
  open(): Json;
  refresh(accessToken: unknown, refreshKey: unknown): Json | undefined;
  isLoggedIn(authorization: string | undefined): boolean;
}

interface Login {
  readonly token: string;
  readonly refreshKey: string;
  readonly at: Instant;
}

const lifeS = 10_800;

export function createLogins({ clock, random, faults, quirks, home }: EmulatorContext): Logins {
  let logins: readonly Login[] = [];

  const isAlive = ({ at }: Login) => {
    const endedAt = faults.since("expired-login");
    return clock.now() - at < lifeS * 1_000 && (endedAt === undefined || at >= endedAt);
  };

  const open = (): Json => {
    const login = { token: word("eyJ", random), refreshKey: word("", random), at: clock.now() };
    logins = [...logins.slice(-9), login];
    return {
      AccessToken: login.token,
      ExpiresIn: lifeS,
      RefreshTokenKey: login.refreshKey,
      TokenCreateTime: chineseTime(login.at, home.timeZone),
    };
  };

  return {
    open,
    refresh: (accessToken, refreshKey) => {
      const old = logins.find((login) => login.token === accessToken && login.refreshKey === refreshKey);
      if (old === undefined || !isAlive(old) || quirks.isOn("legacy-refresh-dead")) return undefined;
      logins = logins.filter((login) => login !== old);
      return open();
    },
    isLoggedIn: (authorization = "") =>
      logins.some((login) => authorization === `Bearer ${login.token}` && isAlive(login)),
  };
}

function word(start: string, random: EmulatorContext["random"]): string {
  return start + Array.from({ length: 40 }, () => Math.floor(random.next() * 36).toString(36)).join("");
}

/** `2023/10/8 下午10:31:26`: the clock of half a day behind the word for morning or afternoon. */
function chineseTime(at: Instant, timeZone: string): string {
  return new Date(at).toLocaleString("zh-CN", { timeZone, hour12: true }).replace(/^(\S+) (\D+)/, "$1 $2");
}
