// Loaded by `node --test-reporter` into the process of one test file: hands every result at once to the runner as a
// line of JSON on file descriptor 3, synchronously, so that nothing is lost when that process dies.
import { writeSync } from "node:fs";
import type { TestEvent } from "node:test/reporters";
import { inspect } from "node:util";
import type { Message, TestResult } from "./test-file.ts";

export default async function* report(events: AsyncIterable<TestEvent>): AsyncGenerator<string> {
  const path: string[] = [];
  let running = 0;
  for await (const event of events) {
    if (event.type === "test:dequeue" || event.type === "test:complete") {
      running += event.type === "test:dequeue" ? 1 : -1;
      tell({ running });
    } else if (event.type === "test:start") {
      path.length = event.data.nesting;
      path[event.data.nesting] = event.data.name;
    } else if (event.type === "test:diagnostic" && !isSummary(event.data.message)) {
      tell({ note: event.data.message });
    } else if (event.type === "test:pass" || event.type === "test:fail") {
      const result = resultOf(event, [...path.slice(0, event.data.nesting), event.data.name]);
      if (result !== undefined) {
        tell(result);
      }
    }
  }
  tell({ end: true });
  yield "";
}

function tell(message: Message): void {
  writeSync(3, `${JSON.stringify(message)}\n`);
}

/** At its end the runner counts its tests in the same way in which a test tells a figure. */
function isSummary(message: string): boolean {
  return /^(tests|suites|pass|fail|cancelled|skipped|todo|duration_ms) /.test(message);
}

type Outcome = Extract<TestEvent, { type: "test:pass" | "test:fail" }>;

/** Nothing for a suite that only sums up its tests: those are reported themselves. */
function resultOf({ type, data }: Outcome, path: string[]): TestResult | undefined {
  const name = path.join(" › ");
  if (type === "test:fail") {
    const { error } = data.details;
    const failure: unknown = "failureType" in error ? error.failureType : undefined;
    if (failure === "subtestsFailed" && data.details.type === "suite") {
      return undefined;
    }
    return { name, failure: inspect(error.cause ?? error, { depth: 8 }) };
  }
  if (data.skip !== undefined || data.todo !== undefined) {
    const what = data.skip !== undefined ? "skipped" : "only planned (todo)";
    return { name, failure: `This test is ${what}; here every test runs, and what cannot run fails.` };
  }
  return data.details.type === "suite" ? undefined : { name };
}
