import { z } from "zod";
import { fail, type Instant, type Sample } from "#domain";
import type { CommandContext, CommandInput } from "#driver-kit";
import { createChargehqClient, type SiteMeters } from "../client.ts";
import { type Message, type Told, toMessage } from "../mapping.ts";
import { chargehqTarget } from "../target.ts";
import { findConfig } from "./entry.ts";
import { pushedLine } from "./text.ts";

/** `chargehq push [--grid W] [--pv W] [--battery W] [--soc P]` */
export async function push({ options }: CommandInput, context: CommandContext): Promise<void> {
  const config = await findConfig(options, context);
  const file = typeof options["config"] === "string" ? options["config"] : undefined;
  const message = toMessage(given(options, context.clock.now()) ?? (await toldByHub(file, context)));
  if (message.kind !== "measurement") throw notFresh(message);
  const account = context.openAccount(chargehqTarget.identify(config));
  try {
    const { apiKey, url } = config;
    const client = createChargehqClient({ apiKey, url, http: account.http, clock: context.clock });
    await client.push(message.measurement, { purpose: "user" });
  } finally {
    await account.close();
  }
  show(message.measurement.siteMeters, context);
}

function notFresh(message: Exclude<Message, { kind: "measurement" }>) {
  if (message.kind === "nothing") return fail("unreachable", "chargehq.nothing-to-push");
  return fail("unreachable", "chargehq.only-stale", { facts: { sinceAt: message.since } });
}

function show(siteMeters: SiteMeters, { isJson, print, language }: CommandContext): void {
  if (isJson) print(JSON.stringify({ siteMeters }));
  else print(pushedLine(siteMeters, language));
}

/** What was typed counts as measured just now. */
function given(options: CommandInput["options"], now: Instant): Told | undefined {
  const [gridW, solarW, batteryW, socPercent] = (["grid", "pv", "battery", "soc"] as const).map((name) =>
    numberOf(name, options[name]),
  );
  if ([gridW, solarW, batteryW, socPercent].every((value) => value === undefined)) return undefined;
  const sample = (value: number): Sample => ({ value, at: now, source: "given", quality: "measured", goodUntil: now });
  return {
    at: now,
    house: {
      ...(gridW === undefined ? {} : { gridW: sample(gridW) }),
      ...(solarW === undefined ? {} : { solarW: sample(solarW) }),
      ...(batteryW === undefined ? {} : { batteryW: sample(batteryW) }),
    },
    batteries: socPercent === undefined ? [] : [{ id: "given", socPercent: sample(socPercent) }],
    devices: [],
  };
}

function numberOf(name: string, text: string | boolean | undefined): number | undefined {
  if (text === undefined) return undefined;
  const value = Number(text);
  if (typeof text === "string" && text.trim() !== "" && Number.isFinite(value)) return value;
  throw fail("invalid", "chargehq.not-a-number", { facts: { option: `--${name}`, found: String(text) } });
}

const sample = z.object({
  value: z.number(),
  at: z.number(),
  goodUntil: z.number(),
  source: z.string(),
  quality: z.enum(["measured", "derived", "estimated"]),
});
const hubState: z.ZodType<Told> = z.object({
  at: z.number(),
  house: z.object({
    gridW: sample.exactOptional(),
    siteLoadW: sample.exactOptional(),
    solarW: sample.exactOptional(),
    batteryW: sample.exactOptional(),
  }),
  batteries: z.array(z.object({ id: z.string(), socPercent: sample.exactOptional() })),
  devices: z.array(
    z.object({
      id: z.string(),
      capabilities: z.array(
        z.object({ kind: z.string(), part: z.string().exactOptional(), capacityWh: z.number().exactOptional() }),
      ),
    }),
  ),
});

async function toldByHub(file: string | undefined, context: CommandContext): Promise<Told> {
  const hub = await context.findHub(file);
  if (hub === undefined) throw fail("unreachable", "chargehq.no-hub");
  const parsed = hubState.safeParse(await hub.ask({ path: "/api/state" }));
  if (!parsed.success) throw fail("unreachable", "chargehq.no-hub");
  return parsed.data;
}
