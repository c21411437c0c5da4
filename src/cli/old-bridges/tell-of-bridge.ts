import type { Invocation } from "../invocation.ts";
import type { LiveBridge } from "./live-bridge.ts";

/** Who changes only the image shall read what is different now. */
export function tellOfBridge({ notes, found }: LiveBridge, { world, texts }: Invocation): void {
  world.output.tell(texts.label("import.in-use", { found }));
  for (const { key, facts } of notes) world.output.tell(texts.label(key, facts));
}
