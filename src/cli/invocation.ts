import type { Command } from "commander";
import type { Language } from "#domain";
import type { Texts } from "#text";
import type { World } from "./world.ts";

/** What every command gets besides its own options. */
export interface Invocation {
  readonly world: World;
  readonly texts: Texts;
  readonly language: Language;
  /** Runs other words instead, as if they had been typed. */
  instead(args: readonly string[]): Promise<void>;
}

/** One command: puts itself under the program. */
export type AddCommand = (program: Command, invocation: Invocation) => void;
