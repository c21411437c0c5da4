import { cp, mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { root, runTool } from "../../../scripts/steps.ts";

/** A project of somebody else that has Sunsteer installed: built, without its sources. */
export interface ForeignProject {
  readonly folder: string;
  remove(): Promise<void>;
}

const compiler = "@typescript/native/bin/tsc";
const settings = { module: "nodenext", target: "es2024", strict: true, noEmit: true, types: ["node"] };

/** Builds the package afresh, so that an old `dist/` proves nothing, and lays the given programs beside it. */
export async function layOutForeignProject(programs: Readonly<Record<string, string>>): Promise<ForeignProject> {
  const folder = await mkdtemp(join(tmpdir(), "sunsteer-library-"));
  const installed = join(folder, "node_modules", "sunsteer");
  await mkdir(join(folder, "node_modules", "@types"), { recursive: true });
  const build = await runTool([compiler, "-p", "tsconfig.build.json", "--outDir", join(installed, "dist")]);
  if (!build.passed) throw new Error(build.output);
  await cp(join(root, "package.json"), join(installed, "package.json"));
  // What a client needs and nothing else: with the other packages missing, a needless import of one cannot hide.
  for (const name of ["zod", "@types/node", "undici-types"]) {
    await symlink(join(root, "node_modules", name), join(folder, "node_modules", name));
  }
  await writeFile(join(folder, "package.json"), JSON.stringify({ type: "module" }));
  for (const [name, text] of Object.entries(programs)) await writeFile(join(folder, name), text);
  const files = Object.keys(programs).filter((name) => name.endsWith(".ts"));
  await writeFile(join(folder, "tsconfig.json"), JSON.stringify({ compilerOptions: settings, files }));
  return { folder, remove: () => rm(folder, { recursive: true, force: true }) };
}

/** What the compiler has against the project's programs; empty when nothing. */
export async function typeErrorsOf(project: ForeignProject): Promise<string> {
  return (await runTool([compiler, "-p", project.folder])).output;
}
