import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Browser, Page } from "playwright-core";
import { launchBrowser } from "../support/browser.ts";
import { type DemoProcess, startDemo } from "./demo-process.ts";

let demo: DemoProcess | undefined;
let browser: Browser | undefined;
let page: Page;

before(async () => {
  demo = await startDemo();
  browser = await launchBrowser();
  page = await browser.newPage({ locale: "en-GB" });
  page.setDefaultTimeout(30_000);
  await page.goto(demo.url);
});

after(async () => {
  await browser?.close();
  await demo?.stop();
});

test("in the demo home a click stops the simulated car, and another lets it charge at full power", async () => {
  const charger = page.locator("[data-charger]").first();
  const power = charger.locator(".power");
  await charger.getByRole("button", { name: "Off" }).click();
  await power.filter({ hasText: /^0\sW/ }).waitFor();
  await charger.getByRole("button", { name: "Fast" }).click();
  await power.filter({ hasText: /^(?:7|10|11)\.\d\d?\skW/ }).waitFor();
  assert.equal(await charger.locator(".pill").textContent(), "Charging");
  assert.match((await charger.locator(".why").textContent()) ?? "", /^Why \S.*\./);
});

test("the demo home shows every device at work and the sun that shines on it", async () => {
  const devices = page.locator('[data-device][data-state="ok"]');
  await devices.nth(1).waitFor();
  await page.locator(".node.sun .value", { hasText: /\d/ }).waitFor();
  await page.locator(".reasons li").first().waitFor();
});
