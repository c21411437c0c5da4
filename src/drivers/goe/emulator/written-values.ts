import type { Json } from "#domain";
import type { KeyStore } from "./key-store.ts";

type Values = Readonly<Record<string, Json>>;

const emptyCard = { name: "n/a", energy: 0, cardId: false };

/** What a written value leads to in the charger's memory: mostly itself, but some keys are orders about others. */
export function afterWriting(key: string, value: Json, keys: KeyStore): Values {
  if (/^c\di$/.test(key)) return withCard(keys, Number(key[1]), { cardId: value !== "" });
  if (/^c\dn$/.test(key)) return withCard(keys, Number(key[1]), { name: value });
  switch (key) {
    case "cak":
      return { cak: `${keys.get("cak")}+` };
    case "lrn":
      return withCard(keys, Number(value), { cardId: true });
    case "del":
      return withCard(keys, Number(value), emptyCard);
    case "delw":
      return { wifis: listOf(keys.get("wifis")).map((network, place) => (place === value ? {} : network)) };
    case "wifis":
      return { wifis: listOf(value).map((network, place) => merged(listOf(keys.get("wifis"))[place], network)) };
    case "awpl":
      return { awcp: listOf(value)[0] ?? keys.get("awcp") ?? null };
    case "lot":
      return { lot: { ...objectOf(keys.get("lot")), ...objectOf(value) } };
    default:
      return { [key]: value };
  }
}

/** Old firmware keeps the cards in one list, new firmware in keys of their own; some have both. */
function withCard(keys: KeyStore, place: number, change: Values): Values {
  const cards = listOf(keys.get("cards")).map((card, own) => (own === place ? { ...objectOf(card), ...change } : card));
  return {
    cards,
    ...("cardId" in change ? { [`c${place}i`]: change["cardId"] ?? false } : {}),
    ...("name" in change ? { [`c${place}n`]: change["name"] ?? "n/a" } : {}),
    ...("energy" in change ? { [`c${place}e`]: change["energy"] ?? 0 } : {}),
  };
}

/** An empty entry keeps the network that stands there; the passphrase is never shown again. */
function merged(before: Json | undefined, network: Json): Json {
  const { ssid } = objectOf(network);
  return ssid === undefined ? (before ?? {}) : { ssid };
}

function listOf(value: Json | undefined): readonly Json[] {
  return Array.isArray(value) ? value : [];
}

function objectOf(value: Json | undefined): Values {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return {};
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, each]) => (each === undefined ? [] : [[name, each]])),
  );
}
