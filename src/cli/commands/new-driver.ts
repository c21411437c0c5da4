import type { AddCommand } from "../invocation.ts";
import { layouts, type ScaffoldKind, scaffold } from "../scaffold.ts";

export const addNewDriver: AddCommand = (program, { world, texts }) => {
  program
    .command("new-driver <name>")
    .description("for contributors: lay out the folder of a new driver, complete and passing its tests")
    .option("--target", "a target, which is told of the home, instead of a driver, which reads a device")
    .option("--json", "print the files as JSON")
    .addHelpText("after", "\nExample: sunsteer new-driver acme-meter")
    .action(async (id: string, options: { target?: boolean; json?: boolean }) => {
      const kind: ScaffoldKind = options.target ? "target" : "driver";
      const files = await scaffold(world.files, world.programDirectory, kind, id);
      if (options.json) return world.output.print(JSON.stringify({ kind, id, files }));
      const facts = { what: `${layouts[kind].folder}/${id}/`, doc: layouts[kind].doc };
      world.output.print([...files, "", texts.label("cli.scaffolded", facts)].join("\n"));
    });
};
