import { fail } from "#domain";
import type { CommandContext, CommandInput } from "#driver-kit";
import { checkSocWindow, socRanges } from "../limits.ts";
import type { SocWindow } from "../surface.ts";
import { user, withSystem } from "./reach.ts";
import { readBack } from "./read-back.ts";
import { say } from "./text.ts";

/** `alphaess soc MIN MAX` */
export async function soc(input: CommandInput, context: CommandContext): Promise<void> {
  const wanted = { minPercent: percentOf("MIN", input.words[0]), maxPercent: percentOf("MAX", input.words[1]) };
  checkSocWindow(wanted);
  await withSystem(input, context, async ({ main, serial }) => {
    await main.changeSocWindow(serial, wanted, user);
    const found = await readBack<SocWindow>(context.clock, {
      ...{ what: "soc", wanted: written(wanted) },
      read: () => main.socWindow(serial, user),
      isThere: (window) => window.minPercent === wanted.minPercent && window.maxPercent === wanted.maxPercent,
      show: written,
    });
    const { language, isJson, print } = context;
    const facts = { min: found.minPercent, max: found.maxPercent };
    print(isJson ? JSON.stringify({ serial, ...found }) : say("windowIs", language, facts));
  });
}

/** Which percentages are possible is for the check of both to say. */
function percentOf(option: string, text = ""): number {
  if (/^-?\d{1,6}(?:\.\d+)?$/.test(text)) return Number(text);
  const { lowestPercent, highestPercent } = socRanges.server;
  throw fail("invalid", "alphaess.bad-option", {
    facts: { option, found: text, allowed: `${lowestPercent} – ${highestPercent}` },
  });
}

function written({ minPercent, maxPercent }: SocWindow): string {
  return `${minPercent} – ${maxPercent} %`;
}
