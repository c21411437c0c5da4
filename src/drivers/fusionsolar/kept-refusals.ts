import { z } from "zod";
import { fail, type Instant, minuteMs, type ProblemError } from "#domain";

/** Where notes are kept; the house brings the account's own. */
export interface RefusalNotes {
  read(key: string): unknown;
  write(notes: Readonly<Record<string, { readonly [key: string]: string | number } | undefined>>): void;
}

/** The account is locked after five wrong logins in ten minutes; the owner needs some of these to find the mistake. */
export const triesBeforeStop = 2;

/** The cloud counts over ten minutes; after that it has forgotten them too. */
const countedForMs = 10 * minuteMs;

const key = "refused-logins";
const kept = z.object({ mark: z.string(), count: z.number(), failCode: z.number(), at: z.number() });

/**
 * Refused logins of the last minutes, whoever sent them: a command typed five times locks the account as well as a hub
 * that is started five times. Another password starts anew.
 */
export function createKeptRefusals({
  now,
  mark,
  notes,
}: {
  readonly now: () => Instant;
  readonly mark: string;
  readonly notes?: RefusalNotes;
}) {
  const recent = () => {
    const { data } = kept.safeParse(notes?.read(key));
    if (data === undefined || data.mark !== mark) return undefined;
    return data.at <= now() && now() - data.at < countedForMs ? data : undefined;
  };
  return {
    check: () => {
      const before = recent();
      if (before === undefined || before.count < triesBeforeStop) return;
      throw loginStopped(before.count, before.failCode, before.at + countedForMs);
    },
    add: (failCode: number) => {
      const count = (recent()?.count ?? 0) + 1;
      notes?.write({ [key]: { mark, count, failCode, at: now() } });
    },
    forget: () => {
      if (notes?.read(key) !== undefined) notes.write({ [key]: undefined });
    },
  };
}

export function loginStopped(tries: number, failCode: number, retryAt: Instant | undefined): ProblemError {
  return fail("auth", "fusionsolar.login-stopped", {
    facts: { tries, failCode },
    ...(retryAt === undefined ? {} : { retryAt, isRetryable: true }),
  });
}
