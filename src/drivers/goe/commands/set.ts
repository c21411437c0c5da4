import { fail, type Json } from "#domain";
import type { CommandContext, CommandInput } from "#driver-kit";
import type { GoeClient } from "../client.ts";
import { findAddress, type GoeAddress, withPiece } from "../key-pieces.ts";
import type { GoeValues } from "../transport.ts";
import { isSame } from "../values-actuator.ts";
import { checkWrite, unknownKey } from "../write-check.ts";
import { toShortForm } from "../write-check-shapes.ts";
import { restartHints } from "./restart-hints.ts";
import { helpfulKeys, type ShownValue, shownValues, written } from "./shown-value.ts";
import { say } from "./text.ts";
import { typedValue } from "./typed-value.ts";
import { withCharger } from "./with-charger.ts";

interface Wish {
  readonly name: string;
  readonly address: GoeAddress;
  readonly value: Json;
}

/** `goe set KEY=VALUE…` */
export async function set(input: CommandInput, context: CommandContext): Promise<void> {
  const isConfirmed = input.options["confirmDanger"] === true;
  const wishes = input.words.map((word) => toWish(word, context));
  checkWrite(toWhole(wishes.filter(isWhole), {}), { isConfirmed });
  checkWholes(wishes, isConfirmed);
  await withCharger(input, context, async (client) => {
    const before = await readWished(client, wishes);
    const wanted = toWhole(wishes, before);
    checkWrite(wanted, { isConfirmed });
    const changed = Object.fromEntries(
      Object.entries(wanted).filter(([key, value]) => !(key in before) || !isSame(value, before[key])),
    );
    await send(client, changed, isConfirmed);
    const after = changed["hai"] === false ? changed : await readWished(client, wishes);
    tell(wishes, { before, after, changed }, context);
    for (const hint of restartHints(Object.keys(changed), context.language)) context.tell(hint);
  });
}

function toWish(word: string, { language }: CommandContext): Wish {
  const at = word.indexOf("=");
  if (at <= 0) throw fail("invalid", "goe.no-assignment", { facts: { found: word } });
  const name = word.slice(0, at);
  const address = findAddress(name);
  if (address === undefined) throw unknownKey(name);
  if (address.key.access === "read") throw fail("invalid", "goe.read-only-key", { facts: { key: name } });
  return { name, address, value: typedValue(name, address, word.slice(at + 1), language) };
}

const isWhole = ({ address }: Wish) => address.path.length === 0;

/** A piece can only be set where the rest of it can be read, and with the same yes as the whole. */
function checkWholes(wishes: readonly Wish[], isConfirmed: boolean): void {
  for (const { name, address } of wishes.filter((wish) => !isWhole(wish))) {
    const { key } = address;
    if (key.access === "write" || key.isSecret) throw fail("invalid", "goe.whole-only", { facts: { key: key.key } });
    if (key.isDangerous && !isConfirmed) throw fail("invalid", "goe.needs-confirmation", { facts: { key: name } });
  }
}

/** What has to be sent, key by key; several pieces of one key become one value. */
function toWhole(wishes: readonly Wish[], before: GoeValues): GoeValues {
  const whole: Record<string, Json> = {};
  for (const { address, value } of wishes) {
    const { key, path } = address;
    whole[key.key] = toShortForm(key.key, withPiece(whole[key.key] ?? before[key.key], path, value));
  }
  return whole;
}

async function readWished(client: GoeClient, wishes: readonly Wish[]): Promise<GoeValues> {
  const keys = wishes.map(({ address }) => address.key).filter(({ access }) => access !== "write");
  if (keys.length === 0) return {};
  const values = await client.status([...keys.map(({ key }) => key), ...helpfulKeys], { purpose: "user" });
  const absent = keys.find(({ key }) => !(key in values));
  if (absent !== undefined) throw fail("refused", "goe.key-absent", { facts: { key: absent.key } });
  return values;
}

/** One request: what the client refuses to send keeps all of it at home. */
async function send(client: GoeClient, values: GoeValues, isConfirmed: boolean): Promise<void> {
  if (Object.keys(values).length === 0) return;
  // Once its API is off there is nothing left to read back.
  if (values["hai"] === false) await client.set(values, { isConfirmed, purpose: "user" });
  else await client.setAndConfirm(values, { isConfirmed, purpose: "user" });
}

interface Course {
  readonly before: GoeValues;
  readonly after: GoeValues;
  readonly changed: GoeValues;
}

function tell(wishes: readonly Wish[], { before, after, changed }: Course, context: CommandContext): void {
  const { language } = context;
  const told = wishes.map(({ name, address }) => {
    const { key, element } = address;
    const label = (element ?? key).label[language];
    const was = first(shownValues(name, before, language));
    const is = first(shownValues(name, after, language));
    const isChanged = key.key in changed;
    if (key.access === "write" || is === undefined)
      return { name, json: { isSent: true }, line: say("sent", language, { label }) };
    const now = written(is, language);
    const facts = { label, now, before: was === undefined ? "–" : written(was, language) };
    const line = !isChanged ? "unchanged" : facts.before === now ? "isNow" : "changed";
    const json = { before: was?.value ?? null, now: is.value, isChanged };
    return { name, json, line: say(line, language, facts) };
  });
  const json = () => JSON.stringify(Object.fromEntries(told.map(({ name, json: own }) => [name, own])));
  context.print(context.isJson ? json() : told.map(({ line }) => line).join("\n"));
}

/** A whole list is told in one: its pieces are many. */
function first(values: readonly ShownValue[]): Omit<ShownValue, "name" | "label"> | undefined {
  const [only, ...more] = values;
  if (more.length === 0) return only;
  return {
    value: JSON.stringify(Object.fromEntries(values.map(({ name, value }) => [name.replace(/^.*?\./, ""), value]))),
  };
}
