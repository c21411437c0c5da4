/** The command line: one file a command under `commands/`, the way in is `program.ts`. */
export { runCli } from "./program.ts";
export type { Output, World } from "./world.ts";
