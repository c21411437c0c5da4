import { type Difference, type ReplayReport, replay } from "#backtest";
import { fail } from "#domain";
import { readLines } from "#platform";
import type { AddCommand } from "../invocation.ts";
import { withProgress } from "../progress.ts";
import { pathIn } from "../recording-file.ts";

export const addBacktest: AddCommand = (program, { world, texts }) => {
  program
    .command("backtest <recording>")
    .description("make recorded decisions again and compare them, byte by byte")
    .option("--json", "report as JSON")
    .addHelpText("after", "\nExample: sunsteer backtest monday.jsonl")
    .action(async (recording: string, options: { json?: boolean }) => {
      const path = pathIn(world, recording);
      if (!(await world.files.exists(path))) throw fail("invalid", "backtest.no-file", { facts: { path } });
      const report = await withProgress(world.output, texts.label("cli.replaying"), () => replay(readLines(path)));
      if (options.json) world.output.print(JSON.stringify(report));
      const [first] = report.differences;
      if (first !== undefined) throw different(report, first);
      if (options.json) return;
      const { decisions, commands, from: fromAt, to: toAt } = report;
      world.output.print(texts.label("cli.replayed", { decisions, commands, fromAt, toAt }));
    });
};

function different({ differing, decisions }: ReplayReport, first: Difference) {
  const { decision, line, at: firstAt, path } = first;
  const [recorded, replayed] = [shown(first.recorded), shown(first.replayed)];
  const facts = { differing, decisions, decision, line, firstAt, path, recorded, replayed };
  return fail("refused", "backtest.different", { facts });
}

const longestShown = 120;

function shown(value: Difference["recorded"]): string {
  const text = JSON.stringify(value) ?? "–";
  return text.length > longestShown ? `${text.slice(0, longestShown)}…` : text;
}
