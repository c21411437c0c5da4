import { isAbsolute, join } from "node:path";
import { stringify } from "yaml";
import { fail } from "#domain";
import type { AddCommand, Invocation } from "../invocation.ts";
import { merge } from "../old-bridges/merge.ts";
import { readOldFile } from "../old-bridges/read-old-file.ts";
import { translate } from "../old-bridges/translate.ts";

interface ImportOptions {
  readonly output: string;
  readonly force?: boolean;
  readonly json?: boolean;
}

export const addImport: AddCommand = (program, invocation) => {
  const { world, texts } = invocation;
  program
    .command("import <file...>")
    .description("take over an older bridge's settings: its appsettings.json, compose file or .env")
    .option("--output <file>", "the configuration to write; - prints it instead", "sunsteer.yaml")
    .option("--force", "replace a file that is there")
    .option("--json", "print configuration and remarks as JSON, and write nothing")
    .addHelpText("after", "\nExample: sunsteer import docker-compose.yml")
    .action(async (files: readonly string[], options: ImportOptions) => {
      const found = await Promise.all(files.map((file) => readBridges(file, invocation)));
      const { config, notes } = translate(merge(found.flat()));
      const remarks = notes.map(({ key, facts }) => ({ key, message: texts.label(key, facts) }));
      if (options.json) return world.output.print(JSON.stringify({ config, notes: remarks }));
      for (const { message } of remarks) world.output.tell(message);
      const text = stringify(config);
      if (options.output === "-") return world.output.print(text.trimEnd());
      const path = placeOf(options.output, invocation);
      if (!options.force && (await world.files.exists(path)))
        throw fail("invalid", "import.exists", { facts: { path } });
      await world.files.write(path, text, { isPrivate: true });
      world.output.print(texts.label("import.written", { path }));
    });
};

async function readBridges(file: string, invocation: Invocation) {
  const { world } = invocation;
  const text = await world.files.read(placeOf(file, invocation)).catch(() => undefined);
  if (text === undefined) throw fail("invalid", "import.no-file", { facts: { file } });
  return readOldFile(file, text);
}

function placeOf(file: string, { world }: Invocation): string {
  return isAbsolute(file) ? file : join(world.workingDirectory, file);
}
