import { z } from "zod";
import { type Facts, hourMs } from "#domain";
import { askHub } from "../hub-client.ts";
import type { AddCommand, Invocation } from "../invocation.ts";
import { table } from "../table.ts";

const sample = z.object({ value: z.number(), at: z.number(), goodUntil: z.number(), source: z.string() });

/** What `status` shows of the state; everything else in it is for others. */
const stateSchema = z.object({
  at: z.number(),
  home: z.object({ name: z.string() }),
  house: z.object({
    gridW: sample.optional(),
    solarW: sample.optional(),
    batteryW: sample.optional(),
    houseLoadW: sample.optional(),
  }),
  chargers: z.array(
    z.object({
      id: z.string(),
      settings: z.object({ mode: z.string() }),
      reading: z.object({ powerW: z.number(), status: z.string() }).optional(),
      reason: z.object({ sentence: z.string() }).optional(),
    }),
  ),
  batteries: z.array(
    z.object({
      id: z.string(),
      socPercent: sample.optional(),
      sharing: z.object({ sentence: z.string() }).optional(),
      reason: z.object({ sentence: z.string() }).optional(),
    }),
  ),
  devices: z.array(
    z.object({
      id: z.string(),
      driver: z.string(),
      state: z.string(),
      problem: z.object({ what: z.string(), remedy: z.string() }).optional(),
      usage: z.array(z.object({ used: z.number(), max: z.number(), perMs: z.number() })),
    }),
  ),
  problems: z.array(z.object({ what: z.string(), remedy: z.string() })),
});

type State = z.infer<typeof stateSchema>;

export const addStatus: AddCommand = (program, invocation) => {
  program
    .command("status")
    .description("the live state of the running hub")
    .option("--config <file>", "configuration file")
    .option("--url <address>", "address of the hub")
    .option("--json", "print as JSON")
    .addHelpText("after", "\nExample: sunsteer status")
    .action(async (options: { config?: string; url?: string; json?: boolean }) => {
      const answer = await askHub("/api/state", options, invocation);
      invocation.world.output.print(
        options.json ? JSON.stringify(answer) : showState(stateSchema.parse(answer), invocation),
      );
    });
};

function showState(state: State, { texts }: Invocation): string {
  const label = (key: Parameters<typeof texts.label>[0], facts?: Facts) => texts.label(key, facts);
  const house = Object.entries(state.house).map(([key, value]) => [
    label(`house.${key as keyof State["house"]}`),
    value === undefined ? "—" : texts.quantity("powerW", value.value),
    value === undefined ? "" : age(state.at, value, texts),
  ]);
  const chargers = state.chargers.map(({ id, settings, reading, reason }) => [
    id,
    reading === undefined ? "—" : texts.quantity("powerW", reading.powerW),
    `${settings.mode}: ${reason?.sentence ?? ""}`,
  ]);
  const batteries = state.batteries.map(({ id, socPercent, sharing, reason }) => [
    id,
    socPercent === undefined ? "—" : texts.quantity("socPercent", socPercent.value),
    [reason?.sentence, sharing?.sentence].filter((sentence) => sentence !== undefined).join(" "),
  ]);
  const devices = state.devices.map(({ id, driver, state: health, problem, usage }) => [
    id,
    driver,
    problem === undefined ? health : `${health}: ${problem.what} ${problem.remedy}`,
    ...usage
      .filter(({ perMs }) => perMs >= hourMs)
      .map(({ used, max }) => label("cli.calls-left", { left: Math.max(0, max - used), max })),
  ]);
  const problems = state.problems.map(({ what, remedy }) => `${what} ${remedy}`);
  return [state.home.name, table([...house, ...chargers, ...batteries]), table(devices), ...problems].join("\n\n");
}

function age(now: number, { at, goodUntil }: z.infer<typeof sample>, texts: Invocation["texts"]): string {
  const ageS = Math.max(0, Math.round((now - at) / 1_000));
  return texts.label(now > goodUntil ? "cli.stale-for" : "cli.ago", { ageS });
}
