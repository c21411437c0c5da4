import { fail } from "#domain";
import type { CommandContext, CommandInput } from "#driver-kit";
import type { GoeCard } from "../cards.ts";
import { say } from "./text.ts";
import { withCharger } from "./with-charger.ts";

const user = { purpose: "user" } as const;

/** `goe cards [rename N NAME | learn N | clear N]` */
export async function cards(input: CommandInput, context: CommandContext): Promise<void> {
  const [action = "list", ...rest] = input.words;
  const isConfirmed = input.options["confirmDanger"] === true;
  switch (action) {
    case "list":
      takeWords(rest, 0);
      return withCharger(input, context, async (client) => tell(await client.cards.list(user), context));
    case "rename": {
      const [place, ...words] = rest;
      const [number, name] = [toPlace(place), words.join(" ")];
      if (name === "") throw usage();
      return withCharger(input, context, async (client) =>
        tell([await client.cards.rename(number, name, user)], context),
      );
    }
    case "learn": {
      const number = toPlace(takeWords(rest, 1));
      return withCharger(input, context, async (client) => tell([await client.cards.learn(number, user)], context));
    }
    case "clear": {
      const number = toPlace(takeWords(rest, 1));
      if (!isConfirmed) throw fail("invalid", "goe.needs-confirmation", { facts: { key: `cards clear ${number}` } });
      return withCharger(input, context, async (client) =>
        tell([await client.cards.clear(number, { ...user, isConfirmed })], context),
      );
    }
    default:
      throw usage(action);
  }
}

function takeWords(words: readonly string[], count: number): string | undefined {
  if (words.length !== count) throw usage(words.join(" ") || "–");
  return words[0];
}

function toPlace(text: string | undefined): number {
  const place = text !== undefined && /^\d+$/.test(text) ? Number(text) : Number.NaN;
  if (place >= 1 && place <= 10) return place;
  throw fail("invalid", "goe.no-such-card", { facts: { card: text ?? "–" } });
}

function usage(found = "–") {
  return fail("invalid", "goe.bad-option", {
    facts: { option: "cards", found, allowed: "list, rename N NAME, learn N, clear N" },
  });
}

function tell(found: readonly GoeCard[], { isJson, print, table, language }: CommandContext): void {
  if (isJson) {
    print(JSON.stringify(found));
    return;
  }
  const energyOf = ({ energyWh }: GoeCard) => (energyWh === undefined ? "–" : `${(energyWh / 1_000).toFixed(1)} kWh`);
  print(
    table(
      found.map((card) => [
        String(card.place),
        say(card.isLearned ? "learned" : "empty", language),
        card.name ?? "–",
        energyOf(card),
      ]),
    ),
  );
}
