import { globSync } from "node:fs";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../../../", import.meta.url));

/** Every page that people read. */
export const pages: readonly string[] = globSync(
  ["*.md", "docs/**/*.md", "src/drivers/*/README.md", "src/publish/*/README.md"],
  { cwd: root },
).sort();
