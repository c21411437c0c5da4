import { cpSync, existsSync, mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { root, runTool } from "../../scripts/steps.ts";

/** The program as somebody would have it installed: built, without its sources. */
export interface BuiltPackage {
  readonly launcher: string;
  remove(): void;
}

/** Builds into a folder of its own, so that nobody measures what was built last week. */
export async function buildPackage(): Promise<BuiltPackage> {
  const folder = mkdtempSync(join(tmpdir(), "sunsteer-built-"));
  const remove = () => rmSync(folder, { recursive: true, force: true });
  const compiler = ["@typescript/native/bin/tsc", "-p", "tsconfig.build.json", "--outDir", join(folder, "dist")];
  const { passed, output } = await runTool(compiler);
  if (!passed) {
    remove();
    throw new Error(`the build failed:\n${output}`);
  }
  cpSync(join(root, "bin"), join(folder, "bin"), { recursive: true });
  cpSync(join(root, "package.json"), join(folder, "package.json"));
  symlinkSync(join(root, "node_modules"), join(folder, "node_modules"));
  const page = join(root, "dist", "web");
  if (!existsSync(page)) throw new Error(`the page is not built: run "npm run build" in ${root}`);
  cpSync(page, join(folder, "dist", "web"), { recursive: true });
  return { launcher: join(folder, "bin", "sunsteer.mjs"), remove };
}
