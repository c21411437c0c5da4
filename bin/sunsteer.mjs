#!/usr/bin/env node
// Kept in the syntax of Node 12, without `node:` prefixes: this file must at least run far enough on an old Node to
// find a newer one, or to say in one sentence which one is needed.
import { spawn } from "child_process";
import { existsSync, realpathSync } from "fs";
import { dirname, join, resolve } from "path";
import { fileURLToPath } from "url";

const OLDEST_NODE = 24;
/** The newest whose flags are known to be these: V8 refuses to start with one that it has given up. */
const NEWEST_TUNED_NODE = 26;
/**
 * V8 lets memory grow as long as the machine has some. A hub shares a small machine for months and is idle most of the
 * time, so it gives speed it does not need; figures in docs/decisions/0015-memory-of-the-hub.md.
 */
const SMALL_HEAP = ["--max-semi-space-size=1", "--optimize-for-size"];
const SMALL_CODE = ["--no-short-builtin-calls", "--no-opt", "--no-maglev"];
const FORWARDED_SIGNALS = ["SIGTERM", "SIGHUP", "SIGINT"];

// The real path: npm reaches this file through a link in `node_modules/.bin`.
const root = dirname(dirname(realpathSync(fileURLToPath(import.meta.url))));

main();

function main() {
  const entry = findEntry();
  if (entry === undefined) {
    return fail(`sunsteer is not built here: run "npm run build" in ${root}.`);
  }
  const node = findNode();
  if (node === undefined) {
    // Only a clone brings its own: the pinned Node is a development dependency.
    const remedy = existsSync(join(root, "package-lock.json"))
      ? `run "npm ci" in ${root}, which brings its own, or `
      : "";
    return fail(
      `sunsteer needs Node.js ${OLDEST_NODE} or newer, this is ${process.versions.node}: ${remedy}` +
        "install a newer one from https://nodejs.org.",
    );
  }
  execute(node.path, entry.flags.concat(memoryFlags(node), entry.file, process.argv.slice(2)));
}

/** The demo's simulated house needs the optimising compilers; what only computes is better off fast altogether. */
function memoryFlags(node) {
  if (node.major > NEWEST_TUNED_NODE || process.argv.includes("--headless")) {
    return [];
  }
  switch (process.argv[2]) {
    case "run":
      return SMALL_HEAP.concat(SMALL_CODE);
    case "start":
    case "demo":
      return SMALL_HEAP;
    default:
      return [];
  }
}

/** The sources in a clone (unless SUNSTEER_BUILT=1 asks for the built program), the built program in a package. */
function findEntry() {
  const quiet = "--disable-warning=ExperimentalWarning";
  const source = join(root, "src", "main.ts");
  if (process.env.SUNSTEER_BUILT !== "1" && existsSync(source)) {
    return { file: source, flags: [quiet, "--conditions=sunsteer-source"] };
  }
  const built = join(root, "dist", "main.js");
  return existsSync(built) ? { file: built, flags: [quiet] } : undefined;
}

/** This very Node if it is new enough, else the npm package `node` beside this package or in a folder above it. */
function findNode() {
  const major = Number(process.versions.node.split(".")[0]);
  if (major >= OLDEST_NODE) {
    return { path: process.execPath, major };
  }
  const binary = process.platform === "win32" ? "node.exe" : "node";
  for (let folder = root; ; folder = dirname(folder)) {
    const candidate = join(folder, "node_modules", "node", "bin", binary);
    if (existsSync(candidate)) {
      return { path: candidate, major: OLDEST_NODE };
    }
    if (folder === resolve(folder, "..")) {
      return undefined;
    }
  }
}

/** Replaces this process where the system can, so that no parent stays behind; else waits for a child. */
function execute(node, args) {
  if (typeof process.execve === "function" && process.platform !== "win32") {
    process.execve(node, [node].concat(args), process.env);
  }
  const child = spawn(node, args, { stdio: "inherit" });
  for (const signal of FORWARDED_SIGNALS) {
    // A Ctrl-C on a terminal already reaches the child itself; twice would mean "at once, without cleaning up".
    process.on(signal, () => (signal === "SIGINT" && process.stdin.isTTY ? undefined : child.kill(signal)));
  }
  child.on("error", (error) => fail(`sunsteer cannot start ${node}: ${error.message}.`));
  child.on("exit", (code, signal) => {
    if (signal === null) {
      process.exit(code);
    }
    for (const forwarded of FORWARDED_SIGNALS) {
      process.removeAllListeners(forwarded);
    }
    process.kill(process.pid, signal);
  });
}

function fail(sentence) {
  process.stderr.write(`${sentence}\n`);
  process.exitCode = 2;
}
