import type { Json } from "#domain";
import type { KeyStore } from "./key-store.ts";

const places = 10;

/** Counts what each card has charged, in the list that old firmware has and in the keys of newer firmware. */
export function addCardEnergy(keys: KeyStore, wh: number): void {
  const place = keys.number("trx") - 1;
  if (wh <= 0 || place < 0 || place >= places) return;
  const key = `c${place}e`;
  if (keys.has(key)) keys.put({ [key]: keys.number(key) + wh });
  const cards = keys.get("cards");
  if (!Array.isArray(cards)) return;
  keys.put({ cards: cards.map((card: Json, own) => (own === place ? withEnergy(card, wh) : card)) });
}

export function isLearned(keys: KeyStore, place: number): boolean {
  if (keys.get(`c${place}i`) === true) return true;
  const cards = keys.get("cards");
  return Array.isArray(cards) && memberOf(cards[place], "cardId") === true;
}

function withEnergy(card: Json, wh: number): Json {
  if (typeof card !== "object" || card === null || Array.isArray(card)) return card;
  const before = memberOf(card, "energy");
  return { ...card, energy: (typeof before === "number" ? before : 0) + wh };
}

function memberOf(card: Json | undefined, name: string): Json | undefined {
  return typeof card === "object" && card !== null && !Array.isArray(card)
    ? Object.entries(card).find(([own]) => own === name)?.[1]
    : undefined;
}
