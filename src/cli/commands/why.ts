import { z } from "zod";
import { parseDurationMs } from "#hub";
import { askHub } from "../hub-client.ts";
import type { AddCommand } from "../invocation.ts";
import { atLeast } from "../numbers.ts";
import { badOption } from "../usage.ts";

const stateSchema = z.object({
  at: z.number(),
  batteries: z.array(z.object({ id: z.string(), sharing: z.object({ sentence: z.string() }).optional() })),
});

const decisionsSchema = z.object({
  reasons: z.array(z.object({ at: z.number(), subject: z.string(), sentence: z.string() })),
});

export const addWhy: AddCommand = (program, invocation) => {
  program
    .command("why [subject]")
    .description("the reasons of a charger or battery, or of everything, newest first")
    .option("--since <time>", "how far back, e.g. 2h", "24h")
    .option("--limit <number>", "how many", "20")
    .option("--config <file>", "configuration file")
    .option("--url <address>", "address of the hub")
    .option("--json", "print as JSON")
    .addHelpText("after", "\nExample: sunsteer why wallbox --since 2h")
    .action(
      async (
        subject: string | undefined,
        options: { since: string; limit: string; config?: string; url?: string; json?: boolean },
      ) => {
        const { world, texts } = invocation;
        const sinceMs = parseDurationMs(options.since);
        if (sinceMs === undefined) {
          throw badOption("--since", options.since, "30m | 2h | 1d");
        }
        // The hub's time counts, not ours: a demo lives in a summer of its own.
        const { at: now, batteries } = stateSchema.parse(await askHub("/api/state", options, invocation));
        const query = new URLSearchParams({
          since: String(now - sinceMs),
          limit: String(atLeast(options.limit, "--limit", 1)),
          ...(subject === undefined ? {} : { subject }),
        });
        const answer = await askHub(`/api/decisions?${query}`, options, invocation);
        if (options.json) return world.output.print(JSON.stringify(answer));
        const { reasons } = decisionsSchema.parse(answer);
        const line = (at: number, about: string, sentence: string) =>
          `${texts.quantity("decidedAt", at, now)}  ${about}: ${sentence}`;
        const lines = reasons.map(({ at, subject: about, sentence }) => line(at, about, sentence));
        // How the sun is shared holds all the time, so it is not among what was decided last.
        const battery = batteries.find(({ id }) => id === subject);
        if (battery?.sharing !== undefined) lines.unshift(line(now, battery.id, battery.sharing.sentence));
        world.output.print(lines.length > 0 ? lines.join("\n") : texts.label("cli.no-reasons"));
      },
    );
};
