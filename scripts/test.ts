// `npm test [-- PATTERN…] [--name REGEX]`: the checks, each as one test, then every test file in a process of its own.
// Files named `*.alone.test.ts` measure time or memory and so run last, one at a time.
// A pattern is a part of a file's path, or the name of a check; `--name` narrows to tests whose name matches.
import { globSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { checkSteps, root, runStep } from "./steps.ts";
import { type FileResult, runTestFile } from "./testing/test-file.ts";

const NODE_FLAGS = ["--conditions=sunsteer-source", "--disable-warning=ExperimentalWarning"];
/** Tests that drive whole processes take longest; started first, they do not keep one core waiting at the end. */
const TEST_FOLDERS = ["scripts/**/*.test.ts", "test/**/*.test.ts", "src/**/*.test.ts", "web/**/*.test.ts"];

const { values, positionals } = parseArgs({ allowPositionals: true, options: { name: { type: "string" } } });
const startedAt = performance.now();
let passed = 0;
let failed = 0;

const wanted = (text: string) => positionals.length === 0 || positionals.some((pattern) => text.includes(pattern));
const steps = values.name === undefined ? checkSteps().filter((step) => wanted(`check ${step.name}`)) : [];
const files = TEST_FOLDERS.flatMap((glob) => globSync(glob, { cwd: root }).sort()).filter(wanted);

for (const step of steps) {
  const stepStartedAt = performance.now();
  const { passed: good, output } = await runStep(step);
  show({
    file: `check ${step.name}`,
    tests: [good ? { name: step.name } : { name: step.name, failure: output }],
    notes: [],
    output: "",
    durationMs: performance.now() - stepStartedAt,
  });
}

const isMeasuring = (file: string) => file.endsWith(".alone.test.ts");
const queue = files.filter((file) => !isMeasuring(file)).values();
await Promise.all(Array.from({ length: availableParallelism() }, () => work(queue)));
await work(files.filter(isMeasuring).values());

if (passed + failed === 0) {
  console.log(`No test matches ${[...positionals, values.name ?? ""].join(" ")}.`);
  failed += 1;
}
console.log(`\nin ${seconds(performance.now() - startedAt)}`);
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;

/** One of several at once: takes the next file until none is left. */
async function work(rest: Iterable<string>): Promise<void> {
  for (const file of rest) {
    show(await runTestFile(join(root, file), { nodeFlags: NODE_FLAGS, namePattern: values.name }));
  }
}

function show({ file, tests, notes, output, durationMs }: FileResult): void {
  const failures = tests.filter((test) => test.failure !== undefined);
  passed += tests.length - failures.length;
  failed += failures.length;
  if (tests.length === 0) {
    return;
  }
  console.log(`${failures.length === 0 ? "ok  " : "FAIL"} ${file}  ${tests.length} in ${seconds(durationMs)}`);
  if (notes.length > 0) {
    console.log(indent(notes.join("\n")));
  }
  for (const { name, failure } of failures) {
    console.log(`\n  ✖ ${name}\n${indent(failure ?? "")}`);
  }
  if (failures.length > 0 && output.trim() !== "") {
    console.log(`\n  printed by ${file}:\n${indent(output)}`);
  }
}

function seconds(durationMs: number): string {
  return `${(durationMs / 1000).toFixed(1)} s`;
}

function indent(text: string): string {
  return text.trimEnd().replace(/^/gm, "    ");
}
