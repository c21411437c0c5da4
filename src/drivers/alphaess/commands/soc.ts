import { fail } from "#domain";
import type { CommandContext, CommandInput } from "#driver-kit";
import { checkSocWindow } from "../limits.ts";
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

function percentOf(option: string, text = ""): number {
  if (/^\d{1,3}$/.test(text) && Number(text) <= 100) return Number(text);
  throw fail("invalid", "alphaess.bad-option", { facts: { option, found: text, allowed: "0 – 100" } });
}

function written({ minPercent, maxPercent }: SocWindow): string {
  return `${minPercent} – ${maxPercent} %`;
}
