import { z } from "zod";
import { fail, problemKinds } from "#domain";
import { type Clock, type Database, openDatabase } from "#platform";
import type { Ledger, LoginRecord } from "./ledger.ts";
import { emptyLedger, glanceAt, type LedgerContent, type LedgerWrites, openContent } from "./memory-ledger.ts";

/** Version of the file's layout, in `user_version`. */
const layout = 1;

const schema = `
  CREATE TABLE IF NOT EXISTS calls (
    id INTEGER PRIMARY KEY, at_ms REAL NOT NULL, latest_ms REAL NOT NULL, is_open INTEGER NOT NULL,
    call_class TEXT NOT NULL, endpoint TEXT NOT NULL, device TEXT NOT NULL, weight INTEGER NOT NULL, rule_id TEXT
  ) STRICT;
  CREATE TABLE IF NOT EXISTS ledger (
    id INTEGER PRIMARY KEY CHECK (id = 1), ledger_ms REAL NOT NULL, steady_ms REAL NOT NULL,
    last_id INTEGER NOT NULL, login TEXT NOT NULL
  ) STRICT;
  CREATE TABLE IF NOT EXISTS notes (key TEXT PRIMARY KEY, note TEXT NOT NULL) STRICT;
  PRAGMA user_version = ${layout};`;

/** How long a transaction waits for another process; nobody holds the lock longer than one write to a slow card. */
const busyMs = 2_000;

/** A ledger in one small file, shared by all processes; its write lock is the lock between them. */
export interface FileLedger extends Ledger {
  /** What was known last, to carry on in memory when the file has become unusable. */
  content(): LedgerContent;
}

export function openFileLedger(path: string, clock: Clock): FileLedger {
  const database = openDatabase(path, { durability: "full", isPrivate: true, busyMs });
  try {
    refuseNewerLayout(database, path);
    database.exec(schema);
    return createFileLedger(database, clock);
  } catch (error) {
    database.close();
    throw error;
  }
}

function refuseNewerLayout(database: Database, path: string): void {
  const found = database.prepare("PRAGMA user_version").get()?.["user_version"];
  if (typeof found === "number" && found > layout)
    throw fail("refused", "storage.newer", { facts: { path, found, known: layout } });
}

function createFileLedger(database: Database, clock: Clock): FileLedger {
  const version = database.prepare("PRAGMA data_version");
  const load = createLoader(database);
  const writes = createWrites(database);
  const notes = createNoteFile(database);
  let content = load();
  let contentVersion = version.get()?.["data_version"];

  return {
    isShared: true,
    transaction: (work) => {
      // The draft becomes the content only with the commit; until then a failing disk must not change what we know.
      const { draft, result, draftVersion } = database.transaction(() => {
        const presentVersion = version.get()?.["data_version"];
        const isOld = presentVersion !== contentVersion;
        const opened = isOld ? load() : { ...content, calls: [...content.calls] };
        return {
          draft: opened,
          draftVersion: presentVersion,
          result: work(openContent(opened, clock.steadyMs(), writes)),
        };
      });
      content = draft;
      contentVersion = draftVersion;
      return result;
    },
    glance: () => glanceAt(content, clock.steadyMs()),
    content: () => content,
    ...notes,
    close: () => database.close(),
  };
}

const callRow = z.object({
  id: z.number(),
  at_ms: z.number(),
  latest_ms: z.number(),
  is_open: z.number(),
  call_class: z.string(),
  endpoint: z.string(),
  device: z.string(),
  weight: z.number(),
  rule_id: z.string().nullable(),
});

const ledgerRow = z.object({ ledger_ms: z.number(), steady_ms: z.number(), last_id: z.number(), login: z.string() });

const loginShape = z.object({
  session: z.object({ token: z.string(), expiresAt: z.number().exactOptional() }).exactOptional(),
  lease: z.object({ holder: z.string(), untilMs: z.number() }).exactOptional(),
  failure: z
    .object({
      atMs: z.number(),
      problem: z.object({
        kind: z.enum(problemKinds),
        code: z.string(),
        facts: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
        retryAt: z.number().exactOptional(),
        isRetryable: z.boolean(),
      }),
    })
    .exactOptional(),
});

function createLoader(database: Database): () => LedgerContent {
  const ledger = database.prepare("SELECT ledger_ms, steady_ms, last_id, login FROM ledger WHERE id = 1");
  const calls = database.prepare("SELECT * FROM calls ORDER BY id");
  return () => {
    const raw = ledger.get();
    if (raw === undefined) return emptyLedger();
    const row = ledgerRow.parse(raw);
    return {
      clock: { ledgerMs: row.ledger_ms, steadyMs: row.steady_ms },
      lastId: row.last_id,
      login: parseLogin(row.login),
      calls: calls.all().map((rawCall) => {
        const call = callRow.parse(rawCall);
        return {
          id: call.id,
          atMs: call.at_ms,
          latestMs: call.latest_ms,
          isOpen: call.is_open === 1,
          callClass: call.call_class,
          endpoint: call.endpoint,
          device: call.device,
          weight: call.weight,
          ...(call.rule_id === null ? {} : { ruleId: call.rule_id }),
        };
      }),
    };
  };
}

/** A login nobody can read is no login: the next call makes a new one. */
function parseLogin(text: string): LoginRecord {
  try {
    return loginShape.parse(JSON.parse(text));
  } catch {
    return {};
  }
}

function createWrites(database: Database): LedgerWrites {
  const moveClock = database.prepare(
    `INSERT INTO ledger (id, ledger_ms, steady_ms, last_id, login) VALUES (1, ?, ?, 0, '{}')
     ON CONFLICT (id) DO UPDATE SET ledger_ms = excluded.ledger_ms, steady_ms = excluded.steady_ms`,
  );
  const addCall = database.prepare("INSERT INTO calls VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)");
  const setLastId = database.prepare("UPDATE ledger SET last_id = ?");
  const changeCall = database.prepare("UPDATE calls SET latest_ms = ?, is_open = ?, weight = ? WHERE id = ?");
  const forget = database.prepare("DELETE FROM calls WHERE latest_ms < ?");
  const setLogin = database.prepare("UPDATE ledger SET login = ?");
  return {
    clockMoved: ({ ledgerMs, steadyMs }) => moveClock.run(ledgerMs, steadyMs),
    callAdded: ({ id, atMs, latestMs, isOpen, callClass, endpoint, device, weight, ruleId }) => {
      addCall.run(id, atMs, latestMs, isOpen ? 1 : 0, callClass, endpoint, device, weight, ruleId ?? null);
      setLastId.run(id);
    },
    callChanged: ({ latestMs, isOpen, weight, id }) => changeCall.run(latestMs, isOpen ? 1 : 0, weight, id),
    forgotten: (beforeMs) => forget.run(beforeMs),
    loginSet: (login) => setLogin.run(JSON.stringify(login)),
  };
}

const noteRow = z.object({ note: z.string() });

function createNoteFile(database: Database): Pick<Ledger, "recall" | "remember"> {
  const find = database.prepare("SELECT note FROM notes WHERE key = ?");
  const set = database.prepare(
    "INSERT INTO notes (key, note) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET note = excluded.note",
  );
  const drop = database.prepare("DELETE FROM notes WHERE key = ?");
  return {
    recall: (key) => noteRow.optional().parse(find.get(key))?.note,
    remember: (texts) =>
      database.transaction(() => {
        for (const [key, text] of texts) {
          if (text === undefined) drop.run(key);
          else set.run(key, text);
        }
      }),
  };
}
