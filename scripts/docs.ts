// `npm run docs`: writes the parts of the pages that are made from the code. With `--check` it only says which are old.
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { generatedPages } from "./docs-parts.ts";
import { root } from "./steps.ts";

const isCheck = process.argv.includes("--check");

for (const { file, isFresh, text } of await generatedPages()) {
  if (isFresh) continue;
  if (isCheck) {
    console.log(`${file} is not what the code says: run "npm run docs".`);
    process.exitCode = 1;
  } else {
    await writeFile(join(root, file), text);
    console.log(`${file} written`);
  }
}
