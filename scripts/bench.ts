// `npm run bench [-- PATTERN…]`: each file of `bench/` alone, one after the other, so that none disturbs another.
// A benchmark prints what it measured and exits with 1 when that misses what is promised.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { globSync } from "node:fs";
import { root } from "./steps.ts";

const NODE_FLAGS = ["--conditions=sunsteer-source", "--disable-warning=ExperimentalWarning", "--expose-gc"];
const patterns = process.argv.slice(2);

const files = globSync("bench/*.ts", { cwd: root })
  .filter((file) => !file.endsWith(".test.ts"))
  .filter((file) => patterns.length === 0 || patterns.some((pattern) => file.includes(pattern)))
  .sort();

for (const file of files) {
  console.log(`\n${file}`);
  const child = spawn(process.execPath, [...NODE_FLAGS, file], { cwd: root, stdio: "inherit" });
  const [code]: unknown[] = await once(child, "close");
  if (code !== 0) {
    console.log(`FAIL ${file}`);
    process.exitCode = 1;
  }
}
