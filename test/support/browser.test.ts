import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { test } from "node:test";
import { launchBrowser } from "./browser.ts";

test("a browser opens a page, runs its script and draws its text", async () => {
  const server = createServer((_request, response) => {
    response.setHeader("content-type", "text/html");
    response.end("<h1>sun</h1><button onclick=\"this.textContent = 'up'\">rise</button>");
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const browser = await launchBrowser();
  try {
    const page = await browser.newPage({ viewport: { width: 390, height: 844 } });
    const { port } = server.address() as AddressInfo;
    await page.goto(`http://127.0.0.1:${port}/`);
    await page.getByRole("button").click();
    assert.equal(await page.getByRole("button").textContent(), "up");
    const heading = await page.getByRole("heading").evaluate((element) => {
      const range = element.ownerDocument.createRange();
      range.selectNodeContents(element);
      return range.getBoundingClientRect().width;
    });
    assert.ok(heading > 20, "without a font the text has no width");
    assert.ok((await page.screenshot()).length > 500);
  } finally {
    await browser.close();
    server.close();
  }
});

test("without any browser the failure says what to do, in one line", async () => {
  const before = process.env["SUNSTEER_BROWSER"];
  process.env["SUNSTEER_BROWSER"] = "/nowhere/chromium";
  try {
    await assert.rejects(launchBrowser(), /^Error: No browser for the tests: install Chromium .*SUNSTEER_BROWSER.*$/);
  } finally {
    if (before === undefined) {
      delete process.env["SUNSTEER_BROWSER"];
    } else {
      process.env["SUNSTEER_BROWSER"] = before;
    }
  }
});
