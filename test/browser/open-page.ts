import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { BrowserContextOptions, Locator, Page } from "playwright-core";
import { build } from "vite";
import type { Secret } from "#domain";
import { createHttpServer } from "#http";
import { createSystemClock, silentLog } from "#platform";
import { createTexts } from "#text";
import { createFakeHub, type FakeHub } from "../../src/http/testing/fake-hub.ts";
import { launchBrowser } from "../support/browser.ts";

const web = join(import.meta.dirname, "../../web");

/** A page in a browser over a fake hub, with everything that the browser complained about. */
export interface OpenPage {
  readonly page: Page;
  readonly complaints: readonly string[];
}

export interface ServedHub {
  readonly hub: FakeHub;
  readonly url: string;
  /** Cuts every line, as a restart of the hub does; `serve` takes the same port again. */
  close(): Promise<void>;
}

/** The page as it is in the sources, built once, and one browser for all tests of a file. */
export async function openWorkshop() {
  const directory = await mkdtemp(join(tmpdir(), "sunsteer-page-"));
  const [browser] = await Promise.all([
    launchBrowser(),
    build({ root: web, logLevel: "error", build: { outDir: directory, emptyOutDir: true } }),
  ]);

  const opened: (() => Promise<void>)[] = [];

  const serve = async (options: { port?: number; password?: Secret } = {}): Promise<ServedHub> => {
    const clock = createSystemClock();
    const hub = createFakeHub(clock);
    const { port = 0, password } = options;
    const server = createHttpServer({
      homes: [hub],
      sentences: { en: createTexts("en"), de: createTexts("de"), fr: createTexts("fr") },
      config: { host: "127.0.0.1", port, ...(password === undefined ? {} : { password }) },
      pageDirectory: directory,
      log: silentLog,
      clock,
    });
    const { url } = await server.listen();
    const close = () => server.close();
    opened.push(close);
    return { hub, url, close };
  };

  const open = async (url: string, look: BrowserContextOptions = {}): Promise<OpenPage> => {
    const context = await browser.newContext({ locale: "en-GB", ...look });
    opened.push(() => context.close());
    const page = await context.newPage();
    page.setDefaultTimeout(10_000);
    const complaints: string[] = [];
    page.on("pageerror", (error) => complaints.push(error.message));
    page.on("console", (message) => {
      if (message.type() === "error") complaints.push(message.text());
    });
    await page.goto(url);
    return { page, complaints };
  };

  /** Between tests: leaves the pages, then the hubs they looked at. */
  const tidy = async () => {
    for (const closeOne of opened.splice(0).reverse()) await closeOne();
  };
  const close = async () => {
    await tidy();
    await browser.close();
    await rm(directory, { recursive: true });
  };
  return { serve, open, tidy, close };
}

/** What the browser makes of the style sheets. The types of browsers stay out of these tests, hence the reflection. */
export function styleOf(locator: Locator, property: string): Promise<string> {
  return locator.evaluate(
    (element, name) => String(Reflect.get(Reflect.get(globalThis, "getComputedStyle")(element), name)),
    property,
  );
}

const findTooWide = `[...document.querySelectorAll("body *")]
  .filter((element) => element.closest(".unseen") === null && element.closest("svg") === null)
  .filter((element) => element.getBoundingClientRect().right > window.innerWidth + 0.5)
  .map((element) => element.tagName + " " + element.className)`;

/** Nothing sticks out sideways: neither the page as a whole nor any part of it. */
export async function assertFits(page: Page): Promise<void> {
  assert.deepEqual(await page.evaluate(findTooWide), []);
  assert.equal(await page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), true);
}
