import { fail, type Json, ProblemError } from "#domain";
import type { CallOptions } from "#platform/for-clients";
import { isObject, numberOf } from "./json-values.ts";
import type { GoeValues } from "./transport.ts";
import type { WriteCheckOptions } from "./write-check.ts";

type CardWriteOptions = CallOptions & WriteCheckOptions;

/** What this needs of the client. */
interface KeyAccess {
  status(keys: readonly string[], call: CallOptions): Promise<GoeValues>;
  set(values: GoeValues, options: CardWriteOptions): Promise<void>;
  setAndConfirm(values: GoeValues, options: CardWriteOptions): Promise<void>;
}

/** One of the ten places for RFID cards. */
export interface GoeCard {
  /** 1 to 10, as people count them. */
  readonly place: number;
  readonly name?: string;
  readonly energyWh?: number;
  readonly isLearned: boolean;
}

/** The charger's memory for RFID cards, whether it keeps them in one list or in keys of their own. */
export interface GoeCards {
  list(call?: CallOptions): Promise<readonly GoeCard[]>;
  rename(place: number, name: string, call?: CallOptions): Promise<GoeCard>;
  /** Puts the card that was read last into this place. */
  learn(place: number, call?: CallOptions): Promise<GoeCard>;
  /** Forgets name, energy and card of this place; needs a yes, because nothing brings them back. */
  clear(place: number, options?: CardWriteOptions): Promise<GoeCard>;
}

const places = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10] as const;
const keysOf = (place: number) => ({ name: `c${place - 1}n`, energy: `c${place - 1}e`, learned: `c${place - 1}i` });
const cardKeys = ["cards", ...places.flatMap((place) => Object.values(keysOf(place)))];
const showsAfterMs = 2_000;

type Sleep = (durationMs: number, signal?: AbortSignal) => Promise<void>;

export function createCards(client: KeyAccess, sleep: Sleep): GoeCards {
  const cardAt = async (place: number, call: CallOptions): Promise<GoeCard> => {
    const card = toCards(await client.status(cardKeys, call))[place - 1];
    if (card === undefined) throw fail("refused", "goe.key-absent", { facts: { key: "cards" } });
    return card;
  };

  /** Of these orders the charger shows nothing itself; what became of the place is looked at. */
  const order = async (key: "lrn" | "del", place: number, options: CardWriteOptions): Promise<GoeCard> => {
    const { isConfirmed = false, ...call } = options;
    requirePlace(place);
    await client.set({ [key]: place - 1 }, { ...call, isConfirmed });
    await sleep(showsAfterMs, call.signal);
    const card = await cardAt(place, call);
    if (card.isLearned !== (key === "lrn")) throw fail("refused", `goe.card-not-${key}`, { facts: { card: place } });
    return card;
  };

  return {
    list: async (call = {}) => toCards(await client.status(cardKeys, call)),
    rename: async (place, name, call = {}) => {
      requirePlace(place);
      const values = await client.status(cardKeys, call);
      await client.setAndConfirm(toRename(values, place, name), { ...call, isConfirmed: true }).catch(inOurWords);
      return cardAt(place, call);
    },
    learn: (place, call = {}) => order("lrn", place, call),
    clear: (place, options = {}) => order("del", place, options),
  };
}

/** What newer firmware says of each place by itself goes before the list of all of them. */
export function toCards(values: GoeValues): readonly GoeCard[] {
  return places.flatMap((place) => {
    const keys = keysOf(place);
    const entry = entryOf(values, place);
    const name = textOf(values[keys.name]) ?? textOf(entry?.["name"]);
    const energyWh = numberOf(values[keys.energy]) ?? numberOf(entry?.["energy"]);
    const isLearned = values[keys.learned] ?? entry?.["cardId"];
    if (typeof isLearned !== "boolean") return [];
    return [
      { place, isLearned, ...(name === undefined ? {} : { name }), ...(energyWh === undefined ? {} : { energyWh }) },
    ];
  });
}

/** By its own key where the firmware has one; else by the whole list, which over HTTP is too long to be sent. */
function toRename(values: GoeValues, place: number, name: string): GoeValues {
  const { name: key } = keysOf(place);
  if (values[key] !== undefined) return { [key]: name };
  const { cards } = values;
  if (!Array.isArray(cards)) throw fail("refused", "goe.key-absent", { facts: { key } });
  return { cards: cards.map((card: Json, at) => (at === place - 1 && isObject(card) ? { ...card, name } : card)) };
}

function requirePlace(place: number): void {
  if (places.some((each) => each === place)) return;
  throw fail("invalid", "goe.no-such-card", { facts: { card: String(place) } });
}

function entryOf({ cards }: GoeValues, place: number) {
  const entry: Json | undefined = Array.isArray(cards) ? cards[place - 1] : undefined;
  return isObject(entry) ? entry : undefined;
}

/** The charger writes `n/a` where nobody gave a name. */
function textOf(value: Json | undefined): string | undefined {
  return typeof value === "string" && value !== "" && value !== "n/a" ? value : undefined;
}

function inOurWords(error: unknown): never {
  if (error instanceof ProblemError && error.problem.code === "goe.too-long" && error.problem.facts["key"] === "cards")
    throw fail("refused", "goe.cards-too-long");
  throw error;
}
