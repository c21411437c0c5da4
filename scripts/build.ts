// `npm run build`, also run at the end of `npm ci`: the program and the page into `dist/`.
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { hasPage, root, runTool } from "./steps.ts";

const steps = [["@typescript/native/bin/tsc", "-p", "tsconfig.build.json"]];
if (hasPage()) {
  steps.push(["vite/bin/vite.js", "build", "web", "--outDir", join(root, "dist", "web"), "--emptyOutDir"]);
}

await rm(join(root, "dist"), { recursive: true, force: true });
for (const step of steps) {
  const { passed, output } = await runTool(step);
  if (!passed) {
    console.error(output);
    process.exitCode = 1;
  }
}
