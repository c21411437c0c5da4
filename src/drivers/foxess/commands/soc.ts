import { fail } from "#domain";
import type { CommandContext, CommandInput } from "#driver-kit";
import type { Setting } from "../client.ts";
import { problemOfOrder } from "../setting-check.ts";
import { type ReachedInverter, type SocLevels, user, withInverter } from "./cloud.ts";
import { readBack } from "./read-back.ts";
import { acceptable, isSameValue } from "./setting-words.ts";
import { say } from "./text.ts";
import { unlessUnsupported } from "./unless-unsupported.ts";

interface Levels extends SocLevels {
  readonly maxSoc?: number | undefined;
}

const maxKey = "MaxSoc";

/** `foxess soc MIN [MAX] [--on-grid N]` */
export async function soc(input: CommandInput, context: CommandContext): Promise<void> {
  const wanted = typedLevels(input);
  checkOrder(wanted);
  await withInverter(input, context, async (inverter) => {
    const highest = await readHighest(inverter);
    await checkRanges(wanted, highest, inverter);
    const before = await inverter.client.socLimits(inverter.serial, user);
    await writeAll(wanted, { ...before, maxSoc: numberOf(highest) }, inverter);
    const after = await confirmAll(wanted, inverter, context);
    if (inverter.isRaw) return;
    const { language, isJson, print } = context;
    const facts = { min: after.minSoc ?? "–", onGrid: after.minSocOnGrid ?? "–", max: after.maxSoc ?? "–" };
    print(isJson ? JSON.stringify({ serial: inverter.serial, ...after }) : say("levelsAre", language, facts));
  });
}

/** Without a word about the grid the lowest level counts in both cases. */
function typedLevels({ words, options }: CommandInput): Levels {
  const minSoc = percentOf("MIN", words[0]);
  const maxSoc = words[1] === undefined ? undefined : percentOf("MAX", words[1]);
  const onGrid = options["onGrid"];
  return { minSoc, minSocOnGrid: onGrid === undefined ? minSoc : percentOf("--on-grid", onGrid), maxSoc };
}

function percentOf(option: string, text: string | boolean | undefined): number {
  if (typeof text === "string" && /^\d{1,3}$/.test(text) && Number(text) <= 100) return Number(text);
  throw fail("invalid", "foxess.bad-option", { facts: { option, found: String(text), allowed: "0 – 100" } });
}

function checkOrder({ minSoc, minSocOnGrid, maxSoc }: Levels): void {
  if (minSocOnGrid < minSoc) throw fail("invalid", "foxess.on-grid-below-min", { facts: { minSoc, minSocOnGrid } });
  const problem = problemOfOrder(Math.max(minSoc, minSocOnGrid), maxSoc);
  if (problem !== undefined) throw problem;
}

/** All of it before anything is written: levels that are half new would be worse than the old ones. */
async function checkRanges(wanted: Levels, highest: Setting | undefined, inverter: ReachedInverter): Promise<void> {
  const { client, serial } = inverter;
  const keys = [
    ["MinSoc", wanted.minSoc],
    ["MinSocOnGrid", wanted.minSocOnGrid],
  ] as const;
  for (const [key, percent] of keys) {
    const range = await unlessUnsupported(client.setting(serial, key, user));
    if (range !== undefined) acceptable(key, range, String(percent));
  }
  if (wanted.maxSoc === undefined) return checkOrder({ ...wanted, maxSoc: numberOf(highest) });
  if (highest === undefined) throw fail("refused", "foxess.no-highest-level");
  acceptable(maxKey, highest, String(wanted.maxSoc));
}

function readHighest({ client, serial }: ReachedInverter): Promise<Setting | undefined> {
  return unlessUnsupported(client.setting(serial, maxKey, user));
}

function numberOf(setting: Setting | undefined): number | undefined {
  const number = Number(setting?.value ?? Number.NaN);
  return Number.isFinite(number) ? number : undefined;
}

type Before = { readonly [K in keyof Levels]?: number | undefined };

/** Two writes: where the second is refused, the first is taken back. In between the lowest stays below the highest. */
async function writeAll(wanted: Levels, before: Before, inverter: ReachedInverter): Promise<void> {
  const { serial, answer, sendSetting, sendLevels } = inverter;
  const { maxSoc } = wanted;
  const pair = () => answer(() => sendLevels(serial, wanted));
  if (maxSoc === undefined || isSameValue(String(maxSoc), String(before.maxSoc))) return pair();
  const highest = (percent: number) => sendSetting(serial, maxKey, String(percent));
  const { minSoc, minSocOnGrid, maxSoc: maxBefore } = before;
  if (maxBefore !== undefined && maxSoc > maxBefore) {
    await highest(maxSoc);
    await pair().catch((error: unknown) => undo(() => highest(maxBefore), error));
    return;
  }
  await pair();
  await highest(maxSoc).catch((error: unknown) =>
    undo(async () => {
      if (minSoc === undefined || minSocOnGrid === undefined) return;
      await sendLevels(serial, { minSoc, minSocOnGrid });
    }, error),
  );
}

/** The reason why matters more to the user than a failed way back. */
async function undo(write: () => Promise<void>, reason: unknown): Promise<never> {
  await write().catch(() => {});
  throw reason;
}

function confirmAll(
  { minSoc, minSocOnGrid, maxSoc }: Levels,
  { client, serial }: ReachedInverter,
  { clock }: CommandContext,
): Promise<Before> {
  return readBack<Before>(clock, {
    ...{ what: "MinSoc, MinSocOnGrid, MaxSoc", wanted: [minSoc, minSocOnGrid, maxSoc ?? "–"].join(", ") },
    read: async () => {
      const limits = await client.socLimits(serial, user);
      const highest = await unlessUnsupported(client.setting(serial, maxKey, user));
      return { ...limits, maxSoc: numberOf(highest) };
    },
    isThere: (found) =>
      found.minSoc === minSoc && found.minSocOnGrid === minSocOnGrid && (maxSoc ?? found.maxSoc) === found.maxSoc,
    show: (found) => [found.minSoc, found.minSocOnGrid, found.maxSoc ?? "–"].join(", "),
  });
}
