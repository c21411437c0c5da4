import { configJsonSchema } from "#hub";
import type { AddCommand } from "../invocation.ts";

export const addSchema: AddCommand = (program, { world }) => {
  program
    .command("schema")
    .description("the JSON schema of sunsteer.yaml, for editors")
    .option("--json", "the answer is JSON in any case")
    .addHelpText("after", "\nExample: sunsteer schema > sunsteer.schema.json")
    .action(() => {
      const schema = configJsonSchema({
        drivers: world.drivers.map(({ driver }) => driver),
        targets: world.targets.map(({ target }) => target),
      });
      world.output.print(JSON.stringify(schema, undefined, 2));
    });
};
