// `npm run check`: format, lint, types and architecture, all of them even when an early one fails.
import { checkSteps, runStep } from "./steps.ts";

for (const step of checkSteps()) {
  const { passed, output } = await runStep(step);
  console.log(`${passed ? "ok  " : "FAIL"} ${step.name}`);
  if (!passed) {
    console.log(output);
    process.exitCode = 1;
  }
}
