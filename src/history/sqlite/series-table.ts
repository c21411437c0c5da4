import type { Instant } from "#domain";
import type { Database } from "#platform/sqlite";
import { readTexts } from "./rows.ts";

/** What is known of one series. */
export interface SeriesEntry {
  readonly id: number;
  /** Rollups before this are up to date. */
  rolledUntil: Instant;
  /** Points before this may have been let go. */
  rawFrom: Instant;
}

/** Names of series with their ids, held in memory because every stored point needs one. */
export interface SeriesTable {
  names(): string[];
  find(name: string): SeriesEntry | undefined;
  findOrAdd(name: string): SeriesEntry;
  entries(): Iterable<SeriesEntry>;
  save(entry: SeriesEntry): void;
  /** Reads everything again, after a transaction was undone. */
  reload(): void;
}

export function createSeriesTable(database: Database): SeriesTable {
  const entries = new Map<string, SeriesEntry>();
  const select = database.prepare("SELECT id, name, rolled_until, raw_from FROM series");
  const insert = database.prepare("INSERT INTO series (name) VALUES (?) RETURNING id");
  const update = database.prepare("UPDATE series SET rolled_until = ?, raw_from = ? WHERE id = ?");
  const names = database.prepare("SELECT name FROM series ORDER BY name");
  const load = () => {
    entries.clear();
    for (const row of database.guard(() => select.all())) {
      entries.set(String(row["name"]), {
        id: Number(row["id"]),
        rolledUntil: Number(row["rolled_until"]),
        rawFrom: Number(row["raw_from"]),
      });
    }
  };
  load();
  return {
    names: () => readTexts(database, names),
    find: (name) => entries.get(name),
    findOrAdd: (name) => {
      const known = entries.get(name);
      if (known !== undefined) return known;
      const added = { id: Number(insert.get(name)?.["id"]), rolledUntil: 0, rawFrom: 0 };
      entries.set(name, added);
      return added;
    },
    entries: () => entries.values(),
    save: ({ id, rolledUntil, rawFrom }) => {
      update.run(rolledUntil, rawFrom, id);
    },
    reload: load,
  };
}
