import { setTimeout as sleep } from "node:timers/promises";
import { buildPackage } from "./footprint/built-package.ts";
import { type MeasuredHub, startDemo, startRun } from "./footprint/measured-home.ts";
import { costOf } from "./footprint/process-cost.ts";

/** What is promised of a hub on a small machine. */
const mostPageMs = 3_000;
const mostRunMb = 120;
const mostDemoMb = 200;
const mostIdlePercent = 2;
/** What a second day may add; memory that grows by this much a day would last for weeks, and noise is as large. */
const mostGrowthMb = 3;

/** A day in a minute. */
const speed = 1_440;
const dayS = 60;
const idleS = 20;

const print = (line: string) => process.stdout.write(`${line}\n`);

function judge(what: string, value: number, most: number, unit: string): void {
  const isMet = value <= most;
  if (!isMet) process.exitCode = 1;
  print(`${what.padEnd(44)} ${value.toFixed(1)} ${unit} (at most ${most}): ${isMet ? "ok" : "MISSED"}`);
}

/** The mean over some seconds: a single look depends on when garbage was last collected. */
async function meanResidentMb({ pid }: MeasuredHub, seconds: number): Promise<number> {
  let sum = 0;
  for (let second = 0; second < seconds; second++) {
    await sleep(1_000);
    sum += costOf(pid).residentMb;
  }
  return sum / seconds;
}

async function measureIdle(launcher: string): Promise<void> {
  const hub = await startRun(launcher, 1);
  await sleep(5_000);
  const before = costOf(hub.pid).cpuMs;
  await sleep(idleS * 1_000);
  const percent = (costOf(hub.pid).cpuMs - before) / (idleS * 10);
  await hub.stop();
  judge("run: page after process start", hub.pageAfterMs, mostPageMs, "ms");
  judge("run: processor at speed 1", percent, mostIdlePercent, "%");
}

async function measureDays(launcher: string): Promise<void> {
  const hub = await startRun(launcher, speed);
  await meanResidentMb(hub, dayS - 15);
  const firstDayMb = await meanResidentMb(hub, 15);
  await meanResidentMb(hub, dayS - 15);
  const secondDayMb = await meanResidentMb(hub, 15);
  await hub.stop();
  judge("run: memory after a simulated day", firstDayMb, mostRunMb, "MB");
  judge("run: memory added by a second day", secondDayMb - firstDayMb, mostGrowthMb, "MB");
}

async function measureDemo(launcher: string): Promise<void> {
  const hub = await startDemo(launcher, speed);
  await meanResidentMb(hub, dayS - 15);
  const mb = await meanResidentMb(hub, 15);
  await hub.stop();
  judge("demo: memory after a simulated day", mb, mostDemoMb, "MB");
}

if (process.platform === "linux") {
  const built = await buildPackage();
  try {
    await measureIdle(built.launcher);
    await measureDays(built.launcher);
    await measureDemo(built.launcher);
  } finally {
    built.remove();
  }
} else {
  print("footprint: measured on Linux only, where the kernel tells what a process costs");
}
