// `node --conditions=sunsteer-source scripts/screenshots.ts`: the pictures of the README, taken from the demo home.
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { startDemo } from "../test/browser/demo-process.ts";
import { launchBrowser } from "../test/support/browser.ts";

const folder = join(import.meta.dirname, "../docs/images");
const viewport = { width: 1180, height: 1000 };

await mkdir(folder, { recursive: true });
const demo = await startDemo("--speed", "60");
const browser = await launchBrowser();
try {
  for (const colorScheme of ["light", "dark"] as const) {
    const context = await browser.newContext({ viewport, colorScheme, locale: "en-GB", deviceScaleFactor: 1.5 });
    const page = await context.newPage();
    await page.goto(demo.url);
    await page.waitForTimeout(8_000);
    // The moment worth showing: the car charges, and the slow inverter has told of it while it already did.
    const sunJustTold = page.locator(".node.sun .age", { hasText: /^\d+\ss$/ });
    const charging = page.locator('main:has(.pill[data-status="C"]):has(.node.house[data-resting="false"])');
    await charging.filter({ has: sunJustTold }).waitFor({ timeout: 180_000 });
    const path = join(folder, `dashboard-${colorScheme}.png`);
    await page.screenshot({ path });
    console.log(path);
    await context.close();
  }
} finally {
  await browser.close();
  await demo.stop();
}
