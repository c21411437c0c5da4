import type { Instant } from "#domain";
import type { CommandRecord, History, Intent } from "#history";

/** More than a house sends between two writes of its history. */
const mostInterrupted = 1_000;

/**
 * The history is written a few seconds behind the intents, so a crash can leave it with commands on their way whose end
 * it never heard of. What the intents do not carry on has been replaced, or, if it was a restoration, is done.
 */
export async function closeInterrupted(history: History, left: readonly Intent[], startedAt: Instant): Promise<void> {
  const goesOn = new Set(left.filter(({ state }) => state !== "failed").map(({ id }) => id));
  const replaced = new Set(left.map(({ command }) => `${command.target}/${command.kind}`));
  const close = (record: CommandRecord) => {
    if (record.at >= startedAt || goesOn.has(record.id)) return;
    const isRestored = record.purpose === "restore" && !replaced.has(`${record.target}/${record.command.kind}`);
    history.recordCommand({ ...record, state: isRestored ? "restored" : "superseded", finishedAt: startedAt });
  };
  for (const state of ["stored", "sent"] as const) {
    for (const record of await history.commands({ state, until: startedAt, limit: mostInterrupted })) close(record);
  }
}
