import { z } from "zod";
import { openHistory } from "#history";
import { createVirtualClock } from "#platform";
import { readIntents } from "./crash-home.ts";

const told = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("flushed"),
    points: z.array(z.tuple([z.string(), z.number()])),
    decisions: z.array(z.number()),
    commands: z.array(z.tuple([z.string(), z.string()])),
  }),
  z.object({ kind: z.literal("intent"), actuator: z.string(), state: z.string(), updatedAt: z.number() }),
  z.object({ kind: z.literal("striking"), actuator: z.string() }),
  z.object({ kind: z.literal("struck"), actuator: z.string() }),
  z.object({ kind: z.literal("wish"), mode: z.enum(["fast", "off"]) }),
]);

/** One line of a child: this is on the disk. */
export type Told = z.infer<typeof told>;

/** The list of what children said was stored; it outlives them all. */
export interface Reports {
  take(line: string): Told;
  /** What was said to be stored and is not in the files, one sentence each. */
  missing(): Promise<readonly string[]>;
  counts(): {
    readonly points: number;
    readonly decisions: number;
    readonly commands: number;
    readonly intents: number;
  };
}

/** How far a command has come; the files may know more than was said, never less. */
const rank = ["stored", "sent", "confirmed", "failed", "superseded", "restored"];

export function createReports(directory: string): Reports {
  const points = new Map<string, Set<number>>();
  const decisions = new Set<number>();
  const commands = new Map<string, string>();
  const intents = new Map<string, { readonly updatedAt: number; readonly state: string } | "striking" | "struck">();
  let pointCount = 0;
  let intentCount = 0;

  const note = (line: Told) => {
    switch (line.kind) {
      case "flushed":
        for (const [series, at] of line.points) {
          points.set(series, (points.get(series) ?? new Set()).add(at));
          pointCount += 1;
        }
        for (const at of line.decisions) decisions.add(at);
        for (const [id, state] of line.commands) commands.set(id, state);
        return;
      case "intent":
        intentCount += 1;
        intents.set(line.actuator, line);
        return;
      case "striking":
      case "struck":
        intents.set(line.actuator, line.kind);
        return;
      case "wish":
    }
  };

  const missingInHistory = async (): Promise<string[]> => {
    // Killed before it had said anything, a hub may not even have begun its file.
    if (pointCount === 0) return [];
    const path = `${directory}/home.db`;
    const history = openHistory({ path, clock: createVirtualClock(0), mode: "inline", isReadOnly: true });
    const sentences: string[] = [];
    const everything = { from: 0, to: Number.MAX_SAFE_INTEGER };
    for (const [series, ats] of points) {
      const there = new Set((await history.series(series, everything)).map(({ at }) => at));
      for (const at of ats) if (!there.has(at)) sentences.push(`the point of ${series} at ${at} is missing`);
    }
    const madeAt = new Set((await history.decisions({ limit: 1_000_000 })).map(({ at }) => at));
    for (const at of decisions) if (!madeAt.has(at)) sentences.push(`the decision at ${at} is missing`);
    const states = new Map((await history.commands({ limit: 1_000_000 })).map(({ id, state }) => [id, state]));
    for (const [id, state] of commands) {
      const stored = states.get(id);
      if (stored === undefined) sentences.push(`the command ${id} is missing`);
      else if (rank.indexOf(stored) < rank.indexOf(state))
        sentences.push(`the command ${id} was ${state}, not ${stored}`);
    }
    const { problem, damagedRows } = history.health();
    if (problem !== undefined || damagedRows > 0)
      sentences.push(`history: ${problem?.code}, ${damagedRows} rows damaged`);
    await history.close();
    return sentences;
  };

  const missingIntents = (): string[] => {
    if (intents.size === 0) return [];
    const stored = new Map(readIntents(`${directory}/home.state.db`).map((intent) => [intent.actuator, intent]));
    return [...intents].flatMap(([actuator, said]) => {
      const intent = stored.get(actuator);
      if (said === "striking") return [];
      if (said === "struck") return [];
      if (intent === undefined) return [`the intent of ${actuator} (${said.state}) is missing`];
      const isOlder = intent.updatedAt < said.updatedAt;
      return isOlder ? [`the intent of ${actuator} is ${intent.state} of an earlier moment than ${said.state}`] : [];
    });
  };

  return {
    take: (line) => {
      const parsed = told.parse(JSON.parse(line));
      note(parsed);
      return parsed;
    },
    missing: async () => [...(await missingInHistory()), ...missingIntents()],
    counts: () => ({
      ...{ points: pointCount, decisions: decisions.size, commands: commands.size },
      intents: intentCount,
    }),
  };
}
