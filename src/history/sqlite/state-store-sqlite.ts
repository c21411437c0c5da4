import { createProblem, type Instant, type Problem } from "#domain";
import type { Database } from "#platform/sqlite";
import type { Intent, StateStore } from "../state-store.ts";
import { intentSchema, jsonSchema, parseStored } from "../stored-schemas.ts";
import { createDatabaseFile, type OpenDatabase } from "./database-file.ts";
import { type Migration, migrate } from "./migrate.ts";
import type { RepairPlan } from "./repair.ts";

export interface StateStoreOptions {
  readonly path: string;
  now(): Instant;
  /** A damaged row passed over, or a torn file set aside: the owner must hear of it, the house goes on. */
  onProblem(problem: Problem): void;
  /** Stands in for the real files where a test wants a disk to be full. */
  readonly open?: OpenDatabase;
}

const stateMigrations: readonly Migration[] = [
  `CREATE TABLE intents (actuator TEXT PRIMARY KEY, intent TEXT NOT NULL) STRICT, WITHOUT ROWID;
   CREATE TABLE memory (id INTEGER PRIMARY KEY CHECK (id = 1), memory TEXT NOT NULL) STRICT;`,
];

const plan: RepairPlan = {
  migrations: stateMigrations,
  tables: [
    { name: "intents", key: "actuator" },
    { name: "memory", key: "id" },
  ],
  isPrivate: true,
};

/** The state store in a small file of its own that only its owner may read, each change on the disk before the call returns. */
export function openStateStore({ path, now, onProblem, open }: StateStoreOptions): StateStore {
  const file = createDatabaseFile(
    {
      path,
      plan,
      database: { durability: "full", isPrivate: true },
      onRepair: onProblem,
      ...(open === undefined ? {} : { open }),
    },
    (database) => createStateTables(database, path),
  );
  let lastMemory: string | undefined;

  const readable = <T>(parsed: T | undefined, row: string): T[] => {
    if (parsed !== undefined) return [parsed];
    onProblem(createProblem("invalid", "storage.damaged-row", { facts: { path, row } }));
    return [];
  };

  const store: StateStore = {
    intents: () =>
      file.use(now(), (tables) =>
        tables.intents().flatMap(({ actuator, text }) => readable(parseStored(intentSchema, text), actuator)),
      ),
    putIntent: (intent) => file.use(now(), (tables) => tables.putIntent(intent)),
    removeIntent: (actuator) => file.use(now(), (tables) => tables.removeIntent(actuator)),
    memory: () => {
      const text = file.use(now(), (tables) => tables.memory());
      return text === undefined ? undefined : readable(parseStored(jsonSchema, text), "memory")[0];
    },
    putMemory: (memory) => {
      const text = JSON.stringify(memory);
      if (text === lastMemory) return;
      file.use(now(), (tables) => tables.putMemory(text));
      lastMemory = text;
    },
    close: () => file.close(),
  };
  store.intents();
  return store;
}

function createStateTables(database: Database, path: string) {
  migrate(database, { path, migrations: stateMigrations, isPrivate: true });
  const selectIntents = database.prepare("SELECT actuator, intent FROM intents ORDER BY actuator");
  const putIntent = database.prepare("INSERT OR REPLACE INTO intents (actuator, intent) VALUES (?, ?)");
  const removeIntent = database.prepare("DELETE FROM intents WHERE actuator = ?");
  const selectMemory = database.prepare("SELECT memory FROM memory WHERE id = 1");
  const putMemory = database.prepare("INSERT OR REPLACE INTO memory (id, memory) VALUES (1, ?)");
  return {
    intents: () =>
      database
        .guard(() => selectIntents.all())
        .map((row) => ({ actuator: String(row["actuator"]), text: String(row["intent"]) })),
    putIntent: (intent: Intent) => {
      database.guard(() => putIntent.run(intent.actuator, JSON.stringify(intent)));
    },
    removeIntent: (actuator: string) => {
      database.guard(() => removeIntent.run(actuator));
    },
    memory: () => {
      const row = database.guard(() => selectMemory.get());
      return row === undefined ? undefined : String(row["memory"]);
    },
    putMemory: (text: string) => {
      database.guard(() => putMemory.run(text));
    },
    close: () => database.close(),
  };
}
