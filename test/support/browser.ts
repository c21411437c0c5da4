import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { type Browser, chromium } from "playwright-core";
import { type ChromiumProgram, packagedChromium } from "./packaged-chromium.ts";

const INSTALLED_NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
const HELP =
  "No browser for the tests: install Chromium or Chrome (on Debian: apt install chromium), or name one in SUNSTEER_BROWSER.";

/**
 * A headless Chromium: the one named in SUNSTEER_BROWSER, else the one that comes with the packages, else an installed
 * one. Throws when none starts: a browser test that does not run proves nothing.
 */
export async function launchBrowser(): Promise<Browser> {
  const reasons: string[] = [];
  for (const candidate of candidates()) {
    try {
      return await launch(await candidate());
    } catch (error) {
      reasons.push(firstLine(error));
    }
  }
  throw new Error(`${HELP} Tried: ${reasons.join("; ")}`);
}

function candidates(): (() => Promise<ChromiumProgram>)[] {
  const named = process.env["SUNSTEER_BROWSER"];
  return named === undefined || named === ""
    ? [packagedChromium, async () => installedChromium()]
    : [async () => ({ executablePath: named, env: {} })];
}

function launch({ executablePath, env }: ChromiumProgram): Promise<Browser> {
  return chromium.launch({
    executablePath,
    env: { ...process.env, ...env },
    // As root, as in a container, Chromium's sandbox cannot start; the tests open nothing but our own page.
    chromiumSandbox: false,
    args: ["--no-zygote", "--disable-gpu", "--disable-dev-shm-usage"],
  });
}

function installedChromium(): ChromiumProgram {
  const folders = (process.env["PATH"] ?? "").split(delimiter);
  const executablePath = INSTALLED_NAMES.flatMap((name) => folders.map((folder) => join(folder, name))).find((path) =>
    existsSync(path),
  );
  if (executablePath === undefined) {
    throw new Error("none is installed");
  }
  return { executablePath, env: {} };
}

function firstLine(error: unknown): string {
  return String(error instanceof Error ? error.message : error).split("\n", 1)[0] ?? "";
}
