import type { Json } from "#domain";
import type { Ledger } from "./ledger.ts";

/**
 * What a driver wants to find again after a restart, beside the account's calls and its login: lists that may be asked
 * for only a few times a day, what was refused. All processes on the account see the same. Nothing here is a promise: a
 * note can be lost with its file, so there is always a way without it.
 */
export interface AccountNotes {
  /** Undefined where nothing is written. Other versions may have written it: it has to be parsed. */
  read(key: string): unknown;
  /** All of these at once; undefined takes a note away. */
  write(notes: Readonly<Record<string, Json | undefined>>): void;
}

export function createAccountNotes(ledger: Pick<Ledger, "recall" | "remember">): AccountNotes {
  return {
    read: (key) => {
      const text = ledger.recall(key);
      return text === undefined ? undefined : parsed(text);
    },
    write: (notes) => {
      const texts = Object.entries(notes).map(([key, note]): [string, string | undefined] => [
        key,
        note === undefined ? undefined : JSON.stringify(note),
      ]);
      ledger.remember(new Map(texts));
    },
  };
}

/** For a device that is alone, and for programs without the house. */
export function createOwnNotes(): AccountNotes {
  const kept = new Map<string, string>();
  return createAccountNotes({
    recall: (key) => kept.get(key),
    remember: (texts) => rememberIn(kept, texts),
  });
}

export function rememberIn(kept: Map<string, string>, texts: ReadonlyMap<string, string | undefined>): void {
  for (const [key, text] of texts) {
    if (text === undefined) kept.delete(key);
    else kept.set(key, text);
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
